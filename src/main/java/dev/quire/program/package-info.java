/// The linked program of one kernel and one scenario: typed, slot-numbered instructions with every name resolved and
/// every option folded.
@NullMarked
package dev.quire.program;

import org.jspecify.annotations.NullMarked;
