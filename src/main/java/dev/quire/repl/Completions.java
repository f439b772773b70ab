package dev.quire.repl;

import dev.quire.analysis.Incremental;
import dev.quire.report.TraceLevel;
import dev.quire.session.Interactive;
import dev.quire.syntax.Highlights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What can stand at the end of an input: commands and their arguments, members of what stands before a dot, names of
/// the
/// session and its library, words of the language.
final class Completions {
    private final Interactive session;

    Completions(Interactive session) {
        this.session = session;
    }

    /// The word that is being typed: the name characters at the end.
    static String word(String before) {
        int at = before.length();
        while (at > 0 && (Character.isJavaIdentifierPart(before.charAt(at - 1)))) {
            at--;
        }
        return before.substring(at);
    }

    /// Candidates with their descriptions, by name; all begin with the word that is being typed.
    Map<String, String> of(String before) {
        Map<String, String> found = new TreeMap<>();
        String word = word(before);
        String rest = before.substring(0, before.length() - word.length());
        if (Commands.isCommand(before)) {
            command(before.stripLeading().substring(1), found);
        } else if (rest.endsWith(".") && !rest.endsWith("..")) {
            session.members(receiver(rest.substring(0, rest.length() - 1)))
                    .forEach(k -> add(found, word, k.name(), k.what()));
        } else {
            for (Incremental.Known known : session.known()) {
                add(found, word, known.name(), known.what());
            }
            Highlights.keywords().forEach(k -> add(found, word, k, "word"));
        }
        return found;
    }

    private static void add(Map<String, String> found, String word, String name, String description) {
        if (name.startsWith(word) && (!word.isEmpty() || !name.startsWith("_"))) {
            found.putIfAbsent(name, description);
        }
    }

    private void command(String typed, Map<String, String> found) {
        String[] parts = typed.split("\\s+", 2);
        if (parts.length < 2) {
            for (Command c : Command.values()) {
                add(found, parts[0], c.title(), c.text);
            }
            ;
            return;
        }
        String word = word(parts[1]);
        switch (parts[0]) {
            case "help" -> {
                for (Command c : Command.values()) {
                    add(found, word, c.title(), c.text);
                }
                ;
                session.known().forEach(k -> add(found, word, k.name(), k.what()));
            }
            case "trace" -> Stream.of(TraceLevel.values()).forEach(l -> add(found, word, l.toString(), ""));
            case "record" -> Stream.of("on", "off").forEach(w -> add(found, word, w, ""));
            case "kernel" -> session.kernels().forEach(k -> add(found, word, name(k), ""));
            case "load", "save", "patch" -> files(parts[1], word, found);
            default -> session.known().forEach(k -> add(found, word, k.name(), k.what()));
        }
    }

    private static String name(dev.quire.ast.Decl d) {
        return d instanceof dev.quire.ast.Decl.Profile p
                ? p.name()
                : d instanceof dev.quire.ast.Decl.Patch p ? p.name() : "";
    }

    private static void files(String path, String word, Map<String, String> found) {
        int slash = path.lastIndexOf('/');
        Path folder = Path.of(slash < 0 ? "." : path.substring(0, slash + 1));
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = new ArrayList<>(entries.sorted().toList());
            for (Path entry : all) {
                boolean inside = Files.isDirectory(entry);
                String name = entry.getFileName().toString();
                if (inside || name.endsWith(".quire")) {
                    // Only the part that the word stands for is replaced.
                    String before = path.substring(slash + 1, path.length() - word.length());
                    if (name.startsWith(before)) {
                        add(found, word, name.substring(before.length()) + (inside ? "/" : ""), "");
                    }
                }
            }
        } catch (IOException unreadable) {
            // Nothing to offer.
            found.clear();
        }
    }

    /// The expression that ends here: names, dots, and whole pairs of brackets.
    static String receiver(String before) {
        int at = before.length();
        int depth = 0;
        while (at > 0) {
            char c = before.charAt(at - 1);
            if (c == ')' || c == ']') {
                depth++;
            } else if (c == '(' || c == '[') {
                depth--;
            } else if (depth == 0 && c != '.' && !Character.isJavaIdentifierPart(c)) {
                break;
            }
            if (depth < 0) {
                break;
            }
            at--;
        }
        return before.substring(at);
    }
}
