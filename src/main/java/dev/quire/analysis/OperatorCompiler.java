package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.program.Op;
import dev.quire.program.ValueType;

/// Compiles operators.
final class OperatorCompiler {
    private final ExpressionCompiler e;

    OperatorCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

    Value unary(Expr.Unary u) {
        Value v = u.op() == Expr.UnaryOp.NOT ? e.condition(u.operand()) : e.value(u.operand(), null);
        int slot = e.out.slots(1);
        e.out.at(u.span());
        e.out.emit(
                switch (u.op()) {
                    case NOT -> Op.NOT;
                    case NEGATE -> Op.NEG;
                    case COMPLEMENT -> Op.INVERT;
                },
                slot,
                v.slot(),
                v.slot());
        return new Value(v.type(), slot);
    }

    Value binary(Expr.Binary b) {
        return switch (b.op()) {
            case AND, OR -> shortCircuit(b);
            case IN -> in(b);
            case EQ, NE -> equality(b);
            default -> arithmetic(b);
        };
    }

    private Value shortCircuit(Expr.Binary b) {
        int slot = e.out.slots(1);
        Value left = e.condition(b.left());
        e.out.emit(Op.MOVE, slot, left.slot(), 1);
        int jump = e.out.emit(b.op() == Expr.BinaryOp.AND ? Op.JUMP_IF_ZERO : Op.JUMP_IF_NONZERO, slot, 0, 0);
        Value right = e.condition(b.right());
        e.out.emit(Op.MOVE, slot, right.slot(), 1);
        e.out.land(jump);
        return new Value(Types.BOOL, slot);
    }

    Value equality(Expr.Binary b) {
        Value left = e.value(b.left(), null);
        Value right = e.value(b.right(), left.type());
        if (!e.world.accepts(left.type(), right.type()) && !e.world.accepts(right.type(), left.type())) {
            return e.wrong(b.span(), Code.Q301, "", Types.describe(left.type()), Types.describe(right.type()));
        }
        int words = Math.min(left.type().words(), right.type().words());
        int result = e.out.slots(1);
        int one = e.out.slots(1);
        e.out.at(b.span());
        e.out.emit(Op.EQ, result, left.slot(), right.slot());
        for (int i = 1; i < words; i++) {
            e.out.emit(Op.EQ, one, left.slot() + i, right.slot() + i);
            e.out.emit(Op.AND, result, result, one);
        }
        if (b.op() == Expr.BinaryOp.NE) {
            e.out.emit(Op.NOT, result, result, result);
        }
        return new Value(Types.BOOL, result);
    }

    private Value arithmetic(Expr.Binary b) {
        Value left = e.value(b.left(), null);
        Value right = e.value(b.right(), left.type());
        boolean rangePlus = left.type().equals(Types.RANGE) && Types.isNumber(right.type());
        boolean flags =
                left.type() instanceof ValueType.FlagsType && left.type().equals(right.type());
        boolean comparison = switch (b.op()) {
            case LT, LE, GT, GE -> true;
            default -> false;
        };
        boolean perms = left.type().equals(Types.PERM) && right.type().equals(Types.PERM);
        if (!rangePlus
                && !flags
                && !perms
                && !(Types.isNumber(left.type()) && Types.isNumber(right.type()))
                && !(left.type().equals(Types.ADDR) && right.type().equals(Types.RANGE))
                && !(left.type() instanceof ValueType.Handle && left.type().equals(right.type()) && comparison)) {
            return e.wrong(
                    b.span(),
                    Code.Q306,
                    "",
                    e.unit.source(b.span()),
                    Types.describe(left.type()),
                    Types.describe(right.type()));
        }
        int slot = e.out.slots(1);
        e.out.at(b.span());
        boolean unsigned = left.type().equals(Types.ADDR) || right.type().equals(Types.ADDR);
        switch (b.op()) {
            case ADD -> e.out.emit(flags ? Op.OR : Op.ADD, slot, left.slot(), right.slot());
            case SUB -> {
                if (flags) {
                    int inverted = e.out.slots(1);
                    e.out.emit(Op.INVERT, inverted, right.slot(), right.slot());
                    e.out.emit(Op.AND, slot, left.slot(), inverted);
                } else {
                    e.out.emit(Op.SUB, slot, left.slot(), right.slot());
                }
            }
            case MUL -> e.out.emit(Op.MUL, slot, left.slot(), right.slot());
            case DIV -> e.out.emit(Op.DIV, slot, left.slot(), right.slot());
            case REM -> e.out.emit(Op.REM, slot, left.slot(), right.slot());
            case SHL -> e.out.emit(Op.SHL, slot, left.slot(), right.slot());
            case SHR -> e.out.emit(Op.SHR, slot, left.slot(), right.slot());
            case BIT_AND -> e.out.emit(Op.AND, slot, left.slot(), right.slot());
            case BIT_OR -> e.out.emit(Op.OR, slot, left.slot(), right.slot());
            case BIT_XOR -> e.out.emit(Op.XOR, slot, left.slot(), right.slot());
            case LT -> e.out.emit(unsigned ? Op.ULT : Op.LT, slot, left.slot(), right.slot());
            case LE -> e.out.emit(unsigned ? Op.ULE : Op.LE, slot, left.slot(), right.slot());
            case GT -> e.out.emit(unsigned ? Op.ULT : Op.LT, slot, right.slot(), left.slot());
            case GE -> e.out.emit(unsigned ? Op.ULE : Op.LE, slot, right.slot(), left.slot());
            case OR, AND, EQ, NE, IN -> throw new IllegalStateException();
        }
        ValueType type = comparison
                ? Types.BOOL
                : rangePlus
                        ? Types.ADDR
                        : right.type().equals(Types.ADDR) && b.op() == Expr.BinaryOp.ADD ? Types.ADDR : left.type();
        if (b.op() == Expr.BinaryOp.SUB
                && left.type().equals(Types.ADDR)
                && !right.type().equals(Types.SIZE)
                && !right.type().equals(Types.INT)) {
            type = Types.SIZE;
        }
        return new Value(type, slot);
    }

    private Value in(Expr.Binary b) {
        Value left = e.value(b.left(), null);
        Value low;
        Value high;
        boolean inclusive = false;
        if (b.right() instanceof Expr.Range r) {
            low = e.as(r.low(), Types.INT);
            high = e.as(r.high(), Types.INT);
            inclusive = r.inclusive();
        } else {
            Value range = e.as(b.right(), Types.RANGE);
            low = new Value(Types.ADDR, range.slot());
            high = new Value(Types.ADDR, range.slot() + 1);
        }
        int slot = e.out.slots(2);
        e.out.at(b.span());
        e.out.emit(Op.LE, slot, low.slot(), left.slot());
        e.out.emit(inclusive ? Op.LE : Op.LT, slot + 1, left.slot(), high.slot());
        e.out.emit(Op.AND, slot, slot, slot + 1);
        return new Value(Types.BOOL, slot);
    }
}
