package dev.quire.session;

import dev.quire.explore.Step;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.StepResult;
import dev.quire.program.Program;
import dev.quire.source.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Runs one program once under a schedule.
final class Runner {
    private static final long MOST_STEPS = 1_000_000;
    private static final long MOST_STEPS_OF_SETUP = 100_000_000;
    private static final int[] DEFAULTS = {};

    private final Machine machine;
    private final Trace trace;
    private final long mostOfSetup;
    private final long most;

    Runner(Machine machine, Trace trace) {
        this(machine, trace, MOST_STEPS_OF_SETUP, MOST_STEPS);
    }

    /// A runner that takes more than so many steps of the setup, or of the threads, for an endless loop.
    Runner(Machine machine, Trace trace, long mostOfSetup, long most) {
        this.mostOfSetup = mostOfSetup;
        this.machine = machine;
        this.trace = trace;
        this.most = most;
    }

    /// Runs setup, threads and the properties of the final state; what failed, or null.
    @Nullable
    Failure run(Schedule schedule) {
        try {
            Failure failure = setUp();
            if (failure != null) {
                return failure;
            }
            trace.mark();
            // A path was found where frames are not used again.
            machine.exploring(schedule instanceof Schedule.Exact);
            machine.caching(false);
            machine.spawn();
            trace.keep();
            failure = switch (schedule) {
                case Schedule.Default d -> inTurn();
                case Schedule.Seeded s -> atRandom(new Random(s.seed()));
                case Schedule.Exact e -> follow(e.steps());
            };
            return failure == null ? properties() : failure;
        } catch (Failure broken) {
            return broken;
        }
    }

    @Nullable
    Failure setUp() {
        trace.mark();
        machine.begin();
        trace.keep();
        for (long steps = 0; steps < mostOfSetup; steps++) {
            switch (step(0, DEFAULTS)) {
                case StepResult.Moved m -> {}
                case StepResult.Finished f -> {
                    return null;
                }
                case StepResult.Blocked b -> {
                    return rule("the setup waits for something that nobody will do");
                }
                case StepResult.Failed f -> {
                    return f.failure();
                }
            }
        }
        return endless("the setup", mostOfSetup);
    }

    private StepResult step(int thread, int[] script) {
        int mark = trace.mark();
        int checks = machine.results().size();
        StepResult result = machine.step(thread, script);
        settle(result, mark, checks);
        return result;
    }

    /// Takes what a step did into the trace, or drops it when nothing was done.
    private void settle(StepResult result, int mark, int checks) {
        switch (result) {
            case StepResult.Moved m -> {
                trace.keep();
                machine.engine().store().forget();
            }
            case StepResult.Failed f -> trace.keep();
            case StepResult.Blocked b -> drop(mark, checks);
            case StepResult.Finished f -> {}
        }
    }

    private void drop(int mark, int checks) {
        trace.cut(mark);
        List<Machine.CheckResult> results = machine.results();
        results.subList(checks, results.size()).clear();
    }

    private @Nullable Failure inTurn() {
        boolean moved = true;
        boolean blocked = false;
        long steps = 0;
        while (moved) {
            moved = false;
            blocked = false;
            for (int t = 1; t < machine.threadCount() && !moved; t++) {
                boolean running = true;
                while (running) {
                    StepResult result = step(t, DEFAULTS);
                    running = result instanceof StepResult.Moved;
                    moved |= running;
                    blocked |= result instanceof StepResult.Blocked;
                    if (++steps > most) {
                        return endless("the threads", most);
                    }
                    if (result instanceof StepResult.Failed f) {
                        return f.failure();
                    }
                }
            }
        }
        return blocked ? deadlock() : null;
    }

