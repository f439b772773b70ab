package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/// What could stand at the place of a syntax error, in words.
final class Expected {
    private static final int MOST = 6;

    private Expected() {}

    static String describe(QuireParser parser) {
        IntervalSet set;
        try {
            set = parser.getExpectedTokens();
        } catch (IllegalArgumentException unknownState) {
            return "";
        }
        List<String> names = new ArrayList<>();
        for (int type : set.toList()) {
            names.add(type == Token.EOF ? "the end of the file" : word(type));
        }
        if (names.isEmpty() || names.size() > MOST) {
            return names.isEmpty() ? "" : "check the line before: is a bracket, a brace or an operand missing?";
        }
        return "expected " + String.join(" or ", names);
    }

    static String name(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the file";
        }
        return token.getType() == QuireLexer.NEWLINE ? "the end of the line" : "`" + printable(token.getText()) + "`";
    }

    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(40).forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static String word(int type) {
        String literal = QuireLexer.VOCABULARY.getLiteralName(type);
        if (literal != null) {
            return literal.replace('\'', '`');
        }
        return switch (type) {
            case QuireLexer.IDENT -> "a name";
            case QuireLexer.INT -> "a number";
            case QuireLexer.TEXT -> "a text";
            case QuireLexer.NEWLINE -> "the end of the line";
            default -> QuireLexer.VOCABULARY.getSymbolicName(type);
        };
    }
}
