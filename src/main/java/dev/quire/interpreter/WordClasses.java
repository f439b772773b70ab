package dev.quire.interpreter;

import dev.quire.program.CollectionOp;
import dev.quire.program.Instruction;
import dev.quire.program.Kind;
import dev.quire.program.MetricWord;
import dev.quire.program.Op;
import dev.quire.program.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Classes of the words of a program, and which of them an instruction may touch (ADR 0004, section 2). A field is a
/// class
/// by its name and offset, whatever kind of object has it; lists, maps, contents of frames, and all that page tables
/// and
/// TLBs are made of are a class each. That an object lives is a class of its kind: whoever touches a field reads it,
/// and
/// `free` writes it.
final class WordClasses {
    /// Java halves that touch contents of frames, and nothing else.
    private static final Set<String> CONTENTS =
            Set.of("byte_at", "same_content", "compare_content", "checksum", "copy_frame", "fill_frame");

    /// Those that end an access of a processor besides, which a flush waits for.
    private static final Set<String> ACCESSES = Set.of("load_byte", "load_bytes", "store_byte", "store_bytes");

    /// Those that may end nodes of tables, whose identities are free again.
    private static final Set<String> ENDING = Set.of(
            "table_destroy", "free_tables", "pte_free", "flush_tlb", "flush_tlb_local", "exchange_pmd", "withdraw");

    /// Those that look at their own thread alone.
    private static final Set<String> OWN = Set.of("may_sleep");

    private final Machine machine;
    private final Program program;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<Integer> locks = new HashSet<>();
    private final Map<String, Touched> lives = new HashMap<>();
    private final Touched revived = new Touched();
    private final int list = number("lists");
    private final int map = number("maps");
    private final int content = number("contents");
    private final int engine = number("tables and TLBs");
    private final int tableLocks = number("locks of tables");
    private final int pools = number("identities of objects");
    private final int globals = number("globals");
    private final int seen = number("what properties read");
    private @Nullable Touched properties;

    WordClasses(Machine machine) {
        this.machine = machine;
        program = machine.program();
        for (Kind kind : program.kinds()) {
            for (Kind.FieldSlot f : kind.fields()) {
                if (LockTypes.isLock(f.type())) {
                    locks.add(number(Instruction.field(f)));
                }
            }
        }
        locks.add(tableLocks);
        program.functions().forEach(f -> f.code().forEach(this::noteFreed));
    }

    int number(String name) {
        return numbers.computeIfAbsent(name, n -> numbers.size());
    }

    /// From now on what may be written of these reads is seen: two steps that may do so do not commute.
    void watch(Touched reads) {
        properties = reads;
    }

    /// Adds that somebody sees it, if what is touched may change a property.
    void see(Touched touched) {
        if (properties == null) {
            return;
        }
        // What may make something may revive something.
        boolean revives = touched.reads(pools) && revived.writesWhatReads(properties);
        if (revives || touched.writesWhatReads(properties)) {
            touched.write(seen);
        }
    }

    /// Adds what it does that a step makes something: an identity that was free is used again, so that a handle which
    /// leads
    /// to nothing may lead to something. Only the step itself matters: who finds that his own handle leads to nothing
    /// fails, and a failed step is never left to be tried alone.
    void revive(Touched out) {
        out.add(revived);
    }

    /// What an instruction that makes or frees something leaves to be revived.
    private void noteFreed(Instruction i) {
        if (i.op() == Op.FREE) {
            boolean any = program.kinds().stream().noneMatch(k -> k.name().equals(i.touches()));
            program.kinds().stream()
                    .filter(k -> any || k.name().equals(i.touches()))
                    .forEach(k -> revived.write(life(k.name())));
        }
        if (i.op() == Op.COLLECTION && CollectionOp.values()[i.a()] == CollectionOp.DELETE) {
            revived.write(list);
            revived.write(map);
        }
    }

    /// Adds that a thread is no longer between walk and access, or takes interrupts again: a flush waits for that.
    void interrupts(Touched out) {
        out.write(engine);
    }

