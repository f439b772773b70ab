package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;

/// The `///` lines directly above a token: a blank line parts a heading from the first declaration.
final class DocComments {
    private static final int MARK = "///".length();

    private final TreeMap<Integer, String> byStart = new TreeMap<>();
    private final StringBuilder waiting = new StringBuilder();
    private int lastLine;

    /// Takes in a line of a comment.
    void line(Token token) {
        if (token.getLine() > lastLine + 1) {
            waiting.setLength(0);
        }
        lastLine = token.getLine();
        waiting.append(token.getText().substring(MARK).strip()).append('\n');
    }

    /// What waits stands above this token.
    void above(Token token) {
        if (!waiting.isEmpty() && token.getType() != QuireLexer.SEMICOLON) {
            if (token.getLine() <= lastLine + 1) {
                byStart.put(token.getStartIndex(), waiting.toString().strip());
            }
            waiting.setLength(0);
        }
    }

    String before(Token token) {
        return byStart.getOrDefault(token.getStartIndex(), "");
    }

    /// Drops what stands above tokens before `offset`.
    void forgetBefore(int offset) {
        byStart.headMap(offset).clear();
    }
}
