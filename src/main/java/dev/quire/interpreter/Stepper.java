package dev.quire.interpreter;

import dev.quire.engine.store.StoreLimit;
import dev.quire.engine.store.WordStore;
import dev.quire.program.CollectionOp;
import dev.quire.program.CollectionWords;
import dev.quire.program.Op;
import org.jspecify.annotations.Nullable;

/// The instruction loop. Runs an activation from its place to the next park point, or to its end.
final class Stepper {
    /// How an activation stopped.
    enum Stop {
        PARKED,
        ENDED,
        BLOCKED,
        UNKNOWN
    }

    private static final CollectionOp[] COLLECTIONS = CollectionOp.values();
    /// Instructions of one step between two looks for an interrupt.
    private static final long HEEDED = 1 << 20;

    private final Machine machine;
    private final WordStore store;
    private final Objects objects;
    private final long[] constants;

    Stepper(Machine machine) {
        this.machine = machine;
        this.store = machine.engine().store();
        this.objects = new Objects(machine);
        this.constants = machine.program().constants();
    }

    Objects objects() {
        return objects;
    }

    /// Runs. With `eager` the first instruction is local computation that leads to the first park; else it is the
    /// visible primitive
    /// that the thread is parked before. A property (`activation.evaluating()`) never parks; its value is left in
    /// `machine.value`.
    Stop run(Activation t, boolean eager) {
        int functionIndex = (int) (t.stack[t.frame] >>> 32);
        int pc = (int) t.stack[t.frame];
        LoadedFunction f = machine.function(functionIndex);
        boolean evaluating = t.evaluating();
        // Instructions with this flag stop the loop, unless the step may still take one: properties never stop.
        int stop = evaluating || !eager ? 0 : Code.VISIBLE;
        int atomic = 0;
        @Nullable SharedWords survey = evaluating || t.thread() == 0 ? null : machine.survey();
        boolean told = !evaluating && (t.watching() || machine.racing());
        long left = machine.stepBudget();
        long budget = Math.min(left, HEEDED);
        long[] s = t.stack;
        int base = t.frame + ThreadLayout.LINKS;
        int[] code = f.code;
        try {
            while (true) {
                int i = pc * Code.WIDTH;
                int word = code[i];
                if (word >= Code.VISIBLE && atomic == 0) {
                    if ((word & stop) != 0) {
                        t.park(functionIndex, f, pc);
                        return Stop.PARKED;
                    }
                    stop = evaluating ? 0 : Code.VISIBLE;
                }
                if (--budget < 0) {
                    left -= HEEDED;
                    heed(left);
                    budget = Math.min(left, HEEDED);
                }
                if (told) {
                    t.pc = pc;
                    t.footprint().on(f.ops[pc], functionIndex, pc, atomic > 0);
                }
                int a = code[i + 1];
                int b = code[i + 2];
                int c = code[i + 3];
                switch (word & Code.CODES) {
                    case Code.NOTHING -> {}
                    case Code.CONST -> s[base + a] = constants[b];
                    case Code.MOVE_ONE -> s[base + a] = s[base + b];
                    case Code.MOVE -> System.arraycopy(s, base + b, s, base + a, c);
                    case Code.JUMP -> {
                        pc = a;
                        continue;
                    }
                    case Code.JUMP_IF_ZERO -> {
                        pc = s[base + a] == 0 ? b : pc + 1;
                        continue;
                    }
                    case Code.JUMP_IF_NONZERO -> {
                        pc = s[base + a] != 0 ? b : pc + 1;
                        continue;
                    }
                    case Code.CALL, Code.CALL_DYNAMIC -> {
                        int target = (word & Code.CODES) == Code.CALL ? a : objects.dispatch(a, s[base + b]);
                        LoadedFunction callee = machine.function(target);
                        t.push(target, callee, base + b, base + c, functionIndex, f, pc);
                        functionIndex = target;
                        f = callee;
                        code = f.code;
                        s = t.stack;
                        base = t.frame + ThreadLayout.LINKS;
                        told = !evaluating && (t.watching() || machine.racing());
                        pc = 0;
                        continue;
                    }
                    case Code.RETURN -> {
                        if (t.isOutermost()) {
                            return ended(t, f, base + a);
                        }
                        t.pop(f, base + a);
                        base = t.frame + ThreadLayout.LINKS;
                        functionIndex = (int) (s[t.frame] >>> 32);
                        pc = (int) s[t.frame];
                        f = machine.function(functionIndex);
                        code = f.code;
                        told = !evaluating && (t.watching() || machine.racing());
                        continue;
                    }
                    case Code.LOAD -> s[base + a] = load(s[base + b], c, survey, t);
                    case Code.LOAD_SHARED -> s[base + a] = load(s[base + b], c, null, t);
                    case Code.LOAD_AT -> s[base + a] = load(s[base + b], (int) s[base + c], survey, t);
                    case Code.LOAD_SHARED_AT -> s[base + a] = load(s[base + b], (int) s[base + c], null, t);
                    case Code.STORE -> store(s[base + a], b, s[base + c], survey, t);
                    case Code.STORE_SHARED -> store(s[base + a], b, s[base + c], null, t);
                    case Code.STORE_AT -> store(s[base + a], (int) s[base + b], s[base + c], survey, t);
                    case Code.STORE_SHARED_AT -> store(s[base + a], (int) s[base + b], s[base + c], null, t);
                    case Code.ADD -> s[base + a] = s[base + b] + s[base + c];
                    case Code.SUB -> s[base + a] = s[base + b] - s[base + c];
                    case Code.AND -> s[base + a] = s[base + b] & s[base + c];
                    case Code.OR -> s[base + a] = s[base + b] | s[base + c];
                    case Code.EQ -> s[base + a] = s[base + b] == s[base + c] ? 1 : 0;
                    case Code.NE -> s[base + a] = s[base + b] != s[base + c] ? 1 : 0;
                    case Code.LT -> s[base + a] = s[base + b] < s[base + c] ? 1 : 0;
                    case Code.LE -> s[base + a] = s[base + b] <= s[base + c] ? 1 : 0;
                    case Code.NOT -> s[base + a] = s[base + b] == 0 ? 1 : 0;
                    case Code.ATOMIC_BEGIN -> atomic++;
                    case Code.ATOMIC_END -> atomic--;
                    case Code.BLOCK_IF_ZERO -> {
                        if (s[base + a] == 0 && !evaluating) {
                            return Stop.BLOCKED;
                        }
                    }
                    case Code.CHECK_SET -> {
                        if ((store.get((int) s[base + c], a) >>> b & 1) == 0) {
                            return Stop.UNKNOWN;
                        }
                    }
                    case Code.EXTERN -> {
                        if (!machine.builtin(a).execute(t, s, base + b, base + c)) {
                            return Stop.BLOCKED;
                        }
                    }
                    default -> {
                        if (f.ops[pc] == Op.RETRY) {
                            if (evaluating) {
                                throw Failure.rule("a property cannot wait, and this comes to a `retry`");
                            }
                            if (atomic > 0 || t.watch().unchanged(a)) {
                                return Stop.BLOCKED;
                            }
                            pc = a;
                            continue;
                        }
                        if (survey != null && !told) {
                            t.footprint().on(f.ops[pc], functionIndex, pc, atomic > 0);
                        }
                        boolean taken = rare(t, f, pc, s, base);
                        t.footprint().off();
                        if (!taken) {
                            return Stop.BLOCKED;
                        }
                    }
                }
                if (told) {
                    t.footprint().off();
                }
                pc++;
            }
        } catch (StoreLimit limit) {
            machine.failedAt(functionIndex, pc);
            t.footprint().off();
            throw new Failure(Failure.Kind.LIMIT, String.valueOf(limit.getMessage()), f.span(pc));
        } catch (Failure failure) {
            machine.failedAt(functionIndex, pc);
            t.footprint().off();
            throw failure.at(f.span(pc));
        }
    }

