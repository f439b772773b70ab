/// Ordered collections and locks over words.
@NullMarked
package dev.quire.engine.space;

import org.jspecify.annotations.NullMarked;
