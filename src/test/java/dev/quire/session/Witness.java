package dev.quire.session;

import dev.quire.explore.Limits;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Function;
import dev.quire.program.Program;
import dev.quire.recording.Recording;
import dev.quire.recording.Replay;
import dev.quire.report.Reports;
import dev.quire.report.RunReport;
import dev.quire.report.TraceLevel;
import dev.quire.source.Source;
import dev.quire.text.Paint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What may notice that a function of the library does not do its work: a recorded report, or a recording of a real
/// kernel. Programs are made anew whenever they are wanted, since all of them at once are too large.
sealed interface Witness {
    String name();

    Opened open(Session session);

    /// A witness with its program: the library's functions that it calls, by name, with their numbers, and what it
    /// shows.
    record Opened(Program program, Map<String, Integer> called, Shows shows, List<String> before) {
        /// Whether it shows something else when a function is changed so.
        boolean notices(Mutant mutant, String function) {
            return !before.equals(shows.of(mutant.of(program, Objects.requireNonNull(called.get(function)))));
        }
    }

    /// What is shown of a program, line by line.
    interface Shows {
        List<String> of(Program program);
    }

    /// A scenario under one of its kernels; its report is recorded.
    record Scenario(Path script, int row) implements Witness {
        private static final Limits LIMITS = Limits.of(20_000, 10_000);

        @Override
        public String name() {
            return script + " " + row;
        }

        @Override
        public Opened open(Session session) {
            Session.Checked checked = checked(session, script);
            Program program = checked.programs().get(row);
            Program.Scenario scenario = Objects.requireNonNull(program.scenario());
            boolean explored =
                    !scenario.threads().isEmpty() && !scenario.properties().isEmpty();
            Machine machine = Session.machine(program);
            ends(machine);
            Reports reports = new Reports(checked.sources());
            RunReport runs = new RunReport(checked.sources(), TraceLevel.CALLS, Paint.NONE);
            Shows shows = p -> List.of(
                    explored
                            ? reports.exploration(session.answer(new Request.Explore(p, LIMITS, false, false)))
                            : told(
                                    ends(bounded(p)),
                                    () -> runs.of(session.answer(new Request.Run(p, new Schedule.Default(), true)))));
            return new Opened(program, called(machine, checked.sources()), shows, shows.of(program));
        }

        /// What a run fails with; the whole report only where it ends, since that of an endless loop has no end either.
        private static String told(@Nullable Failure failure, Supplier<String> report) {
            return failure == null ? report.get() : String.valueOf(failure.getMessage());
        }

        private static @Nullable Failure ends(Machine machine) {
            return new Runner(machine, new Trace(machine, false)).run(new Schedule.Default());
        }

        /// The scenarios of a script, each under its kernels.
        static List<Witness> all(Session session, Path script) {
            List<Witness> all = new ArrayList<>();
            int rows = checked(session, script).programs().size();
            for (int row = 0; row < rows; row++) {
                all.add(new Scenario(script, row));
            }
            return all;
        }

        private static Session.Checked checked(Session session, Path script) {
            return session.answer(new Request.Check(script, script.toString(), KernelChoice.OWN));
        }
    }

    /// A recording, with the library that it is replayed on: what it shows are the steps that the model takes exactly
    /// as the kernel did.
    record Recorded(Recording recording, Session.Checked library) implements Witness {
        @Override
        public String name() {
            return recording.path();
        }

        @Override
        public Opened open(Session session) {
            Program program = library.programs().getFirst();
            Machine machine = Session.machine(program);
            List<String> before = exact(machine);
            return new Opened(program, called(machine, library.sources()), p -> exact(bounded(p)), before);
        }

        private List<String> exact(Machine machine) {
            try {
                Replay.Result result = new Replay(machine, false).replay(recording);
                return result.steps().stream()
                        .map(s -> s.exact() ? "exact" : "differs")
                        .toList();
            } catch (IllegalStateException noBeginning) {
                return List.of(String.valueOf(noBeginning.getMessage()));
            }
        }
    }

    /// A machine for a program that may be wrong: one call may take so many instructions.
    private static Machine bounded(Program program) {
        Machine machine = Session.machine(program);
        machine.stepBudget(3_000_000);
        return machine;
    }

    private static Map<String, Integer> called(Machine machine, List<Source> sources) {
        Map<String, Integer> called = new TreeMap<>();
        List<Function> functions = machine.program().functions();
        for (int i = 0; i < functions.size(); i++) {
            String name = machine.entered(i) ? libraryName(functions.get(i), sources) : "";
            if (!name.isEmpty()) {
                called.put(name, i);
            }
        }
        return called;
    }

    /// `file name` of a function of the library, or an empty text.
    static String libraryName(Function function, List<Source> sources) {
        int source = function.code().getFirst().span().source();
        String file = source < 0 ? "" : sources.get(source).name();
        return file.startsWith("stdlib/") ? file + " " + function.display() : "";
    }
}
