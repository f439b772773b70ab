package dev.quire.interpreter;

import dev.quire.engine.store.AccessLog;
import dev.quire.engine.store.WordStore;
import dev.quire.program.Op;

/// What the running instruction reads and writes, for those who ask: the attempts that wait for a change of it, the
/// survey of plain words and the search for races.
final class Footprint implements AccessLog {
    private final Activation thread;
    private final Machine machine;
    private final WordStore store;
    private boolean watched;
    private boolean plain;
    private boolean late;
    private boolean on;
    private int function;
    private int pc;

    Footprint(Activation thread, Machine machine) {
        this.thread = thread;
        this.machine = machine;
        store = machine.engine().store();
    }

    /// From now on accesses are told, if anybody cares for those of this instruction. Within an atomic section
    /// everything happens with the step, and nothing later.
    void on(Op op, int inFunction, int at, boolean atomic) {
        watched = thread.watching() && reads(op);
        plain = machine.findsPlain() && Code.plain(op);
        if (watched || plain) {
            function = inFunction;
            pc = at;
            late = !atomic;
            on = true;
            store.log(this);
        }
    }

    /// Ends what `on` began, and nothing that another has begun.
    void off() {
        if (on) {
            on = false;
            store.log(null);
        }
    }

    /// Whether an instruction reads words that an attempt waits for. Locks are not among them, except one that could
    /// not be taken: whoever holds a lock gives it back.
    private static boolean reads(Op op) {
        return switch (op) {
            case LOAD, LOAD_AT, LOAD_SHARED, LOAD_SHARED_AT, LOAD_METRIC, COLLECTION, EXTERN -> true;
            default -> false;
        };
    }

    @Override
    public void read(int cell, int offset, long value) {
        told(cell, offset, value, false);
    }

    @Override
    public void write(int cell, int offset) {
        told(cell, offset, 0, true);
    }

    private void told(int cell, int offset, long value, boolean write) {
        int kind = store.kind(cell);
        if (kind == Watch.KIND || kind == Races.KIND || kind == ThreadLayout.KIND) {
            return;
        }
        store.log(null);
        if (watched && !write) {
            thread.watch().read((long) cell << WordStore.OFFSET_BITS | offset, value, pc);
        }
        if (plain) {
            machine.plain(
                    thread.thread(),
                    (long) cell << WordStore.OFFSET_BITS | offset,
                    write,
                    late,
                    new Races.Access(function, pc));
        }
        store.log(this);
    }
}
