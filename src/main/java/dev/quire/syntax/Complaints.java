package dev.quire.syntax;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Turns what ANTLR cannot match into diagnostics, at most one for each line, and goes on after the statement. No token
/// is ever put in or left out.
final class Complaints extends DefaultErrorStrategy {
    private final int source;
    private final Problems problems;
    private int line;

    Complaints(int source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    @Override
    public void reportError(Parser parser, RecognitionException e) {
        if (inErrorRecoveryMode(parser)) {
            return;
        }
        beginErrorCondition(parser);
        complain(parser, e.getOffendingToken());
    }

    @Override
    protected void reportUnwantedToken(Parser parser) {
        if (!inErrorRecoveryMode(parser)) {
            beginErrorCondition(parser);
            complain(parser, parser.getCurrentToken());
        }
    }

    private void complain(Parser parser, Token token) {
        if (token.getLine() == line) {
            return;
        }
        line = token.getLine();
        boolean nothing = token.getType() == Token.EOF || token.getType() == QuireLexer.END;
        Span span = new Span(
                source,
                token.getStartIndex(),
                nothing ? token.getStartIndex() : Math.max(token.getStartIndex(), token.getStopIndex() + 1));
        problems.report(Code.Q101, span, Expected.describe(parser, token), Expected.name(token));
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    @Override
    protected boolean singleTokenInsertion(Parser parser) {
        return false;
    }

    @Override
    protected @Nullable Token singleTokenDeletion(Parser parser) {
        return null;
    }
}
