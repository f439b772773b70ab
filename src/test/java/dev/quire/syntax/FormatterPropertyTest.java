package dev.quire.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.grammar.QuireLexer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;

/// What formatting must keep, over every script of the repository and over each with its spacing shaken up: the tree
/// (but for its places), every token and comment; and formatting twice is formatting once.
class FormatterPropertyTest {
    private static final long SEED = 20261124;

    @Test
    void everyScriptKeepsItsMeaning() throws IOException {
        for (Path path : Scripts.all(false)) {
            holds(path.toString(), Scripts.read(path));
        }
    }

    @Test
    void soItDoesWithItsSpacingShakenUp() throws IOException {
        Random random = new Random(SEED);
        for (Path path : Scripts.all(false)) {
            String text = Scripts.read(path);
            if (text.length() < 8_000) {
                holds(path + " shaken with " + SEED, shaken(text, random));
            }
        }
    }

    private static void holds(String name, String text) {
        String once = format(name, text);
        assertEquals(once, format(name, once), name);
        assertEquals(tokens(text), tokens(once), name);
        assertEquals(tree(text), tree(once), name);
    }

    private static String format(String name, String text) {
        Problems problems = new Problems();
        String laid = Formatter.format(new Source(0, name, text), problems);
        assertEquals(List.of(), problems.sorted(), name);
        return laid;
    }

    /// Tokens and comments, without line ends.
    private static String tokens(String text) {
        QuireLexer lexer = new QuireLexer(new TextStream(text, "x", 0));
        return lexer.getAllTokens().stream()
                .filter(t -> t.getType() != QuireLexer.NEWLINE)
                .map(t -> t.getText().stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String tree(String text) {
        SourceFile file = Parser.parse(new Source(0, "x", text), new Problems());
        return file.declarations().toString().replaceAll("Span\\[source=0, start=\\d+, end=\\d+]", "@");
    }

    /// More and less space between tokens, and other indents.
    private static String shaken(String text, Random random) {
        QuireLexer lexer = new QuireLexer(new TextStream(text, "x", 0));
        StringBuilder out = new StringBuilder();
        int end = 0;
        boolean comment = false;
        for (Token token : lexer.getAllTokens()) {
            if (token.getStartIndex() > end || random.nextInt(20) == 0 && token.getType() != QuireLexer.NEWLINE) {
                out.append(" ".repeat(1 + random.nextInt(3)));
            }
            out.append(token.getText());
            // An empty line after a doc comment would part it from what it documents.
            if (token.getType() == QuireLexer.NEWLINE && !comment && random.nextInt(10) == 0) {
                out.append("\n");
            }
            comment = token.getText().startsWith("///");
            end = token.getStopIndex() + 1;
        }
        return out.toString();
    }
}
