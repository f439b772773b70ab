package dev.quire.interpreter;

import dev.quire.program.CollectionOp;
import dev.quire.program.CollectionWords;
import dev.quire.program.Function;
import dev.quire.program.Instruction;
import dev.quire.program.Program;
import java.util.BitSet;

/// Which slots an instruction reads and writes, and from that which are live before and after each.
final class Liveness {
    private final Program program;

    Liveness(Program program) {
        this.program = program;
    }

    /// `result[0][pc]` is live before instruction pc, `result[1][pc]` after it (for calls: without the result).
    BitSet[][] analyse(Function function) {
        int n = function.code().size();
        BitSet[] before = new BitSet[n + 1];
        BitSet[] after = new BitSet[n];
        BitSet[] uses = new BitSet[n];
        BitSet[] defs = new BitSet[n];
        for (int i = 0; i < n; i++) {
            before[i] = new BitSet();
            after[i] = new BitSet();
            uses[i] = new BitSet();
            defs[i] = new BitSet();
            describe(function, i, uses[i], defs[i]);
        }
        before[n] = new BitSet();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = n - 1; i >= 0; i--) {
                BitSet out = new BitSet();
                for (int next : successors(function, i)) {
                    out.or(before[next]);
                }
                BitSet in = (BitSet) out.clone();
                in.andNot(defs[i]);
                out.andNot(defs[i]);
                in.or(uses[i]);
                if (!in.equals(before[i]) || !out.equals(after[i])) {
                    before[i] = in;
                    after[i] = out;
                    changed = true;
                }
            }
        }
        return new BitSet[][] {before, after};
    }

    /// Where control may go from an instruction, within its function.
    static int[] successors(Function function, int pc) {
        Instruction i = function.code().get(pc);
        return switch (i.op()) {
            case JUMP -> new int[] {i.a()};
            case JUMP_IF_ZERO, JUMP_IF_NONZERO -> new int[] {pc + 1, i.b()};
            case RETURN, FAIL -> new int[0];
            case RETRY -> new int[] {i.a()};
            default -> new int[] {pc + 1};
        };
    }

    private void describe(Function function, int pc, BitSet uses, BitSet defs) {
        Instruction i = function.code().get(pc);
        int a = i.a();
        int b = i.b();
        int c = i.c();
        switch (i.op()) {
            case CONST, NEW, LIST_NEW, MAP_NEW, CHOOSE -> defs.set(a);
            case MOVE -> {
                uses.set(b, b + c);
                defs.set(a, a + c);
            }
            case ADD, SUB, MUL, DIV, REM, SHL, SHR, AND, OR, XOR, EQ, NE, LT, LE, ULT, ULE, LOAD_AT, LOAD_SHARED_AT -> {
                uses.set(b);
                uses.set(c);
                defs.set(a);
            }
            case NOT, NEG, INVERT, LOAD, LOAD_SHARED, LOAD_METRIC, REF, HAS_CALLBACK, TRY_ACQUIRE -> {
                uses.set(b);
                defs.set(a);
            }
            case JUMP_IF_ZERO,
                    JUMP_IF_NONZERO,
                    CHECK_INDEX,
                    FREE,
                    ACQUIRE,
                    RELEASE,
                    DOWNGRADE,
                    ASSERT_HELD,
                    BLOCK_IF_ZERO -> uses.set(a);
            case STORE, STORE_SHARED -> {
                uses.set(a);
                uses.set(c);
            }
            case STORE_AT, STORE_SHARED_AT -> {
                uses.set(a);
                uses.set(b);
                uses.set(c);
            }
            case CALL -> {
                Function callee = program.functions().get(a);
                uses.set(b, b + callee.parameterWords());
                defs.set(c, c + callee.resultWords());
            }
            case CALL_DYNAMIC -> {
                Program.CallbackMember callee = program.callbackMembers().get(a);
                uses.set(b, b + callee.parameterWords());
                defs.set(c, c + callee.resultWords());
            }
            case EXTERN -> {
                uses.set(b, b + program.externs().get(a).argumentWords());
                defs.set(c, c + program.externs().get(a).resultWords());
            }
            case COLLECTION -> collection(CollectionOp.values()[a], function, pc, uses, defs);
            case RETURN -> uses.set(a, a + function.resultWords());
            case ADD_METRIC -> {
                uses.set(b);
                uses.set(c);
            }
            case EXPECT -> uses.set(b);
            case EMIT -> uses.set(b, b + eventWords(a));
            case FAIL, MARK_SET, CHECK_SET -> uses.set(c);
            case EVENTS_BEGIN, EVENTS_END -> uses.set(b, b + patternWords(function, pc));
            case JUMP, ATOMIC_BEGIN, ATOMIC_END, ATTEMPT, RETRY -> {}
        }
    }

    private int eventWords(int event) {
        return program.events().get(event).parameters().stream()
                .mapToInt(p -> p.type().words())
                .sum();
    }

    private int patternWords(Function function, int pc) {
        for (int i = pc; i >= 0; i--) {
            if (function.code().get(i).op() == dev.quire.program.Op.EVENTS_BEGIN) {
                return program.patterns().get(function.code().get(i).a()).stream()
                        .mapToInt(Program.EventPattern::words)
                        .sum();
            }
        }
        return 0;
    }

    private static void collection(CollectionOp op, Function function, int pc, BitSet uses, BitSet defs) {
        Instruction i = function.code().get(pc);
        int words = CollectionWords.of(i.c());
        int b = i.b();
        int result = CollectionWords.result(i.c());
        switch (op) {
            case PUSH -> uses.set(b, b + 1 + words);
            case INSERT, SET, MAP_PUT -> uses.set(b, b + 2 + words);
            case REMOVE_AT, MAP_REMOVE -> uses.set(b, b + 2);
            case CLEAR, DELETE -> uses.set(b);
            case SIZE -> {
                uses.set(b);
                defs.set(result);
            }
            case GET, MAP_GET, MAP_VALUE_AT -> {
                uses.set(b, b + 2);
                defs.set(result, result + words);
            }
            case MAP_HAS, MAP_KEY_AT, MAP_CEILING -> {
                uses.set(b, b + 2);
                defs.set(result);
            }
        }
    }
}
