/// Contents of frames.
@NullMarked
package dev.quire.engine.memory;

import org.jspecify.annotations.NullMarked;
