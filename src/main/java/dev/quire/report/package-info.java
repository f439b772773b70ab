/// What people read: runs, verdicts, counterexamples.
@NullMarked
package dev.quire.report;

import org.jspecify.annotations.NullMarked;
