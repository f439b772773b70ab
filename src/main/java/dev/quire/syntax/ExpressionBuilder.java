package dev.quire.syntax;

import dev.quire.ast.Expr;
import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Builds expressions.
final class ExpressionBuilder {
    private final int source;
    private final Problems problems;
    private final LiteralBuilder literals;
    private final TypeBuilder types;
    /// Each name once: a long script says the same few again and again.
    private final Map<String, String> names = new HashMap<>();

    ExpressionBuilder(int source, Problems problems) {
        this.source = source;
        this.problems = problems;
        literals = new LiteralBuilder(problems);
        types = new TypeBuilder(this, problems);
    }

    Span span(ParserRuleContext context) {
        Token stop = context.getStop() == null ? context.getStart() : context.getStop();
        return new Span(
                source,
                context.getStart().getStartIndex(),
                Math.max(context.getStart().getStartIndex(), stop.getStopIndex() + 1));
    }

    private String name(ParserRuleContext context) {
        return names.computeIfAbsent(context.getText(), text -> text);
    }

    Span span(Token token) {
        return new Span(source, token.getStartIndex(), token.getStopIndex() + 1);
    }

    TypeRef type(TypeContext context) {
        return types.build(context);
    }

    LiteralBuilder literals() {
        return literals;
    }

    Problems problems() {
        return problems;
    }

