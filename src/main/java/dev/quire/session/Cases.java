package dev.quire.session;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The cases of the kernel's own tests, and which of them are scenarios. A folder holds the list, `cases.tsv` (id,
/// theme, level and origin, under one line of headings); a scenario below it is the case whose id it has as a tag, in
/// lower case.
///
/// @param all the list, in its order
/// @param claims for each tag that reads like an id, the scripts that have it
/// @param diagnostics why the list could not be read; then there are no cases
public record Cases(List<Case> all, SortedMap<String, List<Path>> claims, List<Diagnostic> diagnostics)
        implements Response {
    private static final String LIST = "cases.tsv";
    private static final String SCRIPT = ".quire";
    private static final Pattern ID = Pattern.compile("[a-z]{2,5}-[0-9]+[a-z]?");
    private static final int COLUMNS = 4;

    /// How much a simulator must have for a case: `CORE` for what every one of its theme should pass, `ADVANCED` where
    /// a further feature, backing or recent kernel is needed, `OUT` where no simulator of memory management can pass
    /// it.
    public enum Level {
        CORE,
        ADVANCED,
        OUT
    }

    /// One case: the id as its scenarios' tag, and where it comes from (suite/file/test).
    public record Case(String id, String theme, Level level, String origin) {}

    /// How many cases of one level there are, and how many of them are scenarios.
    public record Count(int scenarios, int of) {}

    public Cases {
        all = List.copyOf(all);
        claims = Collections.unmodifiableSortedMap(claims);
        diagnostics = List.copyOf(diagnostics);
    }

    /// Reads the list and the tags of all scripts below a folder.
    static Cases in(Path folder) {
        Problems problems = new Problems();
        Path list = folder.resolve(LIST);
        List<Case> all = Texts.read(list, list.toString(), problems)
                .lines()
                .skip(1)
                .flatMap(line -> parse(list, line, problems).stream())
                .toList();
        SortedMap<String, List<Path>> claims = new TreeMap<>();
        if (!problems.any()) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(p -> p.toString().endsWith(SCRIPT))
                        .sorted()
                        .forEach(script -> ids(script)
                                .forEach(id -> claims.computeIfAbsent(id, i -> new ArrayList<>())
                                        .add(script)));
            } catch (IOException unreadable) {
                problems.report(Code.Q701, Span.NONE, "", folder, "it is not readable");
            }
        }
        return new Cases(problems.any() ? List.of() : all, claims, problems.sorted());
    }

    private static Optional<Case> parse(Path list, String line, Problems problems) {
        String[] cells = line.split("\t", COLUMNS);
        Optional<Level> level = cells.length != COLUMNS
                ? Optional.empty()
                : Arrays.stream(Level.values())
                        .filter(l -> l.name().equals(cells[2].toUpperCase(Locale.ROOT)))
                        .findFirst();
        if (level.isEmpty()) {
            problems.report(Code.Q701, Span.NONE, "", list, "no id, theme, level and origin in `" + line + "`");
        }
        return level.map(l -> new Case(cells[0].toLowerCase(Locale.ROOT), cells[1], l, cells[3]));
    }

    private static TreeSet<String> ids(Path script) {
        Problems problems = new Problems();
        String display = script.toString();
        SourceFile file = Parser.parse(new Source(0, display, Texts.read(script, display, problems)), problems);
        TreeSet<String> ids = new TreeSet<>();
        file.declarations().forEach(d -> {
            if (d instanceof Decl.Scenario s) {
                s.tags().stream().filter(t -> ID.matcher(t).matches()).forEach(ids::add);
            }
        });
        return ids;
    }

    /// The cases of a theme, or of all when it is empty, of one level.
    public Count count(String theme, Level level) {
        List<Case> of = all.stream()
                .filter(c -> c.level() == level && (theme.isEmpty() || c.theme().equals(theme)))
                .toList();
        return new Count(
                (int) of.stream().filter(c -> claims.containsKey(c.id())).count(), of.size());
    }

    /// The themes, in the list's order.
    public List<String> themes() {
        return all.stream().map(Case::theme).distinct().toList();
    }
}
