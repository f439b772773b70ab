package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the `console` blocks of the documents and of `src/test/transcripts`: the lines after `$ quire …` or `$ ./quire
/// …`
/// are what the command prints (what goes to the standard error last), with `[exit N]` where its code is not 0. A line
/// `...` stands for any lines. `<<'END'` begins the standard input. `-Dquire.update=true` rewrites blocks that have no
/// `...`, and still fails.
final class TranscriptTest {
    private static final boolean UPDATE = Boolean.getBoolean("quire.update") && System.getenv("CI") == null;

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("docs", "src/test/transcripts")) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                found.filter(p -> p.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        List<Path> withBlocks = new ArrayList<>();
        for (Path page : pages) {
            if (Files.readString(page).contains("```console")) {
                withBlocks.add(page);
            }
        }
        assertFalse(withBlocks.isEmpty());
        return withBlocks.stream().map(p -> dynamicTest(p.toString(), p.toUri(), () -> page(p)));
    }

    private static void page(Path page) throws IOException {
        List<String> written = Files.readAllLines(page);
        List<String> ran = new ArrayList<>();
        int at = 0;
        while (at < written.size()) {
            String line = written.get(at++);
            ran.add(line);
            if (line.equals("```console")) {
                int end = at + written.subList(at, written.size()).indexOf("```");
                ran.addAll(block(written.subList(at, end)));
                at = end;
            }
        }
        if (!UPDATE) {
            assertEquals(String.join("\n", written), String.join("\n", ran));
        } else if (!written.equals(ran)) {
            Files.write(page, ran);
            throw new AssertionError("rewritten: " + page);
        }
    }

    /// The block as it should read now: as written where its outputs match.
    private static List<String> block(List<String> lines) throws IOException {
        List<String> ran = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++);
            ran.add(line);
            if (!line.matches("\\$ (\\./)?quire( .*)?")) {
                continue;
            }
            String command = line.substring(line.indexOf("quire") + "quire".length());
            StringBuilder input = new StringBuilder();
            int heredoc = command.indexOf(" <<'");
            if (heredoc >= 0) {
                String mark = command.substring(heredoc + 4, command.length() - 1);
                command = command.substring(0, heredoc);
                String next = lines.get(at++);
                ran.add(next);
                while (!next.equals(mark)) {
                    input.append(next).append('\n');
                    next = lines.get(at++);
                    ran.add(next);
                }
            }
            int end = at;
            while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
                end++;
            }
            List<String> expected = lines.subList(at, end);
            List<String> actual =
                    CommandRun.of(words(command), input.toString()).lines();
            ran.addAll(matches(expected, actual) ? expected : actual);
            at = end;
        }
        return ran;
    }

    /// Words, with single quotes around those that hold blanks.
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (char c : command.toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
                any = true;
            } else if (c == ' ' && !quoted) {
                if (any || !word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
                any = false;
            } else {
                word.append(c);
            }
        }
        if (any || !word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /// Whether the lines are as expected, `...` standing for any number of lines.
    private static boolean matches(List<String> expected, List<String> actual) {
        int gap = expected.indexOf("...");
        if (gap < 0) {
            return expected.equals(actual);
        }
        List<String> rest = expected.subList(gap + 1, expected.size());
        if (actual.size() < gap || !expected.subList(0, gap).equals(actual.subList(0, gap))) {
            return false;
        }
        for (int i = gap; i <= actual.size(); i++) {
            if (matches(rest, actual.subList(i, actual.size()))) {
                return true;
            }
        }
        return false;
    }
}
