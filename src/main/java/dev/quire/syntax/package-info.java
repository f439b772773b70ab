/// From text to syntax tree. The only package that knows ANTLR.
@NullMarked
package dev.quire.syntax;

import org.jspecify.annotations.NullMarked;
