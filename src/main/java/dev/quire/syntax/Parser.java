package dev.quire.syntax;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/// Parses sources, piece by piece. All errors of a text are found in one pass; each is reported at the declaration or
/// statement where it stands. Memory is bounded by the text, its tree and one piece.
public final class Parser {
    private static final int MAX_MIB = 64;

    private final Source source;
    private final Problems problems;
    private final DocComments docs = new DocComments();
    private final DeclarationBuilder builder;
    private final List<Decl> found = new ArrayList<>();
    private final Pieces pieces;
    private final QuireParser parser;
    private @Nullable ScenarioBuilder scenario;
    private boolean inScenario;
    private int scenarioStart;

    private Parser(Source source, Problems problems, boolean repl) {
        this.source = source;
        this.problems = problems;
        builder = new DeclarationBuilder(source.index(), problems, docs);
        pieces = new Pieces(source, problems, docs, repl);
        parser = new QuireParser(null);
        parser.removeErrorListeners();
    }

    /// A script: declarations only.
    public static SourceFile parse(Source source, Problems problems) {
        return parse(source, problems, false);
    }

    /// A REPL input: declarations and statements. A thread or a property outside any scenario comes as a scenario of
    /// its own without a title.
    public static SourceFile parseRepl(Source source, Problems problems) {
        return parse(source, problems, true);
    }

    private static SourceFile parse(Source source, Problems problems, boolean repl) {
        if (source.text().length() > MAX_MIB << 20) {
            problems.report(Code.Q105, new Span(source.index(), 0, 0), "", source.name(), MAX_MIB);
            return new SourceFile(source.index(), List.of());
        }
        Parser parser = new Parser(source, problems, repl);
        Pieces.Piece piece = parser.pieces.next();
        while (piece != null) {
            parser.add(piece);
            piece = parser.pieces.next();
        }
        return new SourceFile(source.index(), List.copyOf(parser.found));
    }

    private void add(Pieces.Piece piece) {
        switch (piece.kind()) {
            case DECLARATION -> {
                var tree = tree(piece, QuireParser::declarationInput);
                if (tree != null) {
                    found.add(builder.declaration(tree.declaration()));
                }
            }
            case STATEMENT -> {
                var tree = tree(piece, QuireParser::statementInput);
                if (tree != null) {
                    var statement = builder.statements().build(tree.statement());
                    found.add(new Decl.Statement(statement.span(), statement));
                }
            }
            case SCENARIO_HEAD -> {
                scenarioStart = piece.start();
                inScenario = true;
                var tree = tree(piece, QuireParser::scenarioHead);
                scenario = tree == null
                        ? null
                        : new ScenarioBuilder(
                                builder.statements(), tree.TEXT(), tree.TAG(), docs.before(tree.getStart()));
            }
            case SCENARIO_MEMBER -> {
                var tree = tree(piece, QuireParser::scenarioMemberInput);
                if (tree != null && scenario != null) {
                    scenario.add(tree.scenarioMember());
                } else if (tree != null && !inScenario) {
                    ScenarioBuilder untitled = new ScenarioBuilder(builder.statements());
                    untitled.add(tree.scenarioMember());
                    found.add(untitled.build(builder.statements().span(tree.scenarioMember())));
                }
            }
            case SCENARIO_END -> {
                if (scenario != null) {
                    Span span = new Span(
                            source.index(),
                            scenarioStart,
                            Math.max(scenarioStart, piece.tokens().getFirst().getStopIndex() + 1));
                    found.add(scenario.build(span));
                }
                scenario = null;
                inScenario = false;
            }
        }
    }

    /// The tree of a piece; null when it is wrong, which is reported unless it has been. One look ahead decides
    /// everything, so the fast strategy, which gives up at the first mistake, goes first.
    private <T extends ParserRuleContext> @Nullable T tree(Pieces.Piece piece, Function<QuireParser, T> entry) {
        parser.setInputStream(new PieceStream(piece.tokens(), pieces.lexer()));
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return piece.broken() ? null : entry.apply(parser);
        } catch (ParseCancellationException refused) {
            parser.reset();
        }
        parser.setErrorHandler(new Complaints(source.index(), problems));
        complain(entry);
        return null;
    }

    /// Reads again for what it says on the way; the tree is of no use.
    private <T extends ParserRuleContext> T complain(Function<QuireParser, T> entry) {
        return entry.apply(parser);
    }
}
