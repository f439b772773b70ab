/// The rules that bind the packages to each other.
@NullMarked
package dev.quire.architecture;

import org.jspecify.annotations.NullMarked;