    /// What ends a loop that takes no step: that its budget is used up, or an interrupt.
    private void heed(long left) {
        if (left <= 0) {
            throw new Failure(
                    Failure.Kind.LIMIT,
                    "the step budget of " + machine.stepBudget()
                            + " instructions is used up without a step: an endless loop?",
                    dev.quire.source.Span.NONE);
        }
        if (Thread.interrupted()) {
            throw Failure.stopped();
        }
    }

    private Stop ended(Activation t, LoadedFunction f, int value) {
        if (t.evaluating()) {
            machine.value(f.resultWords > 0 ? t.stack[value] : 0);
        } else {
            machine.returned(t.stack, value, f.resultWords);
            t.end();
        }
        return Stop.ENDED;
    }

    private long load(long handle, int offset, @Nullable SharedWords survey, Activation t) {
        int cell = (int) handle;
        int at = store.find(cell, offset);
        if (at < 0) {
            throw objects.noWord(handle);
        }
        if (survey != null) {
            survey.read(t.thread(), (long) cell << WordStore.OFFSET_BITS | offset, at);
        }
        return store.load(at, cell, offset);
    }

    private void store(long handle, int offset, long value, @Nullable SharedWords survey, Activation t) {
        int cell = (int) handle;
        int at = store.find(cell, offset);
        if (at < 0) {
            throw objects.noWord(handle);
        }
        if (survey != null) {
            survey.write(t.thread(), (long) cell << WordStore.OFFSET_BITS | offset, at);
        }
        store.store(at, cell, offset, value);
    }

