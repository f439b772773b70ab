package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Shows the parser the line ends that end a statement: those after a token that can end one, outside parentheses and
/// brackets, and not
/// before a token that must continue one.
final class LineEnds {
    private static final Set<Integer> NEVER_LAST = Set.of(
            QuireLexer.LBRACE,
            QuireLexer.LPAREN,
            QuireLexer.LBRACKET,
            QuireLexer.ARROW,
            QuireLexer.FAT_ARROW,
            QuireLexer.HALF_OPEN,
            QuireLexer.DOTS,
            QuireLexer.DOT,
            QuireLexer.COMMA,
            QuireLexer.COLON,
            QuireLexer.SEMICOLON,
            QuireLexer.PLUS_ASSIGN,
            QuireLexer.MINUS_ASSIGN,
            QuireLexer.AND_ASSIGN,
            QuireLexer.OR_ASSIGN,
            QuireLexer.EQ,
            QuireLexer.NE,
            QuireLexer.LE,
            QuireLexer.GE,
            QuireLexer.SHL,
            QuireLexer.LT,
            QuireLexer.ASSIGN,
            QuireLexer.AND_AND,
            QuireLexer.OR_OR,
            QuireLexer.NOT,
            QuireLexer.PLUS,
            QuireLexer.MINUS,
            QuireLexer.STAR,
            QuireLexer.SLASH,
            QuireLexer.PERCENT,
            QuireLexer.AMP,
            QuireLexer.PIPE,
            QuireLexer.CARET,
            QuireLexer.TILDE,
            QuireLexer.THEN,
            QuireLexer.ELSE,
            QuireLexer.IN,
            QuireLexer.NEWLINE);
    private static final Set<Integer> NEVER_FIRST = Set.of(
            QuireLexer.ELSE,
            QuireLexer.OR,
            QuireLexer.THEN,
            QuireLexer.DOT,
            QuireLexer.AND_AND,
            QuireLexer.OR_OR,
            QuireLexer.PLUS,
            QuireLexer.STAR,
            QuireLexer.SLASH,
            QuireLexer.EQ,
            QuireLexer.NE,
            QuireLexer.LE,
            QuireLexer.GE,
            QuireLexer.PIPE);

    private LineEnds() {}

    /// The tokens that the parser sees.
    static List<Token> filter(List<? extends Token> all) {
        List<Token> shown = new ArrayList<>(all.size());
        int depth = 0;
        CommonToken pending = null;
        int last = QuireLexer.NEWLINE;
        for (Token token : all) {
            int type = token.getType();
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                if (type == QuireLexer.NEWLINE && depth == 0 && pending == null && !NEVER_LAST.contains(last)) {
                    pending = new CommonToken(token);
                    pending.setChannel(Token.DEFAULT_CHANNEL);
                }
                continue;
            }
            if (pending != null && !NEVER_FIRST.contains(type)) {
                shown.add(pending);
            }
            pending = null;
            if (type == QuireLexer.LPAREN || type == QuireLexer.LBRACKET) {
                depth++;
            } else if (type == QuireLexer.RPAREN || type == QuireLexer.RBRACKET) {
                depth = Math.max(0, depth - 1);
            }
            shown.add(token);
            last = type;
        }
        return shown;
    }
}
