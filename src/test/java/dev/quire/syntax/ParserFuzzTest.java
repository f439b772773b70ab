package dev.quire.syntax;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.diagnostic.Label;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.grammar.QuireLexer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;

/// Scripts of the repository with tokens deleted, doubled, swapped and put in: always read to the end, never an
/// exception, every place within the text.
class ParserFuzzTest {
    private static final long SEED = Long.getLong("quire.fuzz.seed", 4711);
    private static final int ROUNDS = Integer.getInteger("quire.fuzz.rounds", 5);
    private static final int LARGEST = 12_000;

    @Test
    void mutatedScriptsEndInDiagnostics() throws IOException {
        Random random = new Random(SEED);
        List<String> words = new ArrayList<>();
        for (Path path : Scripts.all(true)) {
            String text = Scripts.read(path);
            if (text.length() > LARGEST) {
                continue;
            }
            List<String> tokens = tokens(text);
            words.addAll(tokens.subList(0, Math.min(tokens.size(), 200)));
            for (int round = 0; round < ROUNDS; round++) {
                check(path + ", seed " + SEED + ", round " + round, mutated(tokens, words, random));
            }
        }
    }

    private static void check(String name, String text) {
        Source source = new Source(0, name, text);
        Problems problems = new Problems();
        try {
            Parser.parse(source, problems);
            Parser.parseRepl(source, new Problems());
            Formatter.format(source, new Problems());
        } catch (RuntimeException | StackOverflowError broken) {
            throw new AssertionError(name + "\n" + text, broken);
        }
        DiagnosticRenderer renderer = new DiagnosticRenderer(List.of(source));
        for (Diagnostic d : problems.sorted()) {
            assertTrue(inside(d.primary(), text), () -> name + ": " + d);
            assertTrue(d.secondary().stream().allMatch(l -> inside(l, text)), () -> name + ": " + d);
            assertTrue(renderer.render(d).contains("["), name);
        }
    }

    private static boolean inside(Label label, String text) {
        return label.span().start() >= 0
                && label.span().start() <= label.span().end()
                && label.span().end() <= text.length();
    }

    private static String mutated(List<String> tokens, List<String> words, Random random) {
        List<String> now = new ArrayList<>(tokens);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && now.size() > 2; i++) {
            int at = random.nextInt(now.size() - 1);
            switch (random.nextInt(5)) {
                case 0 -> now.remove(at);
                case 1 -> now.add(at, now.get(at));
                case 2 -> now.set(at, now.set(at + 1, now.get(at)));
                case 3 -> now.add(at, words.get(random.nextInt(words.size())));
                default -> now = new ArrayList<>(now.subList(0, at + 1));
            }
        }
        return String.join(" ", now);
    }

    private static List<String> tokens(String text) {
        QuireLexer lexer = new QuireLexer(new TextStream(text, "x", 0));
        lexer.removeErrorListeners();
        return new ArrayList<>(lexer.getAllTokens().stream().map(Token::getText).toList());
    }
}
