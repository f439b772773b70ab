/// Runs linked programs on the engine, one step at a time: threads are stacks in the store, and a step is one visible
/// primitive and
/// the local computation that follows it (ADR 0001).
@NullMarked
package dev.quire.interpreter;

import org.jspecify.annotations.NullMarked;
