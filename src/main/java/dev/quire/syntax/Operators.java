package dev.quire.syntax;

import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Gives a flat sequence of operands and operators its shape, by precedence. Operators of one level group to the left;
/// comparisons and ranges do not group at all.
final class Operators {
    private static final int HAS = 4;
    private static final int COMPARISON = 3;
    private static final int RANGE = 5;

    private final Problems problems;
    private final List<Part> parts = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();

    Operators(Problems problems) {
        this.problems = problems;
    }

    /// An operand with its span, which includes the parentheses that the tree does not keep.
    private record Part(Expr expr, Span span) {}

    private record Pending(Join join, int level, Span span) {}

    /// What an operator makes of its two sides.
    interface Join {
        Expr of(Span span, Expr left, Expr right);
    }

    /// What an operator without a right side makes of its left one: `has`, `is`.
    interface Ending {
        Expr of(Span span, Expr left);
    }

    static int level(Expr.BinaryOp op) {
        return switch (op) {
            case MUL, DIV, REM -> 10;
            case ADD, SUB -> 9;
            case SHL, SHR -> 8;
            case BIT_AND -> 7;
            case BIT_OR, BIT_XOR -> 6;
            case EQ, NE, LT, LE, GT, GE, IN -> COMPARISON;
            case AND -> 2;
            case OR -> 1;
        };
    }

    void operand(Expr expr, Span span) {
        parts.add(new Part(expr, span));
    }

    void binary(Expr.BinaryOp op, Span span) {
        operator((s, left, right) -> new Expr.Binary(s, op, left, right), level(op), span);
    }

    void range(boolean inclusive, Span span) {
        operator((s, low, high) -> new Expr.Range(s, low, high, inclusive), RANGE, span);
    }

    /// Ends the operand on its left: everything that binds at least as tightly.
    void ending(Ending ending, Span span) {
        reduce(HAS);
        Part left = parts.removeLast();
        Span whole = left.span().to(span);
        parts.add(new Part(ending.of(whole, left.expr()), whole));
    }

    private void operator(Join join, int level, Span span) {
        if ((level == COMPARISON || level == RANGE)
                && pending.stream().anyMatch(p -> p.level() == level)
                && lastOfLevel(level)) {
            problems.report(level == RANGE ? Code.Q110 : Code.Q109, span, "");
        }
        reduce(level);
        pending.add(new Pending(join, level, span));
    }

    /// Whether an operator of this level would take another of its level for its left side.
    private boolean lastOfLevel(int level) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            if (pending.get(i).level() <= level) {
                return pending.get(i).level() == level;
            }
        }
        return false;
    }

    private void reduce(int level) {
        while (!pending.isEmpty() && pending.getLast().level() >= level) {
            Part right = parts.removeLast();
            Part left = parts.removeLast();
            Span whole = left.span().to(right.span());
            parts.add(new Part(pending.removeLast().join().of(whole, left.expr(), right.expr()), whole));
        }
    }

    Expr finish() {
        reduce(0);
        return parts.getLast().expr();
    }
}
