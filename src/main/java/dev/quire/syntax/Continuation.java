package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import java.util.List;
import org.antlr.v4.runtime.Token;

/// Whether a REPL input goes on in the next line.
public final class Continuation {
    private Continuation() {}

    /// An open bracket or brace, or a last line that cannot end a statement.
    public static boolean wanted(String text) {
        QuireLexer lexer = new QuireLexer(new TextStream(text, "input", 0));
        lexer.removeErrorListeners();
        List<? extends Token> tokens = lexer.getAllTokens();
        int depth = 0;
        Token last = null;
        for (Token token : tokens) {
            switch (token.getType()) {
                case QuireLexer.LPAREN, QuireLexer.LBRACKET, QuireLexer.LBRACE -> depth++;
                case QuireLexer.RPAREN, QuireLexer.RBRACKET, QuireLexer.RBRACE -> depth--;
                default -> {}
            }
            last = token.getChannel() == Token.DEFAULT_CHANNEL ? token : last;
        }
        if (depth > 0) {
            return true;
        }
        if (last == null || depth < 0 || last.getType() == QuireLexer.SEMICOLON) {
            return false;
        }
        return LineEnds.goesOnAfter(last.getType());
    }
}