    /// The class of the making of an object of this kind.
    int making(int kind) {
        return number("new " + program.kinds().get(kind).name());
    }

    private int life(String kind) {
        return number("life of " + kind);
    }

    private void lives(Instruction i, Touched out) {
        out.addReads(lives.computeIfAbsent(i.touches(), touches -> {
            Touched read = new Touched();
            for (Kind kind : program.kinds()) {
                if (touches.isEmpty()
                        || kind.fields().stream()
                                .anyMatch(f -> Instruction.field(f).equals(touches))) {
                    read.read(life(kind.name()));
                }
            }
            return read;
        }));
    }

    /// The class of the field that an access is of.
    private int field(Instruction i) {
        if (i.touches().isEmpty()) {
            throw new IllegalStateException("an access of no field: " + i);
        }
        return number(i.touches());
    }

    /// Adds what one instruction may touch, calls excepted.
    void touch(LoadedFunction f, int pc, Touched out) {
        Instruction i = f.source.code().get(pc);
        switch (i.op()) {
            case LOAD, LOAD_SHARED, LOAD_AT, LOAD_SHARED_AT -> {
                lives(i, out);
                out.read(field(i));
            }
            case STORE, STORE_SHARED, STORE_AT, STORE_SHARED_AT -> {
                lives(i, out);
                out.read(field(i));
                out.write(field(i));
            }
            case REF -> lives(i, out);
            case NEW -> {
                out.read(pools);
                out.write(making(i.b()));
            }
            case FREE -> {
                out.write(pools);
                out.write(content);
                for (Kind kind : program.kinds()) {
                    // A handle of a callbacks type leads to any kind.
                    if (program.kinds().stream().noneMatch(k -> k.name().equals(i.touches()))
                            || kind.name().equals(i.touches())) {
                        out.write(life(kind.name()));
                    }
                }
            }
            case LIST_NEW, MAP_NEW -> out.read(pools);
            case COLLECTION -> collection(CollectionOp.values()[i.a()], out);
            case ACQUIRE, RELEASE, DOWNGRADE -> lock(f, i, i.a(), true, out);
            case TRY_ACQUIRE -> lock(f, i, i.b(), true, out);
            case ASSERT_HELD -> lock(f, i, i.a(), false, out);
            case MARK_SET -> out.write(number("mark " + i.a() + "." + i.b()));
            case CHECK_SET -> out.read(number("mark " + i.a() + "." + i.b()));
            case HAS_CALLBACK, CALL_DYNAMIC -> lives(i, out);
            case ADD_METRIC -> metric(i.a(), true, out);
            case LOAD_METRIC -> metric(i.c(), false, out);
            case EXTERN -> extern(i.a(), out);
            case CONST,
                    MOVE,
                    ADD,
                    SUB,
                    MUL,
                    DIV,
                    REM,
                    SHL,
                    SHR,
                    AND,
                    OR,
                    XOR,
                    EQ,
                    NE,
                    LT,
                    LE,
                    ULT,
                    ULE,
                    NOT,
                    NEG,
                    INVERT,
                    JUMP,
                    JUMP_IF_ZERO,
                    JUMP_IF_NONZERO,
                    CALL,
                    RETURN,
                    CHECK_INDEX,
                    CHOOSE,
                    ATOMIC_BEGIN,
                    ATOMIC_END,
                    BLOCK_IF_ZERO,
                    ATTEMPT,
                    RETRY,
                    EMIT,
                    EXPECT,
                    FAIL,
                    EVENTS_BEGIN,
                    EVENTS_END -> {}
        }
    }

    /// A metric that is no state is never looked at by a step or a property that is judged in every state.
    private void metric(int metric, boolean changes, Touched out) {
        out.read(life(program.kinds().get(MetricWord.kind(metric)).name()));
        if (program.promotions().stream().anyMatch(p -> p.metric() == metric)) {
            out.read(number("metric " + metric));
            if (changes) {
                out.write(number("metric " + metric));
            }
        }
    }

