package dev.quire.ast;

import dev.quire.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression as written.
public sealed interface Expr {
    Span span();

    /// `12`, `0x1f`, `1_000`; with a unit it is a size in bytes: `8 pages`, `2 MiB`.
    record IntLit(Span span, long value, @Nullable Unit unit) implements Expr {}

    /// `(expr) pages`: a unit after a parenthesis.
    record WithUnit(Span span, Expr value, Unit unit) implements Expr {}

    /// `yes` or `no`.
    record BoolLit(Span span, boolean value) implements Expr {}

    /// `"text"`, unescaped.
    record TextLit(Span span, String value) implements Expr {}

    /// `rw-`, `none` is a name; bits as in `rwx`: 4 read, 2 write, 1 execute.
    record PermLit(Span span, int bits) implements Expr {}

    /// `none`: the null handle, or the empty permission, by context.
    record NoneLit(Span span) implements Expr {}

    record Name(Span span, String name) implements Expr {}

    /// `x.f`.
    record Member(Span span, Expr target, String name, Span nameSpan) implements Expr {}

    /// `x[i]`: an array's or list's element, a map's value, or a range's page.
    record Index(Span span, Expr target, Expr index) implements Expr {}

    /// `f(x, y)`.
    record Call(Span span, String function, Span nameSpan, List<Expr> arguments) implements Expr {}

    /// `x.f(y)`: a call of `f(x, y)`, or of the callback `f` of a handle `x`.
    record MethodCall(Span span, Expr target, String function, Span nameSpan, List<Expr> arguments) implements Expr {}

    /// `original(x, y)` within a patch.
    record Original(Span span, List<Expr> arguments) implements Expr {}

    /// `new mm { users: 1 }` for an object, `notifier_range { start: a }` for a record, `new kvm(mm)` for a secondary.
    record New(Span span, String type, Span nameSpan, List<Expr> arguments, List<FieldInit> fields, boolean isNew)
            implements Expr {}

    record FieldInit(Span span, String name, Expr value) {}

    record Unary(Span span, UnaryOp op, Expr operand) implements Expr {}

    record Binary(Span span, BinaryOp op, Expr left, Expr right) implements Expr {}

    /// `a..b` inclusive, `a..<b` half-open.
    record Range(Span span, Expr low, Expr high, boolean inclusive) implements Expr {}

    /// `x is { writable: no, mapcount: 1 }`: every named field or accessor equals.
    record Is(Span span, Expr target, List<FieldInit> fields) implements Expr {}

    /// `x has NAME`: a flag is set, or a handle's object implements a callback.
    record Has(Span span, Expr target, String name, Span nameSpan) implements Expr {}

    /// `if c then a else b`.
    record If(Span span, Expr condition, Expr then, Expr otherwise) implements Expr {}

    /// `try f(x)`: the value, or return its errno from this function.
    record Try(Span span, Expr operand) implements Expr {}

    /// `choose a, b, c` or `choose 0..3`: one of them.
    record Choose(Span span, List<Expr> alternatives) implements Expr {}

    /// `trylock x`: whether the lock was taken.
    record TryLock(Span span, Expr lock, boolean shared) implements Expr {}

    enum Unit {
        BYTES,
        KIB,
        MIB,
        GIB,
        PAGES
    }

    enum UnaryOp {
        NOT,
        NEGATE,
        COMPLEMENT
    }

    enum BinaryOp {
        OR,
        AND,
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        IN,
        ADD,
        SUB,
        MUL,
        DIV,
        REM,
        SHL,
        SHR,
        BIT_AND,
        BIT_OR,
        BIT_XOR
    }
}