    /// An instruction that runs seldom; false when the step cannot be taken.
    private boolean rare(Activation t, LoadedFunction f, int pc, long[] s, int base) {
        int a = f.code[Code.WIDTH * pc + 1];
        int b = f.code[Code.WIDTH * pc + 2];
        int c = f.code[Code.WIDTH * pc + 3];
        Op op = f.ops[pc];
        switch (op) {
            case CHOOSE -> s[base + a] = t.choose(b);
            case ATTEMPT -> t.watch().begin(pc);
            case ACQUIRE, RELEASE, DOWNGRADE, TRY_ACQUIRE, ASSERT_HELD -> {
                return objects.lock(t, op, s, base, a, b, c);
            }
            case EMIT -> t.emit(a, s, base + b);
            case EVENTS_BEGIN -> t.beginMatch(a, base + b);
            case EVENTS_END -> machine.check(a, t.endMatch(), f.span(pc));
            case EXPECT -> machine.check(a, s[base + b] != 0 ? "" : machine.checkText(a), f.span(pc));
            case FAIL -> throw objects.failure(a, b, s[base + c]);
            case MARK_SET -> objects.markSet((int) s[base + c], a, b);
            case COLLECTION ->
                objects.collection(
                        COLLECTIONS[a], s, base + b, base + CollectionWords.result(c), CollectionWords.of(c), t.pool());
            case REF, NEW, FREE, ADD_METRIC, LOAD_METRIC, LIST_NEW, MAP_NEW, CHECK_INDEX, HAS_CALLBACK ->
                objects.access(t, op, s, base, a, b, c);
            case ADD, SUB, MUL, DIV, REM, SHL, SHR, AND, OR, XOR, EQ, NE, LT, LE, ULT, ULE, NOT, NEG, INVERT ->
                s[base + a] = Arithmetic.apply(op, s[base + b], s[base + c]);
            case CONST,
                    MOVE,
                    JUMP,
                    JUMP_IF_ZERO,
                    JUMP_IF_NONZERO,
                    CALL,
                    CALL_DYNAMIC,
                    RETURN,
                    EXTERN,
                    LOAD,
                    STORE,
                    LOAD_SHARED,
                    STORE_SHARED,
                    LOAD_AT,
                    STORE_AT,
                    LOAD_SHARED_AT,
                    STORE_SHARED_AT,
                    ATOMIC_BEGIN,
                    ATOMIC_END,
                    BLOCK_IF_ZERO,
                    RETRY,
                    CHECK_SET -> throw new IllegalStateException(op + " has a code of its own");
        }
        return true;
    }
}
