package dev.quire.explore.scenario;

import dev.quire.engine.store.AccessLog;
import dev.quire.engine.store.Differences;
import dev.quire.engine.store.StateQueue;
import dev.quire.engine.store.StateShelf;
import dev.quire.engine.store.WordStore;
import dev.quire.explore.Foresight;
import dev.quire.explore.LayeredModel;
import dev.quire.explore.QueuedModel;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.MayTouch;
import dev.quire.interpreter.StepResult;
import dev.quire.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The threads of a scenario after its setup has run. Thread t of the model is thread t + 1 of the machine.
public class ScenarioModel implements QueuedModel, LayeredModel, Foresight {
    private final Machine machine;
    private final WordStore store;
    private final List<Program.PropertyCode> properties;
    private final Differences differences;
    private final StateQueue queue;
    private final StateShelf shelf;
    private final Readers readers = new Readers();
    private String failure = "";
    private @Nullable Reduction reduction;

    /// Where the journal stood before the last step.
    private int since;

    /// The machine's setup must have ended and its threads been spawned.
    public ScenarioModel(Machine machine) {
        this.machine = machine;
        store = machine.engine().store();
        properties = Objects.requireNonNull(machine.program().scenario()).properties();
        differences = new Differences(store);
        queue = new StateQueue(differences);
        shelf = new StateShelf(differences);
    }

    public final Machine machine() {
        return machine;
    }

    /// From now on only a persistent set of threads is tried in each state, where there is a smaller one than all.
    /// False
    /// where that would lose something.
    public boolean reduce() {
        reduction = new Reduction(new MayTouch(machine), threads());
        return true;
    }

    @Override
    public long enough() {
        return reduction == null ? -1L : reduction.enough();
    }

    /// For each address the properties whose evaluation ever read it, a bit each. While a step changes none of what a
    /// property ever read, the property reads the same words as before and has the same value.
    private final class Readers implements AccessLog {
        private long[] byAddress = new long[1 << 8];
        private long evaluating;
        /// Properties that read a metric: those are not followed.
        private long everywhere;

        @Override
        public void read(int cell, int offset, long value) {
            add(store.address(cell, offset));
            // Whether the cell lives is read too.
            add(store.address(cell, 0));
        }

        @Override
        public void metric(int cell, int number) {
            everywhere |= evaluating;
        }

        private void add(int address) {
            if (address >= byAddress.length) {
                byAddress = Arrays.copyOf(byAddress, Math.max(address + 1, byAddress.length * 2));
            }
            byAddress[address] |= evaluating;
        }

        @Override
        public void write(int cell, int offset) {}

        private void addAll(Readers other) {
            everywhere |= other.everywhere;
            if (byAddress.length < other.byAddress.length) {
                byAddress = Arrays.copyOf(byAddress, other.byAddress.length);
            }
            for (int i = 0; i < other.byAddress.length; i++) {
                byAddress[i] |= other.byAddress[i];
            }
        }

        private long of(int address) {
            return address < 0 || address >= byAddress.length ? 0 : byAddress[address];
        }
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
        since = (int) store.mark();
        return since;
    }

    @Override
    public void rollback(long mark) {
        store.rollback(mark);
        since = (int) mark;
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
    public Foresight foresight() {
        return this;
    }

    @Override
    public @Nullable Outcome foresee(int slot, int thread, int[] choices) {
        StepResult result = machine.foresee(slot, thread + 1, choices);
        return result == null
                ? null
                : result == StepResult.MOVED
                        ? Outcome.MOVED
                        : result == StepResult.BLOCKED ? Outcome.BLOCKED : Outcome.FINISHED;
    }

    @Override
    public long foreseenLow(int slot) {
        return store.fingerprintLow() + machine.foreseen(slot).low();
    }

    @Override
    public long foreseenHigh(int slot) {
        return store.fingerprintHigh() + machine.foreseen(slot).high();
    }

    @Override
    public void take(int slot) {
        store.again(machine.foreseen(slot));
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
    public void push() {
        queue.add();
    }

    @Override
    public void pull() {
        since = 0;
        queue.take();
    }

    @Override
    public void restart() {
        since = 0;
        differences.toOrigin();
    }

    @Override
    public long waitingBytes() {
        return queue.bytes() + shelf.bytes();
    }

    @Override
    public void drop() {
        queue.clear();
        shelf.clear();
    }

    @Override
    public long keep() {
        return shelf.keep();
    }

    @Override
    public void fetch(LayeredModel keeper, long where) {
        since = 0;
        shelf.take(((ScenarioModel) keeper).shelf, where);
    }

    @Override
    public void turn() {
        since = 0;
        shelf.turn();
    }

    @Override
    public void approach(LayeredModel keeper, long where) {
        since = 0;
        shelf.approach(((ScenarioModel) keeper).shelf, where);
    }

    @Override
    public void join(LayeredModel other) {
        since = 0;
        shelf.join(((ScenarioModel) other).shelf);
    }

    @Override
    public void learn(LayeredModel from) {
        readers.addAll(((ScenarioModel) from).readers);
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
            case "eventually" -> Kind.EVENTUALLY;
            default -> Kind.FINALLY;
        };
    }

    @Override
    public Truth judge(int property) {
        if (properties.get(property).ranged()) {
            // What it comes to depends on the path to this state: CostSearch judges it.
            return Truth.UNKNOWN;
        }
        readers.evaluating = 1L << property;
        if (properties.get(property).each() >= 0) {
            // Objects come and go without a word of those that were read changing.
            readers.everywhere |= readers.evaluating;
        }
        store.log(readers);
        try {
            return truth(property);
        } finally {
            store.log(null);
        }
    }

    /// The value of a property in the present state. One that cannot be evaluated there, as it looks at what is not, is
    /// unknown.
    final Truth truth(int property) {
        try {
            return switch (machine.evaluate(properties.get(property))) {
                case TRUE -> Truth.TRUE;
                case FALSE -> Truth.FALSE;
                case UNKNOWN -> Truth.UNKNOWN;
            };
        } catch (Failure broken) {
            // Where it cannot be evaluated it does not hold, whatever it says.
            return kind(property) == Kind.NEVER
                    ? Truth.TRUE
                    : kind(property) == Kind.EXISTS ? Truth.UNKNOWN : Truth.FALSE;
        }
    }

    @Override
    public boolean mayDiffer(int property) {
        long touched = readers.everywhere;
        for (int i = store.changes() - 1; i >= since; i--) {
            touched |= readers.of(store.changedAddress(i));
        }
        return (touched >>> property & 1) != 0 || properties.size() > Long.SIZE;
    }
}
