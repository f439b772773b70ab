package dev.quire.session;

import dev.quire.program.Program;
import java.nio.file.Path;

/// What a session can be asked: see `Session.answer`.
public sealed interface Request {
    /// Read a script, which is called `display` in messages, and check it under the kernels chosen.
    record Check(Path path, String display, KernelChoice kernels) implements Request {}

    /// Run a scenario once. What it did is kept only when `traced`.
    record Run(Program program, Schedule schedule, boolean traced) implements Request {}

    /// Run every interleaving of a scenario's threads, up to limits; stop at the `first` violation.
    record Explore(Program program, long maxStates, int maxDepth, boolean first) implements Request {}

    /// Lay out a file, which is called `display` in messages.
    record Format(Path path, String display) implements Request {}
}
