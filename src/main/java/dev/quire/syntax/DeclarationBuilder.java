package dev.quire.syntax;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Builds declarations.
final class DeclarationBuilder {
    private final DocComments docs;
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;

    DeclarationBuilder(int source, Problems problems, DocComments docs) {
        this.docs = docs;
        expressions = new ExpressionBuilder(source, problems);
        statements = new StatementBuilder(expressions);
    }

    private Span span(ParserRuleContext context) {
        return expressions.span(context);
    }

    StatementBuilder statements() {
        return statements;
    }

    Decl declaration(DeclarationContext context) {
        Span span = span(context);
        String doc = docs.before(context.getStart());
        return switch (context) {
            case UseDeclarationContext c -> new Decl.Use(span, c.label().getText(), span(c.label()));
            case ConstDeclarationContext c ->
                new Decl.Const(span, doc, c.name().getText(), span(c.name()), expressions.build(c.expression()));
            case OptionDeclarationContext c ->
                new Decl.Option(
                        span,
                        doc,
                        c.name().getText(),
                        span(c.name()),
                        c.type() == null ? null : expressions.type(c.type()),
                        expressions.build(c.expression()));
            case ProfileDeclarationContext c ->
                new Decl.Profile(
                        span,
                        doc,
                        c.name(0).getText(),
                        span(c.name(0)),
                        c.base == null ? null : c.base.getText(),
                        c.RECORDED() != null,
                        c.setting().stream().map(this::setting).toList());
            case EnumDeclarationContext c ->
                new Decl.EnumDecl(span, doc, c.name().getText(), span(c.name()), cases(c.cases()));
            case FlagsDeclarationContext c ->
                new Decl.FlagsDecl(span, doc, c.name().getText(), span(c.name()), cases(c.cases()));
            case RecordDeclarationContext c ->
                new Decl.RecordDecl(
                        span,
                        doc,
                        c.label().getText(),
                        span(c.label()),
                        fields(c.fields().field()));
            case ObjectDeclarationContext c ->
                new Decl.ObjectDecl(
                        span,
                        doc,
                        c.label().getText(),
                        span(c.label()),
                        fields(c.fields().field()));
            case FunctionDeclarationContext c -> function(c.function(), doc);
            case EventDeclarationContext c ->
                new Decl.EventDecl(span, doc, c.label().getText(), span(c.label()), parameters(c.signature()));
            case CallbacksDeclarationContext c ->
                new Decl.Callbacks(
                        span,
                        doc,
                        c.name().getText(),
                        span(c.name()),
                        c.callback().stream().map(this::callback).toList());
            case SecondaryDeclarationContext c -> secondary(c, span, doc);
            case PatchDeclarationContext c ->
                new Decl.Patch(
                        span,
                        doc,
                        c.name(0).getText(),
                        span(c.name(0)),
                        c.sum.stream().map(ParserRuleContext::getText).toList(),
                        c.change().stream().map(this::change).toList());
            case ExtensionDeclarationContext c -> new Decl.Extension(span, extension(c));
            case ScenarioDeclarationContext c -> {
                ScenarioBuilder scenario = new ScenarioBuilder(statements, c.TEXT(), c.TAG(), doc);
                c.scenarioMember().forEach(scenario::add);
                yield scenario.build(span);
            }
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private Decl.Setting setting(SettingContext c) {
        return new Decl.Setting(
                span(c),
                docs.before(c.getStart()),
                c.name().getText(),
                span(c.name()),
                expressions.build(c.expression()));
    }

    private List<Decl.Case> cases(CasesContext context) {
        return context.label().stream()
                .map(c -> new Decl.Case(span(c), docs.before(c.getStart()), c.getText()))
                .toList();
    }

    private List<Decl.Field> fields(List<FieldContext> contexts) {
        return contexts.stream().map(this::field).toList();
    }

    private Decl.Field field(FieldContext c) {
        return new Decl.Field(
                span(c),
                docs.before(c.getStart()),
                storage(c.storage),
                c.fieldName().getText(),
                span(c.fieldName()),
                expressions.type(c.type()),
                c.expression() == null ? null : expressions.build(c.expression()));
    }

    private static Decl.Storage storage(@Nullable Token token) {
        if (token == null) {
            return Decl.Storage.PLAIN;
        }
        return switch (token.getType()) {
            case QuireLexer.SHARED -> Decl.Storage.SHARED;
            case QuireLexer.METRIC -> Decl.Storage.METRIC;
            case QuireLexer.GHOST -> Decl.Storage.GHOST;
            case QuireLexer.ATOMIC -> Decl.Storage.ATOMIC;
            default -> Decl.Storage.PLAIN;
        };
    }

    private List<Decl.Param> parameters(@Nullable SignatureContext context) {
        return context == null
                ? List.of()
                : context.parameter().stream()
                        .map(c ->
                                new Decl.Param(span(c), c.name().getText(), span(c.name()), expressions.type(c.type())))
                        .toList();
    }

    private @Nullable TypeRef result(@Nullable TypeContext context) {
        return context == null ? null : expressions.type(context);
    }

    private Decl.Fn function(FunctionContext context, String doc) {
        Span span = span(context);
        return switch (context) {
            case ExternFunctionContext c ->
                new Decl.Fn(
                        span,
                        doc,
                        Decl.Fn.Kind.EXTERN,
                        c.label().getText(),
                        span(c.label()),
                        parameters(c.signature()),
                        result(c.type()),
                        null);
            case PlainFunctionContext c ->
                new Decl.Fn(
                        span,
                        doc,
                        Decl.Fn.Kind.FN,
                        c.label().getText(),
                        span(c.label()),
                        parameters(c.signature()),
                        result(c.type()),
                        statements.block(c.block()));
            case InvariantFunctionContext c ->
                new Decl.Fn(
                        span,
                        doc,
                        Decl.Fn.Kind.INVARIANT,
                        c.label().getText(),
                        span(c.label()),
                        parameters(c.signature()),
                        new TypeRef.Named(span, "bool", List.of()),
                        c.block() == null ? returned(c.expression()) : statements.block(c.block()));
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private Stmt.Block returned(ExpressionContext context) {
        Expr value = expressions.build(context);
        return new Stmt.Block(value.span(), List.of(new Stmt.Return(value.span(), value)));
    }

    private Decl.Fn callback(CallbackContext c) {
        return new Decl.Fn(
                span(c),
                docs.before(c.getStart()),
                Decl.Fn.Kind.FN,
                c.label().getText(),
                span(c.label()),
                parameters(c.signature()),
                result(c.type()),
                c.block() == null ? null : statements.block(c.block()));
    }

    private Decl secondary(SecondaryDeclarationContext c, Span span, String doc) {
        List<Decl.Field> fields = new ArrayList<>();
        List<Decl.Fn> callbacks = new ArrayList<>();
        List<Decl.Fn> functions = new ArrayList<>();
        members(c.members(), fields, callbacks, functions);
        return new Decl.Secondary(
                span, doc, c.name().getText(), span(c.name()), parameters(c.signature()), fields, callbacks, functions);
    }

    private void members(
            MembersContext members, List<Decl.Field> fields, List<Decl.Fn> callbacks, List<Decl.Fn> functions) {
        for (MemberContext member : members.member()) {
            switch (member) {
                case FieldMemberContext f -> fields.add(field(f.field()));
                case CallbackMemberContext f -> callbacks.add(callback(f.callback()));
                case FunctionMemberContext f -> functions.add(function(f.function(), docs.before(f.getStart())));
                default -> throw new IllegalStateException(member.getClass().getName());
            }
        }
    }

    private Decl.Change change(ChangeContext context) {
        Span span = span(context);
        return switch (context) {
            case ReplaceChangeContext c ->
                replacement(span, c.how.getType() == QuireLexer.OVERRIDES, c.replacement(), c.getStart());
            case SetChangeContext c -> new Decl.Change.Set(span, setting(c.setting()));
            case NeedsChangeContext c ->
                new Decl.Change.Needs(span, expressions.build(c.expression()), statements.text(c.TEXT()));
            case AddChangeContext c ->
                c.declaration() instanceof ExtensionDeclarationContext x
                        ? extension(x)
                        : new Decl.Change.Add(span, declaration(c.declaration()));
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private Decl.Change.Extend extension(ExtensionDeclarationContext c) {
        List<Decl.Field> fields = new ArrayList<>();
        List<Decl.Fn> callbacks = new ArrayList<>();
        List<Decl.Fn> functions = new ArrayList<>();
        if (c.cases() != null) {
            Decl.Change.Extend.What what =
                    c.FLAGS() == null ? Decl.Change.Extend.What.ENUM : Decl.Change.Extend.What.FLAGS;
            return new Decl.Change.Extend(
                    span(c), what, c.name().getText(), span(c.name()), cases(c.cases()), fields, callbacks);
        }
        members(c.members(), fields, callbacks, functions);
        functions.forEach(f -> expressions
                .problems()
                .report(Code.Q305, f.nameSpan(), "declare it in the patch, outside the extend", "a function"));
        Decl.Change.Extend.What what = c.RECORD() != null
                ? Decl.Change.Extend.What.RECORD
                : c.OBJECT() != null ? Decl.Change.Extend.What.OBJECT : Decl.Change.Extend.What.SECONDARY;
        return new Decl.Change.Extend(
                span(c), what, c.label().getText(), span(c.label()), List.of(), fields, callbacks);
    }

    private Decl.Change replacement(Span span, boolean overrides, ReplacementContext context, Token first) {
        String doc = docs.before(first);
        return switch (context) {
            case FunctionReplacementContext c ->
                new Decl.Change.Replace(span, overrides, null, function(c.function(), doc));
            case CallbackReplacementContext c ->
                new Decl.Change.Replace(
                        span,
                        overrides,
                        c.owner.getText(),
                        new Decl.Fn(
                                span,
                                doc,
                                Decl.Fn.Kind.FN,
                                c.callbackName.getText(),
                                span(c.callbackName),
                                parameters(c.signature()),
                                result(c.type()),
                                statements.block(c.block())));
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }
}
