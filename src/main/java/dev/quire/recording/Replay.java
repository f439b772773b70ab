package dev.quire.recording;

import dev.quire.engine.trace.Event;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.recording.StepComparison.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Replays recordings on one kernel's library, one after the other, on one machine that goes back to its beginning
/// after
/// each. The model runs free: nothing is taken from the recording but the operations. A restoring replay puts recorded
/// fields into it after
/// each divergence, and is a different measure.
public final class Replay {
    /// Does nothing: its call makes the machine's thread.
    private static final String READY = "ready";

    private static final String BEGIN = "begin";
    private static final String DUMP = "dump";
    /// Tells that an operation has begun that is not waited for.
    private static final String BEGUN = "begun";

    private static final String JOIN = "join";

    private final Machine machine;
    private final long start;
    private final boolean restoring;

    public Replay(Machine machine, boolean restoring) {
        this.machine = machine;
        this.restoring = restoring;
        if (machine.call(READY) instanceof Machine.Call.Failed failed) {
            throw new IllegalStateException(
                    "the recorder is not ready: " + failed.failure().getMessage());
        }
        start = machine.engine().store().mark();
    }

    /// A recording and how the model followed it.
    public record Result(Recording recording, List<StepComparison> steps) {
        public Result {
            steps = List.copyOf(steps);
        }

        public boolean exact() {
            return steps.stream().allMatch(StepComparison::exact);
        }

        /// The first step that is not exact, or null.
        public @Nullable StepComparison divergence() {
            return steps.stream().filter(s -> !s.exact()).findFirst().orElse(null);
        }
    }

    public Result replay(Recording recording) {
        return replay(recording, step -> true);
    }

    /// The same, up to the first step after which it shall not go on.
    public Result replay(Recording recording, Predicate<StepComparison> goesOn) {
        try {
            return follow(recording, goesOn);
        } finally {
            machine.sink(null);
            machine.engine().store().rollback(start);
            machine.alone();
        }
    }

    /// The functions that a replay calls itself.
    public static Set<String> functions(Recording recording) {
        Set<String> functions = new TreeSet<>(Set.of(READY, BEGIN, DUMP, BEGUN));
        Call.Maker calls = new Call.Maker();
        for (Recording.RecordedStep step : recording.steps()) {
            Call call = calls.of(step.operation());
            if (call != null) {
                functions.add(call.function());
            }
        }
        return functions;
    }

    private Result follow(Recording recording, Predicate<StepComparison> goesOn) {
        Call.Maker calls = new Call.Maker();
        Naming naming = new Naming();
        List<StepComparison> steps = new ArrayList<>();
        GuestLines guests = new GuestLines(recording.paging().nested());
        List<Event> beginning = new ArrayList<>();
        machine.sink(beginning::add);
        Unawaited unawaited = new Unawaited(machine);
        long recorder = begin(recording);
        beginning.forEach(new ModelLines(machine.program(), calls::fileName, guests)::accept);
        for (Recording.RecordedStep step : recording.steps()) {
            ModelLines lines = new ModelLines(machine.program(), calls::fileName, guests);
            Problem problem = take(step.operation(), calls, recorder, lines, unawaited);
            StepComparison comparison = StepComparison.of(step, lines.lines(), naming, problem);
            steps.add(comparison);
            if (!goesOn.test(comparison)) {
                break;
            }
            if (restoring && !comparison.exact()) {
                for (Call call : new Restoration(machine.program()).of(comparison)) {
                    call(call.function(), recorder, call.words(), lines);
                }
            }
        }
        return new Result(recording, steps);
    }

    /// The recorder's handle. A program that attaches its notifiers by itself begins without them.
    private long begin(Recording recording) {
        boolean byHand = recording.steps().stream()
                .anyMatch(s -> s.operation().system() && s.operation().word(0).equals("attach"));
        Recording.Paging paging = recording.paging();
        long[] words = {recording.attached() ? 1 : 0, byHand ? 0 : 1, paging.tdpMmu() ? 1 : 0, paging.nested() ? 1 : 0};
        return switch (machine.call(BEGIN, words)) {
            case Machine.Call.Returned r -> r.words()[0];
            case Machine.Call.Failed f ->
                throw new IllegalStateException(
                        "the recorder cannot begin: " + f.failure().getMessage());
        };
    }

    private @Nullable Problem take(
            Operation operation, Call.Maker calls, long recorder, ModelLines lines, Unawaited unawaited) {
        Problem problem = operate(operation, calls, recorder, lines, unawaited);
        Problem beside = unawaited.onward(lines);
        Problem dump = call(DUMP, recorder, List.of(), lines);
        return problem != null ? problem : beside != null ? beside : dump;
    }

    private @Nullable Problem operate(
            Operation operation, Call.Maker calls, long recorder, ModelLines lines, Unawaited unawaited) {
        if (!operation.system() && operation.word(0).equals(JOIN)) {
            return unawaited.join(operation.actor(), lines);
        }
        Call call = calls.of(operation);
        if (call == null || !machine.has(call.function())) {
            return new Problem(true, "this operation");
        }
        if (!operation.asynchronous()) {
            return call(call.function(), recorder, call.words(), lines);
        }
        Problem problem = call(BEGUN, recorder, List.of(), lines);
        Problem beside = unawaited.begin(operation.actor(), call.function(), arguments(recorder, call.words()), lines);
        return problem != null ? problem : beside;
    }

    private static long[] arguments(long recorder, List<Long> words) {
        long[] arguments = new long[1 + words.size()];
        arguments[0] = recorder;
        for (int i = 0; i < words.size(); i++) {
            arguments[i + 1] = words.get(i);
        }
        return arguments;
    }

    static Problem problem(Machine.Call.Failed failed) {
        Failure failure = failed.failure();
        String message = Objects.requireNonNullElse(failure.getMessage(), "a failure");
        return new Problem(
                failure.kind() == Failure.Kind.UNMODELLED,
                message + " (" + failed.place().function().display() + "())");
    }

    private @Nullable Problem call(String function, long recorder, List<Long> words, ModelLines lines) {
        List<Event> events = new ArrayList<>();
        machine.sink(events::add);
        Machine.Call result = machine.call(function, arguments(recorder, words));
        machine.sink(null);
        return switch (result) {
            case Machine.Call.Returned r -> {
                events.forEach(lines::accept);
                yield null;
            }
            case Machine.Call.Failed f -> problem(f);
        };
    }
}
