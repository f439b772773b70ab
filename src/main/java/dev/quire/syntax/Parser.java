package dev.quire.syntax;

import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/// Parses sources. All errors of a text are found in one pass; each is reported at the declaration or statement where
/// it stands.
public final class Parser {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_MIB = 64;
    private static final int MAX_OPERATORS = 1000;

    private Parser() {}

    /// A script: declarations only.
    public static SourceFile parse(Source source, Problems problems) {
        return parse(source, problems, false);
    }

    /// A REPL input: declarations and statements.
    public static SourceFile parseRepl(Source source, Problems problems) {
        return parse(source, problems, true);
    }

    private static SourceFile parse(Source source, Problems problems, boolean repl) {
        if (source.text().length() > MAX_MIB << 20) {
            problems.report(Code.Q105, new Span(source.index(), 0, 0), "", MAX_MIB);
            return new SourceFile(source.index(), List.of());
        }
        QuireLexer lexer = new QuireLexer(CharStreams.fromString(source.text()));
        lexer.removeErrorListeners();
        List<? extends Token> all = lexer.getAllTokens();
        if (!sane(source, all, problems)) {
            return new SourceFile(source.index(), List.of());
        }
        List<Token> shown = LineEnds.filter(all);
        if (!shallow(source, shown, problems)) {
            return new SourceFile(source.index(), List.of());
        }
        DeclarationBuilder builder = new DeclarationBuilder(source.index(), problems, new DocComments(all));
        ParserRuleContext tree = tree(source, shown, problems, repl);
        if (tree instanceof QuireParser.ReplInputContext input) {
            return builder.replInput(input);
        }
        return tree instanceof QuireParser.ScenarioFileContext file
                ? builder.file(file)
                : new SourceFile(source.index(), List.of());
    }

    /// The fast prediction decides nearly every text; only one that it refuses is read again, with the full one and
    /// with words.
    private static @Nullable ParserRuleContext tree(Source source, List<Token> shown, Problems problems, boolean repl) {
        QuireParser parser = new QuireParser(new CommonTokenStream(new ListTokenSource(shown)));
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return repl ? parser.replInput() : parser.scenarioFile();
        } catch (ParseCancellationException refused) {
            parser.reset();
        }
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        parser.setErrorHandler(new DefaultErrorStrategy());
        boolean[] failed = new boolean[1];
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    @Nullable Object offending,
                    int line,
                    int column,
                    String message,
                    @Nullable RecognitionException e) {
                failed[0] = true;
                Token token = offending instanceof Token t ? t : parser.getCurrentToken();
                int start = token.getType() == Token.EOF ? source.text().length() : token.getStartIndex();
                int end = token.getType() == Token.EOF ? start : token.getStopIndex() + 1;
                problems.report(
                        Code.Q101,
                        new Span(source.index(), start, end),
                        Expected.describe(parser),
                        Expected.name(token));
            }
        });
        ParserRuleContext tree = repl ? parser.replInput() : parser.scenarioFile();
        return failed[0] ? null : tree;
    }

    private static boolean sane(Source source, List<? extends Token> tokens, Problems problems) {
        int depth = 0;
        boolean sane = true;
        for (Token token : tokens) {
            int type = token.getType();
            Span span = new Span(source.index(), token.getStartIndex(), token.getStopIndex() + 1);
            if (type == QuireLexer.UNKNOWN) {
                if (token.getText().equals("\"")) {
                    problems.report(Code.Q106, span, "");
                } else {
                    problems.report(Code.Q102, span, "", Expected.printable(token.getText()));
                }
                sane = false;
            } else if (type == QuireLexer.LPAREN || type == QuireLexer.LBRACKET || type == QuireLexer.LBRACE) {
                depth++;
                if (depth > MAX_DEPTH) {
                    problems.report(Code.Q103, span, "", MAX_DEPTH);
                    return false;
                }
            } else if (type == QuireLexer.RPAREN || type == QuireLexer.RBRACKET || type == QuireLexer.RBRACE) {
                depth--;
            }
        }
        return sane;
    }

    /// Operators, types and `else if` nest without brackets; a run of them in one statement is bounded too.
    private static boolean shallow(Source source, List<Token> tokens, Problems problems) {
        int run = 0;
        int depth = 0;
        int[] elses = new int[MAX_DEPTH + 2];
        for (Token token : tokens) {
            switch (token.getType()) {
                case QuireLexer.NEWLINE, QuireLexer.SEMICOLON -> {
                    run = 0;
                    elses[depth] = 0;
                }
                case QuireLexer.COMMA -> run = 0;
                case QuireLexer.LBRACE -> {
                    run = 0;
                    depth = Math.min(depth + 1, MAX_DEPTH + 1);
                }
                case QuireLexer.RBRACE -> {
                    run = 0;
                    elses[depth] = 0;
                    depth = Math.max(depth - 1, 0);
                }
                case QuireLexer.ELSE -> elses[depth]++;
                case QuireLexer.IDENT, QuireLexer.INT, QuireLexer.TEXT, QuireLexer.TAG -> {}
                default -> run++;
            }
            if (run > MAX_OPERATORS || elses[depth] > MAX_DEPTH) {
                problems.report(
                        Code.Q103,
                        new Span(source.index(), token.getStartIndex(), token.getStopIndex() + 1),
                        "",
                        MAX_DEPTH);
                return false;
            }
        }
        return true;
    }
}
