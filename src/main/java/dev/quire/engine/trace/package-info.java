/// Typed events, which lie outside the store and are rebuilt by replay.
@NullMarked
package dev.quire.engine.trace;

import org.jspecify.annotations.NullMarked;
