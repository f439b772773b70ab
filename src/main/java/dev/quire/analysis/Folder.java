package dev.quire.analysis;

import dev.quire.ast.Expr;
import dev.quire.program.ValueType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Folds expressions whose value is known when the kernel is linked.
final class Folder {
    private static final int PAGE = 4096;
    private final Function<String, World.@Nullable Constant> names;

    Folder(Function<String, World.@Nullable Constant> names) {
        this.names = names;
    }

    /// Bytes of a unit.
    static long bytes(Expr.Unit unit) {
        return switch (unit) {
            case BYTES -> 1;
            case KIB -> 1L << 10;
            case MIB -> 1L << 20;
            case GIB -> 1L << 30;
            case PAGES -> PAGE;
        };
    }

    /// The value, or null when it is not known.
    World.@Nullable Constant fold(Expr e) {
        return switch (e) {
            case Expr.IntLit i ->
                i.unit() == null
                        ? new World.Constant(Types.INT, i.value())
                        : new World.Constant(Types.SIZE, i.value() * bytes(i.unit()));
            case Expr.BoolLit b -> new World.Constant(Types.BOOL, b.value() ? 1 : 0);
            case Expr.PermLit p -> new World.Constant(Types.PERM, p.bits());
            case Expr.Name n -> names.apply(n.name());
            case Expr.Unary u -> unary(u);
            case Expr.Binary b -> binary(b);
            default -> null;
        };
    }

    private World.@Nullable Constant unary(Expr.Unary u) {
        World.Constant c = fold(u.operand());
        if (c == null) {
            return null;
        }
        return switch (u.op()) {
            case NOT -> new World.Constant(Types.BOOL, c.value() == 0 ? 1 : 0);
            case NEGATE -> new World.Constant(c.type(), -c.value());
            case COMPLEMENT -> new World.Constant(c.type(), ~c.value());
        };
    }

    private World.@Nullable Constant binary(Expr.Binary b) {
        World.Constant l = fold(b.left());
        if (l != null && b.op() == Expr.BinaryOp.AND && l.value() == 0
                || l != null && b.op() == Expr.BinaryOp.OR && l.value() != 0) {
            return l;
        }
        World.Constant r = fold(b.right());
        if (l == null || r == null) {
            return null;
        }
        ValueType t = l.type();
        long x = l.value();
        long y = r.value();
        return switch (b.op()) {
            case OR -> bool(x != 0 || y != 0);
            case AND -> bool(x != 0 && y != 0);
            case EQ -> bool(x == y);
            case NE -> bool(x != y);
            case LT -> bool(x < y);
            case LE -> bool(x <= y);
            case GT -> bool(x > y);
            case GE -> bool(x >= y);
            case ADD -> new World.Constant(t, t instanceof ValueType.FlagsType ? x | y : x + y);
            case SUB -> new World.Constant(t, t instanceof ValueType.FlagsType ? x & ~y : x - y);
            case MUL -> new World.Constant(t, x * y);
            case DIV -> y == 0 ? null : new World.Constant(t, x / y);
            case REM -> y == 0 ? null : new World.Constant(t, x % y);
            case SHL -> new World.Constant(t, x << y);
            case SHR -> new World.Constant(t, x >>> y);
            case BIT_AND -> new World.Constant(t, x & y);
            case BIT_OR -> new World.Constant(t, x | y);
            case BIT_XOR -> new World.Constant(t, x ^ y);
            case IN -> null;
        };
    }

    private static World.Constant bool(boolean b) {
        return new World.Constant(Types.BOOL, b ? 1 : 0);
    }
}
