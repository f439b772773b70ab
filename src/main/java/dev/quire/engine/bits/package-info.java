/// Packed words: every bit of an entry has one declaration and one name, here.
@NullMarked
package dev.quire.engine.bits;

import org.jspecify.annotations.NullMarked;
