package dev.quire.syntax;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.misc.Interval;

/// The tokens of one piece as the parser reads them; the last is the end of the input.
final class PieceStream implements TokenStream {
    private final List<Token> tokens;
    private final TokenSource lexer;
    private int at;

    PieceStream(List<Token> tokens, TokenSource lexer) {
        this.tokens = tokens;
        this.lexer = lexer;
        for (int i = 0; i < tokens.size(); i++) {
            ((WritableToken) tokens.get(i)).setTokenIndex(i);
        }
    }

    @Override
    public Token LT(int k) {
        int index = k > 0 ? at + k - 1 : at + k;
        return tokens.get(Math.clamp(index, 0, tokens.size() - 1));
    }

    @Override
    public int LA(int i) {
        return LT(i).getType();
    }

    @Override
    public void consume() {
        if (at < tokens.size() - 1) {
            at++;
        }
    }

    @Override
    public Token get(int index) {
        return tokens.get(index);
    }

    @Override
    public TokenSource getTokenSource() {
        return lexer;
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public String getSourceName() {
        return lexer.getSourceName();
    }

    @Override
    public String getText(Interval interval) {
        StringBuilder text = new StringBuilder();
        for (int i = interval.a; i <= Math.min(interval.b, tokens.size() - 1); i++) {
            text.append(tokens.get(i).getText());
        }
        return text.toString();
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, tokens.size() - 1));
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }
}
