package dev.quire.syntax;

import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser.*;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Builds statements.
final class StatementBuilder {
    private final ExpressionBuilder expressions;

    StatementBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    Span span(ParserRuleContext context) {
        return expressions.span(context);
    }

    Expr expression(ExpressionContext context) {
        return expressions.build(context);
    }

    String text(TerminalNode quoted) {
        return expressions.literals().text(quoted, expressions.span(quoted.getSymbol()));
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
            case IfStatementContext c ->
                new Stmt.If(span, e.build(c.expression()), block(c.block()), otherwise(c.alternative()));
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
                c.block().isEmpty()
                        ? new Stmt.ExprStmt(
                                span,
                                new Expr.Choose(
                                        span,
                                        c.alternatives.stream().map(e::build).toList()))
                        : new Stmt.Choose(
                                span, c.block().stream().map(this::block).toList());
            case AtomicStatementContext c -> new Stmt.Atomic(span, block(c.block()));
            case EmitStatementContext c ->
                new Stmt.Emit(span, c.label().getText(), e.span(c.label()), e.arguments(c.arguments()));
            case FailStatementContext c ->
                new Stmt.Fail(span, c.kind.getType() == QuireLexer.UNMODELLED, text(c.TEXT()));
            case ExpectStatementContext c -> expect(c, span);
            case ExpressionStatementContext c -> expression(c, span);
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    /// `else if` is an `if` alone in the `else`; built from the last one inwards, so that a long chain needs no stack.
    private Stmt.@Nullable Block otherwise(List<AlternativeContext> alternatives) {
        Stmt.@Nullable Block built = null;
        if (alternatives.size() > LineEnds.MAX_DEPTH) {
            expressions
                    .problems()
                    .report(Code.Q103, expressions.span(alternatives.get(LineEnds.MAX_DEPTH)), "", LineEnds.MAX_DEPTH);
            return null;
        }
        for (int i = alternatives.size() - 1; i >= 0; i--) {
            AlternativeContext c = alternatives.get(i);
            Stmt.Block block = block(c.block());
            if (c.IF() != null) {
                Span span = expressions.span(c.IF().getSymbol()).to(expressions.span(alternatives.getLast()));
                built = new Stmt.Block(
                        span, List.of(new Stmt.If(span, expressions.build(c.expression()), block, built)));
            } else {
                if (i < alternatives.size() - 1) {
                    expressions.problems().report(Code.Q112, expressions.span(alternatives.get(i + 1)), "");
                }
                built = block;
            }
        }
        return built;
    }

    private Stmt expression(ExpressionStatementContext c, Span span) {
        Expr target = expressions.build(c.operators());
        if (c.declared != null) {
            Span place = expressions.span(c.declared);
            String word = c.operators().getText();
            if (word.equals("process") && c.op == null) {
                return new Stmt.Process(span, c.declared.getText(), place);
            }
            if (!word.equals("guest") || c.op == null || c.op.getType() != QuireLexer.ASSIGN) {
                expressions
                        .problems()
                        .report(Code.Q101, place, Expected.afterValue(word), "`" + c.declared.getText() + "`");
            }
            target = new Expr.Name(place, c.declared.getText());
        }
        return c.op == null
                ? new Stmt.ExprStmt(span, target)
                : new Stmt.Assign(span, target, assignOp(c.op), expressions.build(c.value));
    }

    private Stmt expect(ExpectStatementContext c, Span span) {
        if (c.EVENTS() != null) {
            return new Stmt.ExpectEvents(
                    span, c.eventPattern().stream().map(this::pattern).toList(), block(c.block()));
        }
        Expr expected = expressions.build(c.expression());
        if (c.block() == null) {
            return new Stmt.Expect(span, expected);
        }
        if (expected instanceof Expr.Name outcome) {
            return new Stmt.ExpectOutcome(span, outcome.name(), outcome.span(), block(c.block()));
        }
        expressions.problems().report(Code.Q113, expected.span(), "");
        return new Stmt.Expect(span, expected);
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
                c.label().getText(),
                expressions.span(c.label()),
                c.eventOperand().stream().map(expressions::eventOperand).toList());
    }

    private static Stmt.Lock.Op lockOp(Token op) {
        return switch (op.getType()) {
            case QuireLexer.ACQUIRE -> Stmt.Lock.Op.ACQUIRE;
            case QuireLexer.RELEASE -> Stmt.Lock.Op.RELEASE;
            case QuireLexer.DOWNGRADE -> Stmt.Lock.Op.DOWNGRADE;
            default -> Stmt.Lock.Op.ASSERT_HELD;
        };
    }

    private static Stmt.@Nullable BinaryExprOp assignOp(Token op) {
        return switch (op.getType()) {
            case QuireLexer.PLUS_ASSIGN -> Stmt.BinaryExprOp.ADD;
            case QuireLexer.MINUS_ASSIGN -> Stmt.BinaryExprOp.SUB;
            case QuireLexer.AND_ASSIGN -> Stmt.BinaryExprOp.BIT_AND;
            case QuireLexer.OR_ASSIGN -> Stmt.BinaryExprOp.BIT_OR;
            default -> null;
        };
    }
}
