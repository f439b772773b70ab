/// Recordings of real kernels: read, replayed step by step on the linked kernel library, compared line by line with
/// frames
/// up to renaming, and scored. What a line says is computed by the library; here it is only put into the recording's
/// grammar.
@NullMarked
package dev.quire.recording;

import org.jspecify.annotations.NullMarked;
