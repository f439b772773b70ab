package dev.quire.session;

import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.interpreter.CallSink;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.recording.Recording;
import dev.quire.recording.Replay;
import dev.quire.recording.StepComparison;
import dev.quire.report.Reports;
import dev.quire.report.RunReport;
import dev.quire.report.TraceLevel;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What may notice that a function of the library does not do its work: a recorded report, or a recording of a real
/// kernel.
interface Witness {
    /// Instructions that a step of a changed library may take, and steps of a call or of a thread.
    long INSTRUCTIONS = 1_000_000;

    long STEPS = 50_000;

    /// The library's functions that it may call, by name, with their numbers in the program.
    SortedMap<String, Integer> functions();

    /// Whether it shows something else when a function that it may call is changed so.
    boolean notices(Mutant mutant, String function);

    /// A library that recordings are replayed on, loaded once. All changed ones share its engine and its functions but
    /// one.
    final class RecordedLibrary {
        private final Machine machine;
        private final List<String> names;

        RecordedLibrary(Session.Checked checked, LibraryFunctions functions) {
            machine = Session.machine(checked.programs().getFirst());
            new Replay(machine, false); // makes the thread, once for all
            names = functions.of(machine.program(), checked.sources());
        }

        /// Replays a recording as it is.
        Witness witness(Recording recording) {
            return new Recorded(this, recording);
        }
    }

    /// A recording. It shows which steps the model takes exactly as the kernel did.
    final class Recorded implements Witness {
        private final RecordedLibrary library;
        private final Recording recording;
        private final List<Boolean> exact = new ArrayList<>();
        private final SortedMap<String, Integer> functions;

        private Recorded(RecordedLibrary library, Recording recording) {
            this.library = library;
            this.recording = recording;
            Machine machine = library.machine;
            BitSet called = new BitSet();
            Replay.functions(recording).stream().filter(machine::has).forEach(f -> called.set(machine.number(f)));
            machine.calls(new Calls(called));
            replay(machine, step -> {
                exact.add(step.exact());
                return true;
            });
            machine.calls(null);
            functions = named(called, library.names);
        }

        private record Calls(BitSet called) implements CallSink {
            @Override
            public void entered(int thread, int function, Span from) {
                called.set(function);
            }

            @Override
            public void left(int thread) {}
        }

        private void replay(Machine machine, Predicate<StepComparison> goesOn) {
            long mark = machine.engine().store().mark();
            new Replay(machine, false).replay(recording, goesOn);
            machine.engine().store().rollback(mark);
        }

        @Override
        public SortedMap<String, Integer> functions() {
            return functions;
        }

        @Override
        public boolean notices(Mutant mutant, String function) {
            Machine changed = library.machine.grown(
                    mutant.of(library.machine.program(), Objects.requireNonNull(functions.get(function))));
            changed.stepBudget(INSTRUCTIONS);
            changed.callBudget(STEPS);
            Iterator<Boolean> before = exact.iterator();
            boolean[] same = {true};
            long mark = changed.engine().store().mark();
            try {
                replay(changed, step -> same[0] = step.exact() == before.next());
            } catch (IllegalStateException noBeginning) {
                changed.engine().store().rollback(mark);
                return true;
            }
            return !same[0];
        }
    }

    /// A scenario that is run under one of its kernels, and its report.
    final class Ran implements Witness {
        private final Program program;
        private final Session session;
        private final RunReport reports;
        private final String failure;
        private final String report;
        private final SortedMap<String, Integer> functions;

        Ran(Session session, Program program, List<Source> sources, LibraryFunctions library) {
            this.program = program;
            this.session = session;
            reports = new RunReport(sources, TraceLevel.CALLS, Paint.NONE);
            Machine machine = Session.machine(program);
            failure = failure(machine);
            report = report(program);
            BitSet called = new BitSet();
            for (int i = 0; i < program.functions().size(); i++) {
                called.set(i, machine.entered(i));
            }
            functions = named(called, library.of(program, sources));
        }

        @Override
        public SortedMap<String, Integer> functions() {
            return functions;
        }

        /// A run that fails otherwise has another report; the report itself is only made of one that ends as before.
        @Override
        public boolean notices(Mutant mutant, String function) {
            Program changed = mutant.of(program, Objects.requireNonNull(functions.get(function)));
            Machine machine = Session.machine(changed);
            machine.stepBudget(INSTRUCTIONS);
            return !failure.equals(failure(machine)) || !report.equals(report(changed));
        }

        private static String failure(Machine machine) {
            Failure failure = new Runner(machine, new Trace(machine, false), STEPS, STEPS).run(new Schedule.Default());
            return failure == null ? "" : failure.kind() + " " + failure.getMessage();
        }

        private String report(Program changed) {
            return reports.of(session.answer(new Request.Run(changed, new Schedule.Default(), true)));
        }
    }

    /// A scenario that is explored under one of its kernels, and its report.
    final class Explored implements Witness {
        private final Program program;
        private final Session session;
        private final Reports reports;
        private final String report;
        private final boolean ends;
        private final long states;
        private final SortedMap<String, Integer> functions;

        /// A function of which nobody knows whether it is called counts as called where the report changes once all
        /// such
        /// functions fail.
        private Explored(
                Session session,
                Program program,
                List<Source> sources,
                LibraryFunctions library,
                Limits most,
                Set<String> unknown) {
            this.program = program;
            this.session = session;
            reports = new Reports(sources);
            Session.Exploration explored = explore(program, most);
            Outcome outcome = explored.outcome();
            ends = outcome != null && outcome.limit().isEmpty();
            states = outcome == null ? 0 : outcome.states();
            report = reports.exploration(explored);
            Machine machine = Session.machine(program);
            new Runner(machine, new Trace(machine, false), STEPS, STEPS).run(new Schedule.Default());
            BitSet called = new BitSet();
            for (int i = 0; i < program.functions().size(); i++) {
                called.set(i, machine.entered(i));
            }
            List<String> names = library.of(program, sources);
            Program failing = program;
            BitSet perhaps = new BitSet();
            for (int i = 0; i < names.size(); i++) {
                if (!called.get(i) && unknown.contains(names.get(i))) {
                    perhaps.set(i);
                    failing = Mutant.FAILS.of(failing, i);
                }
            }
            if (ends && !perhaps.isEmpty() && differs(failing)) {
                called.or(perhaps);
            }
            functions = named(called, names);
        }

        /// The scenario, or null where its search does not end within the limits.
        static @Nullable Explored of(
                Session session,
                Program program,
                List<Source> sources,
                LibraryFunctions library,
                Limits most,
                Set<String> unknown) {
            Explored witness = new Explored(session, program, sources, library, most, unknown);
            return witness.ends ? witness : null;
        }

        /// Distinct states of its search.
        long states() {
            return states;
        }

        private Session.Exploration explore(Program changed, Limits most) {
            return session.answer(new Request.Explore(changed, most, false, false));
        }

        @Override
        public SortedMap<String, Integer> functions() {
            return functions;
        }

        @Override
        public boolean notices(Mutant mutant, String function) {
            return differs(mutant.of(program, Objects.requireNonNull(functions.get(function))));
        }

        /// A search that goes far beyond the states there were before has another report.
        private boolean differs(Program changed) {
            return !report.equals(reports.exploration(explore(changed, Limits.of(2 * states + 1000, 10_000))));
        }
    }

    private static SortedMap<String, Integer> named(BitSet called, List<String> names) {
        SortedMap<String, Integer> functions = new TreeMap<>();
        called.stream().filter(i -> !names.get(i).isEmpty()).forEach(i -> functions.put(names.get(i), i));
        return functions;
    }
}
