package dev.quire.syntax;

import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireParser.*;

/// Builds types.
final class TypeBuilder {
    private final ExpressionBuilder expressions;
    private final Problems problems;

    TypeBuilder(ExpressionBuilder expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    TypeRef build(TypeContext context) {
        return switch (context) {
            case ArrayTypeContext c ->
                new TypeRef.Array(expressions.span(c), expressions.build(c.expression()), plain(c.plainType()));
            case OtherTypeContext c -> plain(c.plainType());
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private TypeRef plain(PlainTypeContext c) {
        Span from = expressions.span(c.label());
        TypeRef built = new TypeRef.Named(
                c.GT() == null ? from : from.to(expressions.span(c.GT().getSymbol())),
                c.label().getText(),
                c.type().stream().map(this::build).toList());
        for (TypeSuffixContext suffix : c.typeSuffix()) {
            Span span = from.to(expressions.span(suffix));
            if (suffix.QUESTION() != null) {
                built = new TypeRef.Nullable(span, built);
            } else {
                if (!suffix.label().getText().equals("errno")) {
                    problems.report(
                            Code.Q101,
                            expressions.span(suffix.label()),
                            "only `or errno` may follow a type",
                            "`" + suffix.label().getText() + "`");
                }
                built = new TypeRef.OrErrno(span, built);
            }
        }
        return built;
    }
}
