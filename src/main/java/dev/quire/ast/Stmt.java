package dev.quire.ast;

import dev.quire.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement as written.
public sealed interface Stmt {
    Span span();

    record Block(Span span, List<Stmt> statements) {}

    /// `let x = e` (never assigned again), `var x: T = e`, `ghost var x = e` (read only by properties).
    record Local(
            Span span,
            Kind kind,
            String name,
            Span nameSpan,
            @Nullable TypeRef type,
            @Nullable Expr value) implements Stmt {
        public enum Kind {
            LET,
            VAR,
            GHOST
        }
    }

    /// `x = e`, `x.f += e`. At the top level of a setup, a thread or the REPL `x = e` declares `x` when it is new.
    record Assign(Span span, Expr target, @Nullable BinaryExprOp op, Expr value) implements Stmt {}

    enum BinaryExprOp {
        ADD,
        SUB,
        BIT_AND,
        BIT_OR
    }

    record ExprStmt(Span span, Expr expr) implements Stmt {}

    record If(
            Span span, Expr condition, Block then, @Nullable Block otherwise) implements Stmt {}

    record While(Span span, Expr condition, Block body) implements Stmt {}

    /// `for x in e { }` over a range of ints, the pages of a range (`for page in r`), or a list; `each pte in r` reads
    /// the same.
    record For(Span span, String name, Span nameSpan, Expr over, Block body) implements Stmt {}

    record Break(Span span) implements Stmt {}

    record Continue(Span span) implements Stmt {}

    record Return(Span span, @Nullable Expr value) implements Stmt {}

    record Match(Span span, Expr subject, List<Arm> arms) implements Stmt {}

    /// `A, B => { }`; no patterns means `else => { }`.
    record Arm(Span span, List<Expr> patterns, Block body) {}

    /// `acquire l`, `acquire shared l` (a reader), `release l`, `downgrade l`, `assert_held l`.
    record Lock(Span span, Op op, Expr lock, boolean shared) implements Stmt {
        public enum Op {
            ACQUIRE,
            RELEASE,
            DOWNGRADE,
            ASSERT_HELD
        }
    }

    /// `lock l { }`, `lock shared l { }`: released on every way out.
    record LockBlock(Span span, Expr lock, boolean shared, Block body) implements Stmt {}

    record WaitUntil(Span span, Expr condition) implements Stmt {}

    record Retry(Span span) implements Stmt {}

    /// `choose { a } or { b }`: one of the blocks; `run` takes the first.
    record Choose(Span span, List<Block> alternatives) implements Stmt {}

    record Atomic(Span span, Block body) implements Stmt {}

    /// `emit name(args)`.
    record Emit(Span span, String event, Span nameSpan, List<Expr> arguments) implements Stmt {}

    /// `fail "text"`: a check of the library failed. `unmodelled "text"`: this path is not written; never a silent
    /// no-op.
    record Fail(Span span, boolean unmodelled, String message) implements Stmt {}

    /// `process A`: declares register A as `process("A")`; `guest vm = kvm(…)` is `Assign`.
    record Process(Span span, String name, Span nameSpan) implements Stmt {}

    /// `expect e`.
    record Expect(Span span, Expr condition) implements Stmt {}

    /// `expect EINVAL { }` or `expect SIGSEGV { }`.
    record ExpectOutcome(Span span, String outcome, Span nameSpan, Block body) implements Stmt {}

    /// `expect events { a x; b y } in { }`: exactly these events of this thread, in order.
    record ExpectEvents(Span span, List<EventPattern> events, Block body) implements Stmt {}

    /// `range_start CLEAR buf[2]`: an event's name and its leading arguments.
    record EventPattern(Span span, String event, Span nameSpan, List<Expr> arguments) {}
}
