package dev.quire.interpreter;

import dev.quire.engine.store.WordStore;
import dev.quire.program.CollectionOp;
import dev.quire.program.CollectionWords;
import dev.quire.program.Op;
import dev.quire.program.Program;

/// The instruction loop. Runs an activation from its place to the next park point, or to its end.
final class Stepper {
    /// How an activation stopped.
    enum Stop {
        PARKED,
        ENDED,
        BLOCKED,
        UNKNOWN
    }

    private final Machine machine;
    private final Program program;
    private final WordStore store;
    private final Objects objects;

    Stepper(Machine machine) {
        this.machine = machine;
        this.program = machine.program();
        this.store = machine.engine().store();
        this.objects = new Objects(machine);
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
        boolean go = !eager || t.evaluating();
        int atomic = 0;
        boolean plain = machine.findsPlain();
        long budget = machine.stepBudget();
        try {
            while (true) {
                if (f.visible[pc] && atomic == 0 && !t.evaluating()) {
                    if (!go) {
                        t.park(functionIndex, pc);
                        return Stop.PARKED;
                    }
                    go = false;
                }
                if (--budget < 0) {
                    throw new Failure(
                            Failure.Kind.LIMIT,
                            "the step budget of " + machine.stepBudget()
                                    + " instructions is used up without a step: an endless loop?",
                            f.span(pc));
                }
                long[] s = t.stack;
                int base = t.frame + ThreadLayout.LINKS;
                Op op = f.ops[pc];
                boolean told = (t.watching() || plain) && !t.evaluating();
                if (told) {
                    t.pc = pc;
                    t.footprint().on(op, functionIndex, pc, atomic > 0);
                }
                switch (op) {
                    case CONST -> s[base + f.a[pc]] = program.constants()[f.b[pc]];
                    case MOVE -> System.arraycopy(s, base + f.b[pc], s, base + f.a[pc], f.c[pc]);
                    case JUMP -> {
                        pc = f.a[pc];
                        continue;
                    }
                    case JUMP_IF_ZERO -> {
                        pc = s[base + f.a[pc]] == 0 ? f.b[pc] : pc + 1;
                        continue;
                    }
                    case JUMP_IF_NONZERO -> {
                        pc = s[base + f.a[pc]] != 0 ? f.b[pc] : pc + 1;
                        continue;
                    }
                    case CALL, CALL_DYNAMIC -> {
                        int target = op == Op.CALL ? f.a[pc] : objects.dispatch(f.a[pc], s[base + f.b[pc]]);
                        t.push(target, base + f.b[pc], base + f.c[pc], functionIndex, pc + 1, pc);
                        functionIndex = target;
                        f = machine.function(target);
                        pc = 0;
                        continue;
                    }
                    case RETURN -> {
                        if (t.evaluating() && t.frame == ThreadLayout.STACK) {
                            machine.value(f.resultWords > 0 ? s[base + f.a[pc]] : 0);
                            return Stop.ENDED;
                        }
                        if (t.isOutermost()) {
                            machine.returned(s, base + f.a[pc], f.resultWords);
                        }
                        if (!t.pop(f, base + f.a[pc])) {
                            t.end();
                            return Stop.ENDED;
                        }
                        functionIndex = (int) (t.stack[t.frame] >>> 32);
                        pc = (int) t.stack[t.frame];
                        f = machine.function(functionIndex);
                        continue;
                    }
                    case EXTERN -> {
                        if (!machine.builtin(f.a[pc]).execute(t, s, base + f.b[pc], base + f.c[pc])) {
                            return Stop.BLOCKED;
                        }
                    }
                    case ATOMIC_BEGIN -> atomic++;
                    case ATOMIC_END -> atomic--;
                    case BLOCK_IF_ZERO -> {
                        if (s[base + f.a[pc]] == 0 && !t.evaluating()) {
                            return Stop.BLOCKED;
                        }
                    }
                    case CHOOSE -> s[base + f.a[pc]] = t.choose(f.b[pc]);
                    case RETRY -> {
                        if (t.evaluating()) {
                            throw Failure.rule("a property cannot wait, and this comes to a `retry`");
                        }
                        if (atomic > 0 || t.watch().unchanged(f.a[pc])) {
                            return Stop.BLOCKED;
                        }
                        pc = f.a[pc];
                        continue;
                    }
                    case ATTEMPT -> {
                        if (t.watching()) {
                            t.watch().begin(pc);
                        }
                    }
                    case ACQUIRE, RELEASE, DOWNGRADE, TRY_ACQUIRE, ASSERT_HELD, YIELD_LOCK -> {
                        if (!objects.lock(t, op, s, base, f.a[pc], f.b[pc], f.c[pc])) {
                            return Stop.BLOCKED;
                        }
                    }
                    case EMIT -> t.emit(f.a[pc], objects.words(f.a[pc], s, base + f.b[pc]));
                    case EVENTS_BEGIN -> t.beginMatch(f.a[pc], base + f.b[pc]);
                    case EVENTS_END -> machine.check(f.a[pc], t.endMatch(), f.span(pc));
                    case EXPECT ->
                        machine.check(f.a[pc], s[base + f.b[pc]] != 0 ? "" : machine.checkText(f.a[pc]), f.span(pc));
                    case FAIL -> throw objects.failure(f.a[pc], f.b[pc], s[base + f.c[pc]]);
                    case CHECK_SET -> {
                        if ((store.get((int) s[base + f.c[pc]], f.a[pc]) >>> f.b[pc] & 1) == 0) {
                            return Stop.UNKNOWN;
                        }
                    }
                    case MARK_SET -> objects.markSet((int) s[base + f.c[pc]], f.a[pc], f.b[pc]);
                    case COLLECTION ->
                        objects.collection(
                                CollectionOp.values()[f.a[pc]],
                                s,
                                base + f.b[pc],
                                base + CollectionWords.result(f.c[pc]),
                                CollectionWords.of(f.c[pc]),
                                t.pool());
                    case LOAD,
                            LOAD_SHARED,
                            LOAD_AT,
                            LOAD_SHARED_AT,
                            STORE,
                            STORE_SHARED,
                            STORE_AT,
                            STORE_SHARED_AT,
                            REF,
                            NEW,
                            FREE,
                            ADD_METRIC,
                            LOAD_METRIC,
                            LIST_NEW,
                            MAP_NEW,
                            CHECK_INDEX,
                            HAS_CALLBACK -> objects.access(t, op, s, base, f.a[pc], f.b[pc], f.c[pc]);
                    case ADD, SUB, MUL, DIV, REM, SHL, SHR, AND, OR, XOR, EQ, NE, LT, LE, ULT, ULE, NOT, NEG, INVERT ->
                        s[base + f.a[pc]] = Arithmetic.apply(op, s[base + f.b[pc]], s[base + f.c[pc]]);
                }
                if (told) {
                    t.footprint().off();
                }
                pc++;
            }
        } catch (Failure failure) {
            machine.failedAt(functionIndex, pc);
            throw failure.at(f.span(pc));
        } finally {
            t.footprint().off();
        }
    }
}
