package dev.quire.interpreter;

import dev.quire.program.Instruction;
import dev.quire.program.Op;

/// The form in which the stepper runs instructions: four ints each, a code and three operands. Codes are dense, so that
/// the loop is one table jump; what is rare shares the code `RARE` and is told apart by its [Op].
final class Code {
    static final int RARE = 0;
    static final int NOTHING = 1;
    static final int CONST = 2;
    static final int MOVE_ONE = 3;
    static final int MOVE = 4;
    static final int JUMP = 5;
    static final int JUMP_IF_ZERO = 6;
    static final int JUMP_IF_NONZERO = 7;
    static final int CALL = 8;
    static final int CALL_DYNAMIC = 9;
    static final int RETURN = 10;
    static final int LOAD = 11;
    static final int LOAD_SHARED = 12;
    static final int LOAD_AT = 13;
    static final int LOAD_SHARED_AT = 14;
    static final int STORE = 15;
    static final int STORE_SHARED = 16;
    static final int STORE_AT = 17;
    static final int STORE_SHARED_AT = 18;
    static final int ADD = 19;
    static final int SUB = 20;
    static final int AND = 21;
    static final int OR = 22;
    static final int EQ = 23;
    static final int NE = 24;
    static final int LT = 25;
    static final int LE = 26;
    static final int NOT = 27;
    static final int ATOMIC_BEGIN = 28;
    static final int ATOMIC_END = 29;
    static final int BLOCK_IF_ZERO = 30;
    static final int CHECK_SET = 31;
    static final int EXTERN = 32;

    /// In a code: the thread parks before the instruction.
    static final int VISIBLE = 1 << 8;

    /// The code without its flag.
    static final int CODES = VISIBLE - 1;

    /// Ints of an instruction.
    static final int WIDTH = 4;

    private Code() {}

    /// The code of an instruction. `attempted`: some `retry` gives up what begins there.
    static int of(Instruction i, boolean attempted) {
        return switch (i.op()) {
            case CONST -> CONST;
            case MOVE -> i.c() == 1 ? MOVE_ONE : MOVE;
            case JUMP -> JUMP;
            case JUMP_IF_ZERO -> JUMP_IF_ZERO;
            case JUMP_IF_NONZERO -> JUMP_IF_NONZERO;
            case CALL -> CALL;
            case CALL_DYNAMIC -> CALL_DYNAMIC;
            case RETURN -> RETURN;
            case LOAD -> LOAD;
            case LOAD_SHARED -> LOAD_SHARED;
            case LOAD_AT -> LOAD_AT;
            case LOAD_SHARED_AT -> LOAD_SHARED_AT;
            case STORE -> STORE;
            case STORE_SHARED -> STORE_SHARED;
            case STORE_AT -> STORE_AT;
            case STORE_SHARED_AT -> STORE_SHARED_AT;
            case ADD -> ADD;
            case SUB -> SUB;
            case AND -> AND;
            case OR -> OR;
            case EQ -> EQ;
            case NE -> NE;
            case LT -> LT;
            case LE -> LE;
            case NOT -> NOT;
            case ATOMIC_BEGIN -> ATOMIC_BEGIN;
            case ATOMIC_END -> ATOMIC_END;
            case BLOCK_IF_ZERO -> BLOCK_IF_ZERO;
            case CHECK_SET -> CHECK_SET;
            case EXTERN -> EXTERN;
            case ATTEMPT -> attempted ? RARE : NOTHING;
            case MUL,
                    DIV,
                    REM,
                    SHL,
                    SHR,
                    XOR,
                    ULT,
                    ULE,
                    NEG,
                    INVERT,
                    HAS_CALLBACK,
                    CHECK_INDEX,
                    REF,
                    NEW,
                    FREE,
                    ADD_METRIC,
                    LOAD_METRIC,
                    LIST_NEW,
                    MAP_NEW,
                    COLLECTION,
                    ACQUIRE,
                    RELEASE,
                    DOWNGRADE,
                    TRY_ACQUIRE,
                    ASSERT_HELD,
                    CHOOSE,
                    RETRY,
                    EMIT,
                    EXPECT,
                    FAIL,
                    MARK_SET,
                    EVENTS_BEGIN,
                    EVENTS_END -> RARE;
        };
    }

    /// Whether an instruction's accesses are plain: what is shared, an entry, a lock or a frame's content is marked.
    static boolean plain(Op op) {
        return switch (op) {
            case LOAD, LOAD_AT, STORE, STORE_AT, COLLECTION, FREE -> true;
            default -> false;
        };
    }
}
