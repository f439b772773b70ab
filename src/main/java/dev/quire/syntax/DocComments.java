package dev.quire.syntax;

import dev.quire.syntax.grammar.QuireLexer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/// The `///` lines directly above each token that begins a line.
final class DocComments {
    private final Map<Integer, String> byStart = new HashMap<>();

    DocComments(List<? extends Token> tokens) {
        StringBuilder doc = new StringBuilder();
        for (Token token : tokens) {
            switch (token.getType()) {
                case QuireLexer.DOC ->
                    doc.append(token.getText().substring(3).strip()).append('\n');
                case QuireLexer.NEWLINE, QuireLexer.SPACE -> {}
                default -> {
                    if (!doc.isEmpty()) {
                        byStart.put(token.getStartIndex(), doc.toString().strip());
                        doc.setLength(0);
                    }
                }
            }
        }
    }

    String before(Token token) {
        return byStart.getOrDefault(token.getStartIndex(), "");
    }
}
