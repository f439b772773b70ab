package dev.quire.syntax;

import dev.quire.ast.Expr;
import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser.*;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Builds expressions and types.
final class ExpressionBuilder {
    private final int source;
    private final Problems problems;

    ExpressionBuilder(int source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    Span span(ParserRuleContext context) {
        Token stop = context.getStop() == null ? context.getStart() : context.getStop();
        return new Span(
                source,
                context.getStart().getStartIndex(),
                Math.max(context.getStart().getStartIndex(), stop.getStopIndex() + 1));
    }

    Expr build(ExpressionContext context) {
        Span span = span(context);
        return switch (context) {
            case PrimaryExpressionContext c -> primary(c.primary());
            case MethodCallContext c ->
                new Expr.MethodCall(
                        span, build(c.target), c.name().getText(), span(c.name()), arguments(c.arguments()));
            case MemberContext c ->
                new Expr.Member(span, build(c.target), c.name().getText(), span(c.name()));
            case IndexContext c -> new Expr.Index(span, build(c.target), build(c.index));
            case UnaryContext c -> new Expr.Unary(span, unary(c.op), build(c.operand));
            case MultiplicativeContext c -> new Expr.Binary(span, binary(c.op), build(c.left), build(c.right));
            case AdditiveContext c -> new Expr.Binary(span, binary(c.op), build(c.left), build(c.right));
            case ShiftContext c ->
                new Expr.Binary(
                        span, c.SHL() != null ? Expr.BinaryOp.SHL : Expr.BinaryOp.SHR, build(c.left), build(c.right));
            case BitAndContext c -> new Expr.Binary(span, binary(c.op), build(c.left), build(c.right));
            case BitOrContext c -> new Expr.Binary(span, binary(c.op), build(c.left), build(c.right));
            case RangeContext c -> new Expr.Range(span, build(c.low), build(c.high), c.op.getType() == QuireLexer.DOTS);
            case HasContext c -> new Expr.Has(span, build(c.target), c.name().getText(), span(c.name()));
            case IsContext c -> new Expr.Is(span, build(c.target), inits(c.fieldInit()));
            case ComparisonContext c -> new Expr.Binary(span, binary(c.op), build(c.left), build(c.right));
            case AndContext c -> new Expr.Binary(span, Expr.BinaryOp.AND, build(c.left), build(c.right));
            case OrContext c -> new Expr.Binary(span, Expr.BinaryOp.OR, build(c.left), build(c.right));
            case ConditionalContext c -> new Expr.If(span, build(c.condition), build(c.then), build(c.otherwise));
            case TryContext c -> new Expr.Try(span, build(c.operand));
            case ChooseContext c ->
                new Expr.Choose(span, c.alternatives.stream().map(this::build).toList());
            case TrylockContext c -> new Expr.TryLock(span, build(c.operand), c.SHARED() != null);
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    List<Expr> arguments(@Nullable ArgumentsContext context) {
        return context == null
                ? List.of()
                : context.expression().stream().map(this::build).toList();
    }

    private List<Expr.FieldInit> inits(List<FieldInitContext> contexts) {
        return contexts.stream()
                .map(c -> new Expr.FieldInit(span(c), c.name().getText(), build(c.expression())))
                .toList();
    }

    private Expr primary(PrimaryContext context) {
        Span span = span(context);
        return switch (context) {
            case IntLiteralContext c ->
                new Expr.IntLit(
                        span,
                        number(c.INT().getText(), span),
                        c.UNIT() == null ? null : unit(c.UNIT().getText()));
            case BoolLiteralContext c -> new Expr.BoolLit(span, c.YES() != null);
            case NoneLiteralContext c -> new Expr.NoneLit(span);
            case PermLiteralContext c -> new Expr.PermLit(span, permission(c.getText()));
            case TextLiteralContext c -> new Expr.TextLit(span, unescape(c.getText()));
            case ParenthesisedContext c ->
                c.UNIT() == null
                        ? build(c.expression())
                        : new Expr.WithUnit(
                                span, build(c.expression()), unit(c.UNIT().getText()));
            case NewSecondaryContext c -> newCollectionOrSecondary(span, c);
            case NewObjectContext c ->
                new Expr.New(span, c.name().getText(), span(c.name()), List.of(), inits(c.fieldInit()), true);
            case OriginalCallContext c -> new Expr.Original(span, arguments(c.arguments()));
            case CallContext c -> new Expr.Call(span, c.name().getText(), span(c.name()), arguments(c.arguments()));
            case NameExpressionContext c -> new Expr.Name(span, c.getText());
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private Expr newCollectionOrSecondary(Span span, NewSecondaryContext c) {
        return new Expr.New(span, c.type().getText(), span(c.type()), arguments(c.arguments()), List.of(), true);
    }

    private long number(String text, Span span) {
        String digits = text.replace("_", "");
        try {
            return digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            problems.report(Code.Q104, span, "");
            return 0;
        }
    }

    private static Expr.Unit unit(String text) {
        return switch (text) {
            case "page", "pages" -> Expr.Unit.PAGES;
            case "KiB" -> Expr.Unit.KIB;
            case "MiB" -> Expr.Unit.MIB;
            case "GiB" -> Expr.Unit.GIB;
            default -> Expr.Unit.BYTES;
        };
    }

    private static int permission(String text) {
        return (text.charAt(0) == 'r' ? 4 : 0) | (text.charAt(1) == 'w' ? 2 : 0) | (text.charAt(2) == 'x' ? 1 : 0);
    }

    static String unescape(String quoted) {
        return quoted.substring(1, quoted.length() - 1)
                .replace("\\\"", "\"")
                .replace("\\n", "\n")
                .replace("\\\\", "\\");
    }

    private static Expr.UnaryOp unary(Token op) {
        return switch (op.getType()) {
            case QuireLexer.MINUS -> Expr.UnaryOp.NEGATE;
            case QuireLexer.NOT -> Expr.UnaryOp.NOT;
            default -> Expr.UnaryOp.COMPLEMENT;
        };
    }

    private static Expr.BinaryOp binary(Token op) {
        return switch (op.getText()) {
            case "*" -> Expr.BinaryOp.MUL;
            case "/" -> Expr.BinaryOp.DIV;
            case "%" -> Expr.BinaryOp.REM;
            case "+" -> Expr.BinaryOp.ADD;
            case "-" -> Expr.BinaryOp.SUB;
            case "&" -> Expr.BinaryOp.BIT_AND;
            case "|" -> Expr.BinaryOp.BIT_OR;
            case "^" -> Expr.BinaryOp.BIT_XOR;
            case "==" -> Expr.BinaryOp.EQ;
            case "!=" -> Expr.BinaryOp.NE;
            case "<=" -> Expr.BinaryOp.LE;
            case ">=" -> Expr.BinaryOp.GE;
            case "<" -> Expr.BinaryOp.LT;
            case ">" -> Expr.BinaryOp.GT;
            default -> Expr.BinaryOp.IN;
        };
    }

    TypeRef type(TypeContext context) {
        Span span = span(context);
        return switch (context) {
            case ArrayTypeContext c -> new TypeRef.Array(span, build(c.expression()), type(c.type()));
            case NamedTypeContext c ->
                new TypeRef.Named(
                        span,
                        c.name().getText(),
                        c.type().stream().map(this::type).toList());
            case NullableTypeContext c -> new TypeRef.Nullable(span, type(c.type()));
            case ErrnoTypeContext c -> {
                if (!c.name().getText().equals("errno")) {
                    problems.report(
                            Code.Q101,
                            span(c.name()),
                            "only `or errno` may follow a type",
                            "`" + c.name().getText() + "`");
                }
                yield new TypeRef.OrErrno(span, type(c.type()));
            }
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }
}