    Expr build(ExpressionContext context) {
        return switch (context) {
            case ConditionalContext c -> new Expr.If(span(c), build(c.condition), build(c.then), build(c.otherwise));
            case ChooseContext c ->
                new Expr.Choose(
                        span(c), c.alternatives.stream().map(this::build).toList());
            case OperationContext c -> build(c.operators());
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    Expr build(OperatorsContext context) {
        if (context.operator().isEmpty()) {
            return operand(context.operand());
        }
        Operators operators = new Operators(problems);
        operators.operand(operand(context.operand()), span(context.operand()));
        for (OperatorContext operator : context.operator()) {
            switch (operator) {
                case BinaryContext c -> {
                    switch (c.op.getType()) {
                        case QuireLexer.DOTS -> operators.range(true, span(c.op));
                        case QuireLexer.HALF_OPEN -> operators.range(false, span(c.op));
                        default -> operators.binary(binary(c.op), span(c.op));
                    }
                    operators.operand(operand(c.operand()), span(c.operand()));
                }
                case GreaterContext c -> {
                    operators.binary(
                            c.second == null ? Expr.BinaryOp.GT : Expr.BinaryOp.SHR,
                            span(c.GT(0).getSymbol()));
                    operators.operand(operand(c.operand()), span(c.operand()));
                }
                case HasContext c ->
                    operators.ending((s, left) -> new Expr.Has(s, left, name(c.label()), span(c.label())), span(c));
                case IsContext c -> operators.ending((s, left) -> new Expr.Is(s, left, inits(c.fieldInit())), span(c));
                default -> throw new IllegalStateException(operator.getClass().getName());
            }
        }
        return operators.finish();
    }

    List<Expr> arguments(@Nullable ArgumentsContext context) {
        return context == null
                ? List.of()
                : context.expression().stream().map(this::build).toList();
    }

    private List<Expr.FieldInit> inits(List<FieldInitContext> contexts) {
        return contexts.stream()
                .map(c -> new Expr.FieldInit(span(c), name(c.label()), build(c.expression())))
                .toList();
    }

    private Expr operand(OperandContext context) {
        Expr built = postfixes(primary(context.primary()), span(context.primary()), context.postfix());
        List<PrefixContext> prefixes = context.prefix();
        for (int i = prefixes.size() - 1; i >= 0; i--) {
            PrefixContext prefix = prefixes.get(i);
            boolean shared = prefix.SHARED() != null;
            if (shared && prefix.op.getType() != QuireLexer.TRYLOCK) {
                problems.report(Code.Q101, span(prefix.SHARED().getSymbol()), "", "`shared`");
            }
            Span span = new Span(
                    source, prefix.getStart().getStartIndex(), span(context).end());
            Expr operand = built;
            built = switch (prefix.op.getType()) {
                case QuireLexer.MINUS -> new Expr.Unary(span, Expr.UnaryOp.NEGATE, operand);
                case QuireLexer.NOT -> new Expr.Unary(span, Expr.UnaryOp.NOT, operand);
                case QuireLexer.TILDE -> new Expr.Unary(span, Expr.UnaryOp.COMPLEMENT, operand);
                case QuireLexer.TRY -> new Expr.Try(span, operand);
                default -> new Expr.TryLock(span, operand, shared);
            };
        }
        return built;
    }

    private Expr postfixes(Expr primary, Span from, List<PostfixContext> postfixes) {
        Expr built = primary;
        for (PostfixContext postfix : postfixes) {
            Span span = from.to(span(postfix));
            built = switch (postfix) {
                case MemberOrMethodContext c ->
                    c.LPAREN() == null
                            ? new Expr.Member(span, built, name(c.label()), span(c.label()))
                            : new Expr.MethodCall(
                                    span, built, name(c.label()), span(c.label()), arguments(c.arguments()));
                case IndexContext c -> new Expr.Index(span, built, build(c.expression()));
                default -> throw new IllegalStateException(postfix.getClass().getName());
            };
        }
        return built;
    }

    private Expr primary(PrimaryContext context) {
        Span span = span(context);
        return switch (context) {
            case IntLiteralContext c -> literals.number(c.INT(), c.UNIT(), span);
            case BoolLiteralContext c -> new Expr.BoolLit(span, c.YES() != null);
            case NoneLiteralContext c -> new Expr.NoneLit(span);
            case PermLiteralContext c -> new Expr.PermLit(span, LiteralBuilder.permission(c.getText()));
            case TextLiteralContext c -> new Expr.TextLit(span, literals.text(c.TEXT(), span));
            case ParenthesisedContext c ->
                c.UNIT() == null
                        ? build(c.expression())
                        : new Expr.WithUnit(span, build(c.expression()), LiteralBuilder.unit(c.UNIT()));
            case NewContext c ->
                new Expr.New(
                        span, name(c.type()), span(c.type()), arguments(c.arguments()), inits(c.fieldInit()), true);
            case OriginalCallContext c -> new Expr.Original(span, arguments(c.arguments()));
            case NameOrCallContext c ->
                c.LPAREN() == null
                        ? new Expr.Name(span, name(c))
                        : new Expr.Call(span, name(c.name()), span(c.name()), arguments(c.arguments()));
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    /// An operand of an event pattern: a literal or a name, without operators.
    Expr eventOperand(EventOperandContext c) {
        Token first = c.getStart();
        TerminalNode unit = c.UNIT();
        Span span = unit == null ? span(first) : span(first).to(span(unit.getSymbol()));
        Expr primary = switch (first.getType()) {
            case QuireLexer.INT -> literals.number(c.INT(), unit, span);
            case QuireLexer.YES, QuireLexer.NO -> new Expr.BoolLit(span, first.getType() == QuireLexer.YES);
            case QuireLexer.NONE -> new Expr.NoneLit(span);
            case QuireLexer.PERM -> new Expr.PermLit(span, LiteralBuilder.permission(first.getText()));
            default -> new Expr.Name(span, first.getText());
        };
        return postfixes(primary, span, c.postfix());
    }

    private static Expr.BinaryOp binary(Token op) {
        return switch (op.getType()) {
            case QuireLexer.STAR -> Expr.BinaryOp.MUL;
            case QuireLexer.SLASH -> Expr.BinaryOp.DIV;
            case QuireLexer.PERCENT -> Expr.BinaryOp.REM;
            case QuireLexer.PLUS -> Expr.BinaryOp.ADD;
            case QuireLexer.MINUS -> Expr.BinaryOp.SUB;
            case QuireLexer.SHL -> Expr.BinaryOp.SHL;
            case QuireLexer.AMP -> Expr.BinaryOp.BIT_AND;
            case QuireLexer.PIPE -> Expr.BinaryOp.BIT_OR;
            case QuireLexer.CARET -> Expr.BinaryOp.BIT_XOR;
            case QuireLexer.EQ -> Expr.BinaryOp.EQ;
            case QuireLexer.NE -> Expr.BinaryOp.NE;
            case QuireLexer.LE -> Expr.BinaryOp.LE;
            case QuireLexer.GE -> Expr.BinaryOp.GE;
            case QuireLexer.LT -> Expr.BinaryOp.LT;
            case QuireLexer.AND_AND -> Expr.BinaryOp.AND;
            case QuireLexer.OR_OR -> Expr.BinaryOp.OR;
            default -> Expr.BinaryOp.IN;
        };
    }
}
