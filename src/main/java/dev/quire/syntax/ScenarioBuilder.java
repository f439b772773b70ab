package dev.quire.syntax;

import dev.quire.ast.Decl;
import dev.quire.ast.Stmt;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireParser.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds a scenario member by member, so that a long one is never in memory as a parse tree.
final class ScenarioBuilder {
    private final StatementBuilder statements;
    private final String title;
    private final List<String> tags;
    private final String doc;
    private final List<Decl.Kernel> kernels = new ArrayList<>();
    private final List<Stmt> steps = new ArrayList<>();
    private final List<Stmt.Expect> checks = new ArrayList<>();
    private final List<Decl.ThreadDecl> threads = new ArrayList<>();
    private final List<Decl.Property> properties = new ArrayList<>();

    ScenarioBuilder(StatementBuilder statements, TerminalNode title, List<TerminalNode> tags, String doc) {
        this.statements = statements;
        this.title = statements.text(title);
        this.tags = tags.stream().map(t -> t.getText().substring(1)).toList();
        this.doc = doc;
    }

    /// What a session is told outside any scenario.
    ScenarioBuilder(StatementBuilder statements) {
        this.statements = statements;
        title = "";
        tags = List.of();
        doc = "";
    }

    void add(ScenarioMemberContext member) {
        switch (member) {
            case KernelMemberContext m ->
                m.kernelExpression()
                        .forEach(k -> kernels.add(new Decl.Kernel(
                                statements.span(k),
                                k.layers.stream()
                                        .map(ParserRuleContext::getText)
                                        .toList())));
            case SetupMemberContext m ->
                steps.addAll(statements.block(m.block()).statements());
            case ThreadMemberContext m ->
                threads.add(new Decl.ThreadDecl(
                        statements.span(m),
                        m.name().getText(),
                        statements.span(m.name()),
                        statements.block(m.block())));
            case PropertyMemberContext m ->
                properties.add(new Decl.Property(
                        statements.span(m),
                        Decl.Property.Kind.valueOf(m.kind.getText().toUpperCase(Locale.ROOT)),
                        statements.expression(m.expression())));
            case StatementMemberContext m -> {
                Stmt statement = statements.build(m.statement());
                steps.add(statement);
                if (statement instanceof Stmt.Expect e) {
                    checks.add(e);
                }
            }
            default -> throw new IllegalStateException(member.getClass().getName());
        }
    }

    /// In a scenario with threads an `expect` outside the setup speaks of the end of every interleaving.
    Decl.Scenario build(Span span) {
        if (threads.isEmpty()) {
            return new Decl.Scenario(span, doc, title, tags, kernels, steps, threads, properties);
        }
        List<Stmt> setup = new ArrayList<>();
        int next = 0;
        for (Stmt step : steps) {
            if (next < checks.size() && step == checks.get(next)) {
                next++;
            } else {
                setup.add(step);
            }
        }
        checks.forEach(e -> properties.add(new Decl.Property(e.span(), Decl.Property.Kind.EXPECT, e.condition())));
        return new Decl.Scenario(span, doc, title, tags, kernels, setup, threads, properties);
    }
}
