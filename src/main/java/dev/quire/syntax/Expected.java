package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// What could stand at the place of a syntax error, in words.
final class Expected {
    private static final int MOST = 6;
    private static final int LONGEST = 40;

    /// Words of other languages, and what to write in Quire.
    private static final Map<String, String> FOREIGN = Map.of(
            "and", "write && for and",
            "or", "write || for or; `or` joins alternatives of `choose`",
            "not", "write ! for not",
            "elif", "write else if",
            "int", "declare with `let name = value` or `var name: type = value`",
            "struct", "write object or record",
            "def", "write fn",
            "func", "write fn",
            "function", "write fn");

    private Expected() {}

    static String describe(Parser parser, Token found) {
        String mistake = mistake(parser, found);
        if (mistake != null) {
            return mistake;
        }
        IntervalSet set;
        try {
            set = parser.getExpectedTokens();
        } catch (IllegalArgumentException unknownState) {
            return "";
        }
        List<String> names = new ArrayList<>();
        boolean name = set.contains(QuireLexer.IDENT);
        boolean value = set.contains(QuireLexer.PERM) && set.contains(QuireLexer.INT);
        for (int type : set.toList()) {
            if (type == QuireLexer.IDENT || !(name && softly(type)) && !(value && begins(type))) {
                String word = value && type == QuireLexer.IDENT ? "a value" : word(type);
                if (!names.contains(word)) {
                    names.add(word);
                }
            }
        }
        if (names.isEmpty() || names.size() > MOST) {
            return names.isEmpty() ? "" : "is a bracket, a brace, an operator or an operand missing before it?";
        }
        return "expected " + String.join(" or ", names);
    }

    /// Explains mistakes that are often made.
    private static @Nullable String mistake(Parser parser, Token found) {
        Token before =
                parser.getInputStream().index() > 0 ? parser.getTokenStream().LT(-1) : found;
        boolean name = found.getType() == QuireLexer.IDENT;
        String word = name ? FOREIGN.getOrDefault(found.getText(), FOREIGN.get(before.getText())) : null;
        if (word != null) {
            return word;
        }
        return switch (found.getType()) {
            case QuireLexer.ASSIGN -> "to compare, write ==";
            case QuireLexer.UNIT ->
                "a unit follows a number or a closing parenthesis: write (" + before.getText() + ") " + found.getText();
            case QuireLexer.COMMA -> "is a parenthesis missing? The alternatives of `choose` are joined by `or`";
            default -> null;
        };
    }

    /// What can follow a value that a name stands behind, such as `int x`.
    static String afterValue(String value) {
        return FOREIGN.getOrDefault(value, "is an operator or a line end missing before it?");
    }

    /// Words that may be names.
    private static boolean softly(int type) {
        return switch (type) {
            case QuireLexer.UNIT,
                    QuireLexer.SET,
                    QuireLexer.NEEDS,
                    QuireLexer.ON,
                    QuireLexer.EVENT,
                    QuireLexer.EVENTS,
                    QuireLexer.EXTEND,
                    QuireLexer.RECORDED,
                    QuireLexer.FLAGS,
                    QuireLexer.OBJECT,
                    QuireLexer.RECORD,
                    QuireLexer.OPTION,
                    QuireLexer.PATCH,
                    QuireLexer.KERNEL,
                    QuireLexer.SETUP,
                    QuireLexer.THREAD,
                    QuireLexer.PROCESS,
                    QuireLexer.GUEST,
                    QuireLexer.LOCK,
                    QuireLexer.RELEASE,
                    QuireLexer.METRIC -> true;
            default -> false;
        };
    }

    /// Tokens that begin a value.
    private static boolean begins(int type) {
        return switch (type) {
            case QuireLexer.INT,
                    QuireLexer.YES,
                    QuireLexer.NO,
                    QuireLexer.NONE,
                    QuireLexer.PERM,
                    QuireLexer.TEXT,
                    QuireLexer.LPAREN,
                    QuireLexer.NEW,
                    QuireLexer.ORIGINAL,
                    QuireLexer.MINUS,
                    QuireLexer.NOT,
                    QuireLexer.TILDE,
                    QuireLexer.TRY,
                    QuireLexer.TRYLOCK,
                    QuireLexer.IF,
                    QuireLexer.CHOOSE -> true;
            default -> false;
        };
    }

    static String name(Token token) {
        boolean nothing = token.getType() == Token.EOF || token.getType() == QuireLexer.END;
        String text = token.getText();
        if (!nothing || text.equals(";")) {
            return "`" + printable(text) + "`";
        }
        return "the end of the " + (text.equals("}") ? "block" : text.isBlank() ? "line" : "file");
    }

    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
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
            case Token.EOF, QuireLexer.END -> "the end of the line";
            case QuireLexer.IDENT -> "a name";
            case QuireLexer.ELSE_ARROW -> "`else =>`";
            case QuireLexer.INT -> "a number";
            case QuireLexer.TEXT -> "a text";
            case QuireLexer.UNIT -> "a unit";
            case QuireLexer.TAG -> "a #tag";
            default -> QuireLexer.VOCABULARY.getSymbolicName(type);
        };
    }
}
