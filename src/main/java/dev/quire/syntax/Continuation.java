package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Whether a REPL input goes on in the next line.
public final class Continuation {
    private Continuation() {}

    /// An open bracket or brace, or a last line that cannot end a statement.
    public static boolean wanted(String text) {
        QuireLexer lexer = new QuireLexer(CharStreams.fromString(text));
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
        CommonToken end = new CommonToken(QuireLexer.NEWLINE);
        end.setChannel(Token.HIDDEN_CHANNEL);
        CommonToken next = new CommonToken(QuireLexer.IDENT);
        List<Token> shown = LineEnds.filter(List.of(last, end, next));
        return shown.size() == 2;
    }
}
