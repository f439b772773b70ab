package dev.quire.interpreter;

import dev.quire.engine.Engine;
import dev.quire.engine.store.WordStore;
import dev.quire.program.CollectionOp;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.List;

/// The instructions that reach into objects, locks and collections.
final class Objects {
    private static final int OFFSET_BITS = 20;

    private final Machine machine;
    private final Program program;
    private final Engine engine;
    private final WordStore store;
    private final MetricWords metrics;

    Objects(Machine machine) {
        this.machine = machine;
        this.program = machine.program();
        this.engine = machine.engine();
        this.store = engine.store();
        this.metrics = new MetricWords(machine);
    }

    MetricWords metrics() {
        return metrics;
    }

    void access(Activation t, Op op, long[] s, int base, int a, int b, int c) {
        switch (op) {
            case REF -> s[base + a] = (long) object(s[base + b]) << OFFSET_BITS | c;
            case NEW ->
                s[base + a] = store.allocate(
                        t.pool(),
                        Machine.FIRST_OBJECT_KIND + b,
                        program.kinds().get(b).words());
            case FREE -> engine.free(object(s[base + a]));
            case ADD_METRIC -> {
                metrics.add(object(s[base + b]), a, s[base + c]);
                if (machine.priced()) {
                    machine.cost(metrics.name(a), s[base + c]);
                }
            }
            case LOAD_METRIC -> s[base + a] = metrics.load(object(s[base + b]), c);
            case LIST_NEW -> s[base + a] = engine.lists().create(t.pool(), b);
            case MAP_NEW -> s[base + a] = engine.maps().create(t.pool(), b);
            case CHECK_INDEX -> {
                if (s[base + a] < 0 || s[base + a] >= b) {
                    throw Failure.rule("index " + s[base + a] + " is outside the array's " + b + " elements");
                }
            }
            case HAS_CALLBACK -> s[base + a] = program.dispatch()[c][kind(s[base + b])] >= 0 ? 1 : 0;
            default -> throw new IllegalStateException(op.name());
        }
    }

    /// The object of a handle that leads to one.
    int object(long handle) {
        if (handle == 0) {
            throw Failure.none();
        }
        if (!store.isLive((int) handle)) {
            throw Failure.rule("this object has been freed");
        }
        return (int) handle;
    }

    /// Why a handle leads to no word of the wanted number.
    Failure noWord(long handle) {
        object(handle);
        return Failure.rule("this handle leads to something of another kind");
    }

    private int kind(long handle) {
        return store.kind(object(handle)) - Machine.FIRST_OBJECT_KIND;
    }

    int dispatch(int member, long receiver) {
        int function = program.dispatch()[member][kind(receiver)];
        if (function < 0) {
            throw Failure.rule(program.kinds().get(kind(receiver)).name() + " has no callback "
                    + program.callbackMembers().get(member).name());
        }
        return function;
    }

    Failure failure(int text, int how, long errno) {
        String message = program.texts().get(text);
        return switch (how) {
            case 0 -> new Failure(Failure.Kind.RULE, message, dev.quire.source.Span.NONE);
            case 1 -> new Failure(Failure.Kind.UNMODELLED, "not modelled: " + message, dev.quire.source.Span.NONE);
            default -> new Failure(Failure.Kind.OUTCOME, message + errnoName(errno), dev.quire.source.Span.NONE);
        };
    }

    private static String errnoName(long errno) {
        return Errno.name(errno);
    }

    void markSet(int object, int word, int bit) {
        store.set(object, word, store.get(object, word) | 1L << bit);
    }

    // --- locks ------------------------------------------------------------------------------------------------------

    boolean lock(Activation t, Op op, long[] s, int base, int a, int b, int c) {
        boolean attempt = op == Op.TRY_ACQUIRE;
        long reference = s[base + (attempt ? b : a)];
        int cell = object(reference >>> OFFSET_BITS);
        int offset = (int) reference & (1 << OFFSET_BITS) - 1;
        boolean reader = (attempt ? c : b) != 0;
        boolean spins = spins(cell, offset);
        return switch (op) {
            case ACQUIRE -> {
                if (engine.locks().heldBy(cell, offset, t.thread())) {
                    throw Failure.rule("this thread holds " + name(cell, offset) + " already");
                }
                if (!spins && t.spinningLocks() > 0) {
                    throw Failure.rule(
                            "sleeping lock " + name(cell, offset) + " is taken while a spinning lock is held");
                }
                yield take(t, cell, offset, reader, spins);
            }
            case TRY_ACQUIRE -> {
                t.footprint().off();
                boolean taken = take(t, cell, offset, reader, spins);
                if (!taken && t.watching()) {
                    t.watch().read((long) cell << WordStore.OFFSET_BITS | offset, store.get(cell, offset), t.pc);
                }
                s[base + a] = taken ? 1 : 0;
                yield true;
            }
            case RELEASE -> {
                if (!engine.locks().release(cell, offset, t.thread())) {
                    throw Failure.rule("this thread does not hold " + name(cell, offset));
                }
                if (spins) {
                    t.spinning(-1);
                }
                yield true;
            }
            case DOWNGRADE -> {
                if (!engine.locks().downgrade(cell, offset, t.thread())) {
                    throw Failure.rule("this thread does not hold " + name(cell, offset) + " for writing");
                }
                yield true;
            }
            case ASSERT_HELD -> {
                if (!t.evaluating() && !engine.locks().heldBy(cell, offset, t.thread())) {
                    throw Failure.rule(name(cell, offset) + " is not held here");
                }
                yield true;
            }
            default -> throw new IllegalStateException(op.name());
        };
    }

