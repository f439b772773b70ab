package dev.quire.syntax;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/// Builds declarations.
final class DeclarationBuilder {
    private final int source;
    private final DocComments docs;
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;

    DeclarationBuilder(int source, Problems problems, DocComments docs) {
        this.source = source;
        this.docs = docs;
        expressions = new ExpressionBuilder(source, problems);
        statements = new StatementBuilder(expressions);
    }

    SourceFile file(ScenarioFileContext context) {
        return new SourceFile(
                source, context.declaration().stream().map(this::declaration).toList());
    }

    SourceFile replInput(ReplInputContext context) {
        List<Decl> found = new ArrayList<>();
        for (ParseTree child : context.children) {
            if (child instanceof DeclarationContext c) {
                found.add(declaration(c));
            } else if (child instanceof StatementContext c) {
                found.add(new Decl.Statement(span(c), statements.build(c)));
            }
        }
        return new SourceFile(source, found);
    }

    private Span span(ParserRuleContext context) {
        return expressions.span(context);
    }

    private Decl declaration(DeclarationContext context) {
        Span span = span(context);
        String doc = docs.before(context.getStart());
        return switch (context) {
            case UseDeclarationContext c -> new Decl.Use(span, c.name().getText(), span(c.name()));
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
                        c.name().getText(),
                        span(c.name()),
                        fields(c.fields().field()));
            case ObjectDeclarationContext c ->
                new Decl.ObjectDecl(
                        span,
                        doc,
                        c.name().getText(),
                        span(c.name()),
                        fields(c.fields().field()));
            case FunctionDeclarationContext c -> function(c.function(), doc);
            case EventDeclarationContext c ->
                new Decl.EventDecl(span, doc, c.name().getText(), span(c.name()), parameters(c.parameters()));
            case CallbacksDeclarationContext c ->
                new Decl.Callbacks(
                        span,
                        doc,
                        c.name().getText(),
                        span(c.name()),
                        c.callback().stream().map(this::callback).toList());
            case SecondaryDeclarationContext c -> secondary(c, span, doc);
            case PatchSumContext c ->
                new Decl.Patch(
                        span,
                        doc,
                        c.name(0).getText(),
                        span(c.name(0)),
                        c.sum.stream().map(ParserRuleContext::getText).toList(),
                        List.of());
            case PatchDeclarationContext c ->
                new Decl.Patch(
                        span,
                        doc,
                        c.name().getText(),
                        span(c.name()),
                        List.of(),
                        c.change().stream().map(this::change).toList());
            case ExtensionDeclarationContext c -> new Decl.Extension(span, extension(c.extension()));
            case ScenarioDeclarationContext c -> scenario(c, span, doc);
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
        return context.name().stream()
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
                c.name().getText(),
                span(c.name()),
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
            default -> Decl.Storage.PLAIN;
        };
    }

    private List<Decl.Param> parameters(@Nullable ParametersContext context) {
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
                        c.name().getText(),
                        span(c.name()),
                        parameters(c.parameters()),
                        result(c.type()),
                        null);
            case PlainFunctionContext c ->
                new Decl.Fn(
                        span,
                        doc,
                        Decl.Fn.Kind.FN,
                        c.name().getText(),
                        span(c.name()),
                        parameters(c.parameters()),
                        result(c.type()),
                        statements.block(c.block()));
            case InvariantFunctionContext c ->
                new Decl.Fn(
                        span,
                        doc,
                        Decl.Fn.Kind.INVARIANT,
                        c.name().getText(),
                        span(c.name()),
                        parameters(c.parameters()),
                        bool(span),
                        statements.block(c.block()));
            case InvariantExpressionContext c -> {
                Expr value = expressions.build(c.expression());
                Stmt.Block body = new Stmt.Block(value.span(), List.of(new Stmt.Return(value.span(), value)));
                yield new Decl.Fn(
                        span,
                        doc,
                        Decl.Fn.Kind.INVARIANT,
                        c.name().getText(),
                        span(c.name()),
                        parameters(c.parameters()),
                        bool(span),
                        body);
            }
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private static TypeRef bool(Span span) {
        return new TypeRef.Named(span, "bool", List.of());
    }

    private Decl.Fn callback(CallbackContext c) {
        return new Decl.Fn(
                span(c),
                docs.before(c.getStart()),
                Decl.Fn.Kind.FN,
                c.name().getText(),
                span(c.name()),
                parameters(c.parameters()),
                result(c.type()),
                c.block() == null ? null : statements.block(c.block()));
    }

    private Decl secondary(SecondaryDeclarationContext c, Span span, String doc) {
        List<Decl.Field> fields = new ArrayList<>();
        List<Decl.Fn> callbacks = new ArrayList<>();
        List<Decl.Fn> functions = new ArrayList<>();
        members(c.secondaryMember(), fields, callbacks, functions);
        return new Decl.Secondary(
                span,
                doc,
                c.name().getText(),
                span(c.name()),
                parameters(c.parameters()),
                fields,
                callbacks,
                functions);
    }

    private void members(
            List<SecondaryMemberContext> members,
            List<Decl.Field> fields,
            List<Decl.Fn> callbacks,
            List<Decl.Fn> functions) {
        for (SecondaryMemberContext member : members) {
            switch (member) {
                case SecondaryFieldContext f -> fields.add(field(f.field()));
                case SecondaryCallbackContext f -> callbacks.add(callback(f.callback()));
                case SecondaryFunctionContext f -> functions.add(function(f.function(), docs.before(f.getStart())));
                default -> throw new IllegalStateException(member.getClass().getName());
            }
        }
    }

    private Decl.Change change(ChangeContext context) {
        Span span = span(context);
        return switch (context) {
            case ReplaceFunctionContext c ->
                new Decl.Change.Replace(
                        span, c.OVERRIDES() != null, null, function(c.function(), docs.before(c.getStart())));
            case ReplaceCallbackContext c ->
                new Decl.Change.Replace(
                        span,
                        c.OVERRIDES() != null,
                        c.owner.getText(),
                        new Decl.Fn(
                                span,
                                docs.before(c.getStart()),
                                Decl.Fn.Kind.FN,
                                c.name(1).getText(),
                                span(c.name(1)),
                                parameters(c.parameters()),
                                result(c.type()),
                                statements.block(c.block())));
            case ExtendChangeContext c -> extension(c.extension());
            case SetOptionContext c -> new Decl.Change.Set(span, setting(c.setting()));
            case AddDeclarationContext c -> new Decl.Change.Add(span, declaration(c.declaration()));
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private Decl.Change.Extend extension(ExtensionContext context) {
        Span span = span(context);
        return switch (context) {
            case ExtendFlagsContext c ->
                new Decl.Change.Extend(
                        span, c.name().getText(), span(c.name()), cases(c.cases()), List.of(), List.of());
            case ExtendObjectContext c -> {
                List<Decl.Field> fields = new ArrayList<>();
                List<Decl.Fn> callbacks = new ArrayList<>();
                members(c.secondaryMember(), fields, callbacks, new ArrayList<>());
                yield new Decl.Change.Extend(span, c.name().getText(), span(c.name()), List.of(), fields, callbacks);
            }
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    private Decl scenario(ScenarioDeclarationContext c, Span span, String doc) {
        List<Decl.Kernel> kernels = new ArrayList<>();
        List<Stmt> setup = new ArrayList<>();
        List<Decl.ThreadDecl> threads = new ArrayList<>();
        List<Decl.Property> properties = new ArrayList<>();
        for (ScenarioMemberContext member : c.scenarioMember()) {
            switch (member) {
                case KernelMemberContext m ->
                    m.kernels.forEach(k -> kernels.add(new Decl.Kernel(
                            span(k),
                            k.layers.stream().map(ParserRuleContext::getText).toList())));
                case SetupMemberContext m ->
                    setup.addAll(statements.block(m.block()).statements());
                case ThreadMemberContext m ->
                    threads.add(new Decl.ThreadDecl(
                            span(m), m.name().getText(), span(m.name()), statements.block(m.block())));
                case PropertyMemberContext m ->
                    properties.add(new Decl.Property(
                            span(m),
                            Decl.Property.Kind.valueOf(m.kind.getText().toUpperCase(java.util.Locale.ROOT)),
                            expressions.build(m.expression())));
                case StatementMemberContext m -> setup.add(statements.build(m.statement()));
                default -> throw new IllegalStateException(member.getClass().getName());
            }
        }
        if (!threads.isEmpty()) {
            for (Stmt statement : List.copyOf(setup)) {
                if (statement instanceof Stmt.Expect e
                        && c.scenarioMember().stream()
                                .anyMatch(m -> m instanceof StatementMemberContext s && span(s).equals(e.span()))) {
                    setup.remove(statement);
                    properties.add(new Decl.Property(e.span(), Decl.Property.Kind.EXPECT, e.condition()));
                }
            }
        }
        String title = ExpressionBuilder.unescape(c.TEXT().getText());
        List<String> tags = c.TAG().stream().map(t -> t.getText().substring(1)).toList();
        return new Decl.Scenario(span, doc, title, tags, kernels, setup, threads, properties);
    }
}
