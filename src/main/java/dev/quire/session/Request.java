package dev.quire.session;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a session can be asked, each kind with what answers it: see `Session.answer`. The commands, the REPL and the
/// tests speak to a session in these alone.
public sealed interface Request<R extends Response> {
    /// Read a script, which is called `display` in messages, and check it under the kernels chosen.
    record Check(Path path, String display, KernelChoice kernels) implements Request<Session.Checked> {}

    /// Read a driver, which is called `display` in messages, and check a suite of the library with it.
    record Suite(Path driver, String display, String suite, KernelChoice kernels) implements Request<Session.Checked> {}

    /// The tags of a script's scenarios, without checking it.
    record Tags(Path path) implements Request<Session.Tagged> {}

    /// Check modules of the library under one kernel, without a scenario: the program holds every function that they
    /// declare, for `Machine.call`.
    record Modules(String kernel, List<String> modules) implements Request<Session.Checked> {}

    /// Run a scenario once: the setup, then its threads under a schedule, then the properties of the final state. What
    /// it did is kept only when `traced`.
    record Run(Program program, Schedule schedule, boolean traced) implements Request<Session.Run> {}

    /// Read a schedule that `explore --save` wrote, for a program.
    record Fit(Path schedule, Program program) implements Request<Fitting> {}

    /// Run every interleaving of a scenario's threads, within limits; stop at the `first` violation. Final states are
    /// `counted` by the registers' values when asked for.
    record Explore(Program program, Limits limits, boolean first, boolean counted, Strategy strategy)
            implements Request<Session.Exploration> {
        public Explore(Program program, Limits limits, boolean first, boolean counted) {
            this(program, limits, first, counted, Strategy.DEFAULT);
        }
    }

    /// The first states that a scenario's threads can reach, and the steps between them.
    record Graph(Program program, int states) implements Request<Session.Graphed> {}

    /// Run programs of one scenario, one for each kernel, and set side by side what they come to; with limits, what all
    /// interleavings of their threads come to.
    record Compare(List<Program> programs, @Nullable Limits explored) implements Request<Comparison> {}

    /// Replay recordings of real kernels.
    record Conform(Conformance.Choice choice) implements Request<Conformance.Outcome> {}

    /// Which cases of the kernel's own tests, listed in a folder, are scenarios below it.
    record Counted(Path folder) implements Request<Cases> {}

    /// Open an interactive session under a kernel, with modules of the library or beside it in a folder.
    record Open(KernelChoice kernel, List<String> modules, Path folder) implements Request<Interactive.Opened> {
        public Open(KernelChoice kernel, List<String> modules) {
            this(kernel, modules, Path.of(""));
        }
    }

    /// Read a script as inputs of a session: of its scenarios the one of this title, or the first where it is empty.
    record Inputs(Path path, String title) implements Request<Script> {}

    /// Lay out a file, which is called `display` in messages.
    record Format(Path path, String display) implements Request<Session.Formatted> {}

    /// Lay out text as it was read, in bytes, which is called `display` in messages.
    record FormatInput(byte[] bytes, String display) implements Request<Session.Formatted> {}
}