    private boolean take(Activation t, int cell, int offset, boolean reader, boolean spins) {
        boolean taken = reader
                ? engine.locks().tryAcquireShared(cell, offset, t.thread())
                : engine.locks().tryAcquire(cell, offset, t.thread());
        if (taken && spins) {
            t.spinning(1);
        }
        if (taken && machine.priced()) {
            machine.cost("acquire " + name(cell, offset), 1);
        }
        return taken;
    }

    private boolean spins(int cell, int offset) {
        int kind = store.kind(cell) - Machine.FIRST_OBJECT_KIND;
        if (kind < 0) {
            return true;
        }
        return field(kind, offset).filter(f -> LockTypes.spins(f.type())).isPresent();
    }

    /// A word as people call it: an object's field, or the field that holds its list or map.
    String name(long key) {
        int cell = (int) (key >>> WordStore.OFFSET_BITS);
        if (store.kind(cell) < Machine.FIRST_OBJECT_KIND) {
            long[] image = store.image();
            for (int i = 0; i < image.length; i += 3) {
                if (image[i + 2] == cell && store.kind((int) image[i]) >= Machine.FIRST_OBJECT_KIND) {
                    return name((int) image[i], (int) image[i + 1]);
                }
            }
            return "a collection";
        }
        return name(cell, (int) key & (1 << WordStore.OFFSET_BITS) - 1);
    }

    /// The word that a reference leads to, as a key.
    static long word(long reference) {
        return reference >>> OFFSET_BITS << WordStore.OFFSET_BITS | reference & (1 << OFFSET_BITS) - 1;
    }

    /// The lock that a reference leads to, as people call it.
    String lockName(long reference) {
        return name((int) (reference >>> OFFSET_BITS), (int) reference & (1 << OFFSET_BITS) - 1);
    }

    /// The threads that hold the lock that a reference leads to.
    List<Integer> holders(long reference, int threads) {
        int cell = (int) (reference >>> OFFSET_BITS);
        List<Integer> holders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            if (engine.locks().heldBy(cell, (int) reference & (1 << OFFSET_BITS) - 1, t)) {
                holders.add(t);
            }
        }
        return holders;
    }

    private String name(int cell, int offset) {
        int kind = store.kind(cell) - Machine.FIRST_OBJECT_KIND;
        return kind < 0
                ? "the page table's lock"
                : program.kinds().get(kind).name() + "."
                        + field(kind, offset).map(Kind.FieldSlot::name).orElse("?");
    }

    private java.util.Optional<Kind.FieldSlot> field(int kind, int offset) {
        return program.kinds().get(kind).fields().stream()
                .filter(f -> offset >= f.offset()
                        && offset
                                < f.offset() + f.count() * Math.max(1, f.type().words()))
                .findFirst();
    }

    // --- collections ------------------------------------------------------------------------------------------------

    void collection(CollectionOp op, long[] s, int at, int result, int words, int pool) {
        int handle = object(s[at]);
        switch (op) {
            case PUSH -> engine.lists().insert(handle, engine.lists().size(handle), s, at + 1);
            case INSERT ->
                engine.lists().insert(handle, bounded(s[at + 1], engine.lists().size(handle) + 1), s, at + 2);
            case GET ->
                engine.lists().get(handle, bounded(s[at + 1], engine.lists().size(handle)), s, result);
            case SET ->
                engine.lists().set(handle, bounded(s[at + 1], engine.lists().size(handle)), s, at + 2);
            case REMOVE_AT ->
                engine.lists().remove(handle, bounded(s[at + 1], engine.lists().size(handle)));
            case SIZE ->
                s[result] = isMap(handle)
                        ? engine.maps().size(handle)
                        : engine.lists().size(handle);
            case CLEAR -> {
                if (isMap(handle)) {
                    engine.maps().clear(handle);
                } else {
                    engine.lists().clear(handle);
                }
            }
            case DELETE -> store.free(handle);
            case MAP_GET -> {
                if (!engine.maps().get(handle, s[at + 1], s, result)) {
                    throw Failure.rule("the map has no key " + s[at + 1]);
                }
            }
            case MAP_PUT -> engine.maps().put(handle, s[at + 1], s, at + 2);
            case MAP_REMOVE -> engine.maps().remove(handle, s[at + 1]);
            case MAP_HAS -> s[result] = engine.maps().contains(handle, s[at + 1]) ? 1 : 0;
            case MAP_KEY_AT ->
                s[result] = engine.maps()
                        .keyAt(handle, bounded(s[at + 1], engine.maps().size(handle)));
            case MAP_VALUE_AT ->
                engine.maps().valueAt(handle, bounded(s[at + 1], engine.maps().size(handle)), s, result);
            case MAP_CEILING -> s[result] = engine.maps().ceiling(handle, s[at + 1]);
        }
    }

    private boolean isMap(int handle) {
        return engine.maps().isMap(handle);
    }

    private static int bounded(long index, int size) {
        if (index < 0 || index >= size) {
            throw Failure.rule("index " + index + " is outside a collection of " + size);
        }
        return (int) index;
    }
}
