package dev.quire.explore.scenario;

import dev.quire.engine.store.Delta;
import dev.quire.engine.store.WordStore;
import dev.quire.explore.Model;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.StepResult;
import dev.quire.program.Program;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The threads of a scenario after its setup has run. Thread t of the model is thread t + 1 of the machine.
public class ScenarioModel implements Model {
    private final Machine machine;
    private final WordStore store;
    private final List<Program.PropertyCode> properties;
    private final long initial;
    private String failure = "";

    /// The machine's setup must have ended and its threads been spawned.
    public ScenarioModel(Machine machine) {
        this.machine = machine;
        store = machine.engine().store();
        properties = Objects.requireNonNull(machine.program().scenario()).properties();
        store.forget();
        initial = store.mark();
    }

    @Override
    public int threads() {
        return machine.threadCount() - 1;
    }

    @Override
    public long low() {
        return store.fingerprintLow();
    }

    @Override
    public long high() {
        return store.fingerprintHigh();
    }

    @Override
    public long mark() {
        return store.mark();
    }

    @Override
    public void rollback(long mark) {
        store.rollback(mark);
    }

    @Override
    public Outcome step(int thread, int[] choices) {
        return switch (machine.step(thread + 1, choices)) {
            case StepResult.Moved m -> Outcome.MOVED;
            case StepResult.Blocked b -> Outcome.BLOCKED;
            case StepResult.Finished f -> Outcome.FINISHED;
            case StepResult.Failed f -> {
                Failure cause = f.failure();
                failure = String.valueOf(cause.getMessage());
                yield Outcome.FAILED;
            }
        };
    }

    @Override
    public int[] arities() {
        return machine.script().arities();
    }

    @Override
    public String failure() {
        return failure;
    }

    @Override
    public Object capture() {
        return store.deltaSince(initial);
    }

    @Override
    public void restore(@Nullable Object captured) {
        store.rollback(initial);
        if (captured instanceof Delta delta) {
            store.apply(delta);
        }
    }

    @Override
    public int properties() {
        return properties.size();
    }

    @Override
    public Kind kind(int property) {
        return switch (properties.get(property).kind()) {
            case "always" -> Kind.ALWAYS;
            case "never" -> Kind.NEVER;
            case "exists" -> Kind.EXISTS;
            default -> Kind.FINALLY;
        };
    }

    @Override
    public Truth judge(int property) {
        return switch (machine.evaluate(properties.get(property).function())) {
            case TRUE -> Truth.TRUE;
            case FALSE -> Truth.FALSE;
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }
}