    private void collection(CollectionOp op, Touched out) {
        switch (op) {
            case GET -> out.read(list);
            case MAP_GET, MAP_HAS, MAP_KEY_AT, MAP_VALUE_AT, MAP_CEILING -> out.read(map);
            case PUSH, INSERT, SET, REMOVE_AT -> {
                out.read(list);
                out.write(list);
            }
            case MAP_PUT, MAP_REMOVE -> {
                out.read(map);
                out.write(map);
            }
            case SIZE -> {
                out.read(list);
                out.read(map);
            }
            case CLEAR -> {
                // What it takes out it looks at.
                out.read(list);
                out.read(map);
                out.write(list);
                out.write(map);
            }
            case DELETE -> {
                out.write(list);
                out.write(map);
                out.write(pools);
            }
        }
    }

    /// A Java half: what it touches follows from what it is about, and nothing where it is a value's.
    private void extern(int index, Touched out) {
        String key = program.externs().get(index).key();
        String name = key.substring(0, key.indexOf('('));
        Builtin.Reach reach = machine.builtin(index).reach();
        if (reach == Builtin.Reach.NOTHING || OWN.contains(name)) {
            return;
        }
        program.kinds().forEach(k -> out.read(life(k.name())));
        if (reach == Builtin.Reach.WRITES) {
            out.read(pools);
        }
        if (name.endsWith("globals")) {
            out.read(globals);
            out.write(globals);
            return;
        }
        boolean contents = CONTENTS.contains(name);
        boolean access = ACCESSES.contains(name);
        if (contents || access) {
            out.read(content);
            if (reach == Builtin.Reach.WRITES) {
                out.write(content);
            }
        }
        if (!contents) {
            out.read(engine);
            if (access || reach == Builtin.Reach.WRITES) {
                out.write(engine);
            }
        }
        if (reach == Builtin.Reach.WRITES && (contents || access || ENDING.contains(name))) {
            out.write(pools);
        }
    }

    // --- locks ------------------------------------------------------------------------------------------------------

    private void lock(LoadedFunction f, Instruction i, int slot, boolean changes, Touched out) {
        lives(i, out);
        for (int lock : locksIn(f, slot)) {
            out.read(lock);
            if (changes) {
                out.write(lock);
            }
        }
    }

    /// The classes of locks that a slot may refer to.
    Set<Integer> locksIn(LoadedFunction f, int slot) {
        Set<Integer> found = new HashSet<>();
        Set<Integer> met = new HashSet<>();
        Deque<Integer> todo = new ArrayDeque<>(List.of(slot));
        while (!todo.isEmpty()) {
            int at = todo.remove();
            if (!met.add(at)) {
                continue;
            }
            if (at < f.parameterWords || !sources(f, at, found, todo)) {
                return locks;
            }
        }
        return found.isEmpty() ? locks : found;
    }

    /// What may have been put into a slot; false where that is not known.
    private boolean sources(LoadedFunction f, int slot, Set<Integer> found, Deque<Integer> todo) {
        for (Instruction i : f.source.code()) {
            switch (i.op()) {
                case REF -> {
                    if (i.a() == slot) {
                        found.add(field(i));
                    }
                }
                case MOVE -> {
                    if (slot >= i.a() && slot < i.a() + i.c()) {
                        todo.add(i.b() + slot - i.a());
                    }
                }
                case EXTERN -> {
                    Program.ExternRef e = program.externs().get(i.a());
                    if (slot >= i.c() && slot < i.c() + e.resultWords()) {
                        boolean ofTable =
                                e.key().equals("ptl(table)") || e.key().equals("pmd_ptl(table)");
                        if (!ofTable) {
                            return false;
                        }
                        found.add(tableLocks);
                    }
                }
                case CALL -> {
                    int words = program.functions().get(i.a()).resultWords();
                    if (slot >= i.c() && slot < i.c() + words) {
                        return false;
                    }
                }
                case CALL_DYNAMIC, COLLECTION -> {
                    // Their results are never locks, but a slot is used again.
                }
                default -> {}
            }
        }
        return true;
    }
}