    private @Nullable Failure atRandom(Random random) {
        int[] waiting = new int[machine.threadCount()];
        for (long steps = 0; steps < most; steps++) {
            int count = 0;
            for (int t = 1; t < machine.threadCount(); t++) {
                if (!machine.finished(t)) {
                    waiting[count++] = t;
                }
            }
            if (count == 0) {
                return null;
            }
            boolean moved = false;
            while (count > 0 && !moved) {
                int picked = random.nextInt(count);
                StepResult result = choosing(waiting[picked], random);
                if (result instanceof StepResult.Failed f) {
                    return f.failure();
                }
                moved = result instanceof StepResult.Moved;
                waiting[picked] = waiting[--count];
            }
            if (!moved) {
                return deadlock();
            }
        }
        return endless("the threads", most);
    }

    /// One step with random alternatives. How many there are shows only when the step is taken, so it is taken again
    /// with one choice more until it has met no further one.
    private StepResult choosing(int thread, Random random) {
        int[] script = DEFAULTS;
        while (true) {
            long before = machine.engine().store().mark();
            int mark = trace.mark();
            int checks = machine.results().size();
            StepResult result = machine.step(thread, script);
            int[] arities = machine.script().arities();
            if (result instanceof StepResult.Finished || arities.length <= script.length) {
                settle(result, mark, checks);
                return result;
            }
            machine.engine().store().rollback(before);
            drop(mark, checks);
            script = Arrays.copyOf(script, script.length + 1);
            script[script.length - 1] = random.nextInt(arities[script.length - 1]);
        }
    }

    private @Nullable Failure follow(List<Step> schedule) {
        for (Step step : schedule) {
            switch (step(step.thread() + 1, step.script())) {
                case StepResult.Moved m -> {}
                case StepResult.Failed f -> {
                    return f.failure();
                }
                case StepResult.Blocked b -> {
                    return rule("the schedule does not fit: its thread is blocked");
                }
                case StepResult.Finished f -> {
                    return rule("the schedule does not fit: its thread has ended");
                }
            }
        }
        return stuck() ? deadlock() : null;
    }

    /// Whether some thread has not ended and none can go on.
    private boolean stuck() {
        boolean waiting = false;
        for (int t = 1; t < machine.threadCount(); t++) {
            long before = machine.engine().store().mark();
            int mark = trace.mark();
            int checks = machine.results().size();
            StepResult result = machine.step(t, DEFAULTS);
            machine.engine().store().rollback(before);
            drop(mark, checks);
            if (result instanceof StepResult.Moved || result instanceof StepResult.Failed) {
                return false;
            }
            waiting |= result instanceof StepResult.Blocked;
        }
        return waiting;
    }

    private boolean ended() {
        for (int t = 1; t < machine.threadCount(); t++) {
            if (!machine.finished(t)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Failure properties() {
        List<Machine.CheckResult> results = machine.results();
        for (Program.PropertyCode p :
                Objects.requireNonNull(machine.program().scenario()).properties()) {
            if (p.kind().equals("eventually") && !ended()) {
                continue;
            }
            Machine.Truth truth = machine.evaluate(p);
            boolean bad = p.kind().equals("never")
                    ? truth == Machine.Truth.TRUE
                    : !p.kind().equals("exists") && truth == Machine.Truth.FALSE;
            if (bad) {
                return new Failure(
                        Failure.Kind.CHECK,
                        p.kind() + " `" + p.text() + "` does not hold in the final state",
                        p.span());
            }
            if (truth != Machine.Truth.UNKNOWN && !p.kind().equals("exists")) {
                results.add(new Machine.CheckResult(-1, "", p.span()));
            }
        }
        return null;
    }

    private static Failure deadlock() {
        return rule("deadlock: no thread can go on");
    }

    private static Failure rule(String message) {
        return new Failure(Failure.Kind.RULE, message, Span.NONE);
    }

    private static Failure endless(String who, long most) {
        return new Failure(
                Failure.Kind.LIMIT, who + " did not end within " + most + " steps: an endless loop?", Span.NONE);
    }
}
