package dev.quire.syntax;

import dev.quire.ast.Stmt;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser.*;
import java.util.List;
import org.antlr.v4.runtime.Token;

/// Builds statements.
final class StatementBuilder {
    private final ExpressionBuilder expressions;

    StatementBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    Stmt.Block block(BlockContext context) {
        return new Stmt.Block(
                expressions.span(context),
                context.statement().stream().map(this::build).toList());
    }

    Stmt build(StatementContext context) {
        Span span = expressions.span(context);
        ExpressionBuilder e = expressions;
        return switch (context) {
            case LocalStatementContext c ->
                new Stmt.Local(
                        span,
                        c.kind.getType() == QuireLexer.LET ? Stmt.Local.Kind.LET : Stmt.Local.Kind.VAR,
                        c.name().getText(),
                        e.span(c.name()),
                        c.type() == null ? null : e.type(c.type()),
                        c.expression() == null ? null : e.build(c.expression()));
            case GhostStatementContext c ->
                new Stmt.Local(
                        span,
                        Stmt.Local.Kind.GHOST,
                        c.name().getText(),
                        e.span(c.name()),
                        c.type() == null ? null : e.type(c.type()),
                        c.expression() == null ? null : e.build(c.expression()));
            case ProcessStatementContext c -> new Stmt.Process(span, c.name().getText(), e.span(c.name()));
            case GuestStatementContext c ->
                new Stmt.Assign(
                        span,
                        new dev.quire.ast.Expr.Name(e.span(c.name()), c.name().getText()),
                        null,
                        e.build(c.expression()));
            case IfStatementContext c -> new Stmt.If(span, e.build(c.expression()), block(c.block(0)), otherwise(c));
            case WhileStatementContext c -> new Stmt.While(span, e.build(c.expression()), block(c.block()));
            case ForStatementContext c ->
                new Stmt.For(span, c.name().getText(), e.span(c.name()), e.build(c.expression()), block(c.block()));
            case BreakStatementContext c -> new Stmt.Break(span);
            case ContinueStatementContext c -> new Stmt.Continue(span);
            case ReturnStatementContext c ->
                new Stmt.Return(span, c.expression() == null ? null : e.build(c.expression()));
            case MatchStatementContext c ->
                new Stmt.Match(
                        span,
                        e.build(c.expression()),
                        c.arm().stream().map(this::arm).toList());
            case LockStatementContext c ->
                new Stmt.Lock(span, lockOp(c.op), e.build(c.expression()), c.SHARED() != null);
            case LockBlockContext c ->
                new Stmt.LockBlock(span, e.build(c.expression()), c.SHARED() != null, block(c.block()));
            case WaitStatementContext c -> new Stmt.WaitUntil(span, e.build(c.expression()));
            case RetryStatementContext c -> new Stmt.Retry(span);
            case ChooseStatementContext c ->
                new Stmt.Choose(span, c.block().stream().map(this::block).toList());
            case AtomicStatementContext c -> new Stmt.Atomic(span, block(c.block()));
            case EmitStatementContext c ->
                new Stmt.Emit(span, c.name().getText(), e.span(c.name()), e.arguments(c.arguments()));
            case FailStatementContext c ->
                new Stmt.Fail(
                        span,
                        c.kind.getType() == QuireLexer.UNMODELLED,
                        ExpressionBuilder.unescape(c.TEXT().getText()));
            case ExpectEventsContext c ->
                new Stmt.ExpectEvents(
                        span, c.eventPattern().stream().map(this::pattern).toList(), block(c.block()));
            case ExpectOutcomeContext c ->
                new Stmt.ExpectOutcome(span, c.name().getText(), e.span(c.name()), block(c.block()));
            case ExpectStatementContext c -> new Stmt.Expect(span, e.build(c.expression()));
            case AssignStatementContext c -> new Stmt.Assign(span, e.build(c.target), assignOp(c.op), e.build(c.value));
            case ExpressionStatementContext c -> new Stmt.ExprStmt(span, e.build(c.expression()));
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private Stmt.@org.jspecify.annotations.Nullable Block otherwise(IfStatementContext c) {
        if (c.otherwise != null) {
            return block(c.otherwise);
        }
        return c.elseIf == null ? null : new Stmt.Block(expressions.span(c.elseIf), List.of(build(c.elseIf)));
    }

    private Stmt.Arm arm(ArmContext c) {
        Stmt.Block body = c.block() != null
                ? block(c.block())
                : new Stmt.Block(expressions.span(c.statement()), List.of(build(c.statement())));
        return new Stmt.Arm(
                expressions.span(c), c.patterns.stream().map(expressions::build).toList(), body);
    }

    private Stmt.EventPattern pattern(EventPatternContext c) {
        return new Stmt.EventPattern(
                expressions.span(c),
                c.name().getText(),
                expressions.span(c.name()),
                c.operands.stream().map(expressions::build).toList());
    }

    private static Stmt.Lock.Op lockOp(Token op) {
        return switch (op.getType()) {
            case QuireLexer.ACQUIRE -> Stmt.Lock.Op.ACQUIRE;
            case QuireLexer.RELEASE -> Stmt.Lock.Op.RELEASE;
            case QuireLexer.DOWNGRADE -> Stmt.Lock.Op.DOWNGRADE;
            case QuireLexer.ASSERT_HELD -> Stmt.Lock.Op.ASSERT_HELD;
            default -> Stmt.Lock.Op.YIELD;
        };
    }

    private static Stmt.@org.jspecify.annotations.Nullable BinaryExprOp assignOp(Token op) {
        return switch (op.getType()) {
            case QuireLexer.PLUS_ASSIGN -> Stmt.BinaryExprOp.ADD;
            case QuireLexer.MINUS_ASSIGN -> Stmt.BinaryExprOp.SUB;
            case QuireLexer.AND_ASSIGN -> Stmt.BinaryExprOp.BIT_AND;
            case QuireLexer.OR_ASSIGN -> Stmt.BinaryExprOp.BIT_OR;
            default -> null;
        };
    }
}
