package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/// The tokens of a text by what they are, for colours, and the words of the language.
public final class Highlights {
    /// What a piece of text is.
    public enum Kind {
        KEYWORD,
        LITERAL,
        COMMENT,
        WRONG
    }

    /// A half-open run of code units.
    public record Piece(int start, int end, Kind kind) {}

    private static final String WORD = "'[a-z_]+'";

    private Highlights() {}

    /// The pieces that are not plain, in their order.
    public static List<Piece> of(String text) {
        QuireLexer lexer = new QuireLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Piece> pieces = new ArrayList<>();
        // The lexer counts code points.
        int point = 0;
        int unit = 0;
        for (Token token : lexer.getAllTokens()) {
            unit = text.offsetByCodePoints(unit, token.getStartIndex() - point);
            int length = text.offsetByCodePoints(unit, token.getStopIndex() + 1 - token.getStartIndex()) - unit;
            point = token.getStartIndex();
            Kind kind = kind(token);
            if (kind != null) {
                pieces.add(new Piece(unit, unit + length, kind));
            }
        }
        return pieces;
    }

    private static @org.jspecify.annotations.Nullable Kind kind(Token token) {
        String literal = QuireLexer.VOCABULARY.getLiteralName(token.getType());
        if (literal != null && literal.matches(WORD)) {
            return Kind.KEYWORD;
        }
        return switch (token.getType()) {
            case QuireLexer.INT, QuireLexer.TEXT, QuireLexer.PERM, QuireLexer.TAG -> Kind.LITERAL;
            case QuireLexer.UNKNOWN -> Kind.WRONG;
            default ->
                token.getChannel() != Token.DEFAULT_CHANNEL && token.getText().startsWith("/") ? Kind.COMMENT : null;
        };
    }

    /// The words that the language keeps for itself.
    public static List<String> keywords() {
        List<String> words = new ArrayList<>();
        for (int type = 1; type <= QuireLexer.VOCABULARY.getMaxTokenType(); type++) {
            String literal = QuireLexer.VOCABULARY.getLiteralName(type);
            if (literal != null && literal.matches(WORD)) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return words;
    }
}
