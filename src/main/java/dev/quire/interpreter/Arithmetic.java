package dev.quire.interpreter;

import dev.quire.program.Op;

/// Arithmetic and comparison of words, two's complement.
final class Arithmetic {
    private Arithmetic() {}

    static long apply(Op op, long x, long y) {
        return switch (op) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / nonZero(y);
            case REM -> x % nonZero(y);
            case SHL -> y >= Long.SIZE ? 0 : x << y;
            case SHR -> y >= Long.SIZE ? 0 : x >>> y;
            case AND -> x & y;
            case OR -> x | y;
            case XOR -> x ^ y;
            case EQ -> x == y ? 1 : 0;
            case NE -> x != y ? 1 : 0;
            case LT -> x < y ? 1 : 0;
            case LE -> x <= y ? 1 : 0;
            case ULT -> Long.compareUnsigned(x, y) < 0 ? 1 : 0;
            case ULE -> Long.compareUnsigned(x, y) <= 0 ? 1 : 0;
            case NOT -> x == 0 ? 1 : 0;
            case NEG -> -x;
            case INVERT -> ~x;
            default -> throw new IllegalStateException(op.name());
        };
    }

    private static long nonZero(long y) {
        if (y == 0) {
            throw Failure.rule("division by zero");
        }
        return y;
    }
}
