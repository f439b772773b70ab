/// Scenarios as models: the bridge between the explorer and the interpreter.
@NullMarked
package dev.quire.explore.scenario;

import org.jspecify.annotations.NullMarked;
