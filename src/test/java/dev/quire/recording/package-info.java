/// Tests of reading, comparing and scoring recordings.
@NullMarked
package dev.quire.recording;

import org.jspecify.annotations.NullMarked;
