package dev.quire.report;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page of the standard library (docs/stdlib.md), from its declarations and doc comments: per module what it
/// declares, with the Linux
/// function that each counterpart names; then an index by Linux function; then what the library says it does not model.
public final class LibraryReference {
    private static final Pattern COUNTERPART = Pattern.compile("Linux (v?[0-9.]+)[^:]*? ([\\w./-]+\\.[chS]): ([^;]*)");
    private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\(\\)");
    private static final Pattern UNMODELLED = Pattern.compile("unmodelled \"([^\"]*)\"");

    private final StringBuilder out = new StringBuilder();
    private final Map<String, TreeMap<String, TreeSet<String>>> byFile = new TreeMap<>();
    private final Map<String, List<String>> unmodelled = new LinkedHashMap<>();

    /// A parsed module: `path` below `stdlib/`.
    public record Module(String path, Source source, SourceFile file) {}

    /// The page for these modules, in their order.
    public static String page(List<Module> modules) {
        LibraryReference page = new LibraryReference();
        page.out.append(
                "# The standard library\n\nGenerated from the doc comments of `stdlib/`. "
                        + "A function's Linux counterpart is the one that its doc comment cites; the index below goes the other way.\n");
        modules.forEach(page::module);
        page.index();
        page.leftOut();
        return page.out.toString();
    }

    private void module(Module m) {
        out.append("\n## `stdlib/").append(m.path()).append("`\n\n");
        String heading = heading(m.source().text());
        if (!heading.isEmpty()) {
            out.append(heading).append("\n\n");
        }
        boolean table = false;
        for (Decl d : m.file().declarations()) {
            for (Row row : rows(m, d)) {
                if (!table) {
                    out.append("| Declaration | What it is |\n|---|---|\n");
                    table = true;
                }
                out.append("| `")
                        .append(row.signature().replace("|", "\\|"))
                        .append("` | ")
                        .append(row.doc().replace("\n", " ").replace("|", "\\|"))
                        .append(" |\n");
                cite(m.path(), row);
            }
        }
        if (!table) {
            out.append("Uses: ")
                    .append(String.join(
                            ", ",
                            m.file().declarations().stream()
                                    .filter(Decl.Use.class::isInstance)
                                    .map(d -> "`" + ((Decl.Use) d).module() + "`")
                                    .toList()))
                    .append(".\n");
        }
        Matcher said = UNMODELLED.matcher(m.source().text());
        while (said.find()) {
            unmodelled.computeIfAbsent(m.path(), p -> new ArrayList<>()).add(said.group(1));
        }
    }

    private record Row(String name, String signature, String doc) {}

    private static String heading(String text) {
        int blank = text.indexOf("\n\n");
        if (!text.startsWith("///") || blank < 0) {
            return "";
        }
        return text.substring(0, blank)
                .lines()
                .map(l -> l.replaceFirst("^/// ?", ""))
                .reduce("", (a, b) -> a + " " + b)
                .strip();
    }

    private List<Row> rows(Module m, Decl d) {
        return switch (d) {
            case Decl.Fn f -> List.of(new Row(f.name(), head(m, f.span(), f.body() == null), f.doc()));
            case Decl.Const c -> List.of(new Row(c.name(), line(m, c.span()), c.doc()));
            case Decl.Option o -> List.of(new Row(o.name(), line(m, o.span()), o.doc()));
            case Decl.Profile p ->
                List.of(new Row(p.name(), (p.recorded() ? "recorded " : "") + "profile " + p.name(), p.doc()));
            case Decl.EnumDecl e -> List.of(new Row(e.name(), "enum " + e.name(), cases(e.doc(), e.cases())));
            case Decl.FlagsDecl f -> List.of(new Row(f.name(), "flags " + f.name(), cases(f.doc(), f.cases())));
            case Decl.RecordDecl r -> List.of(new Row(r.name(), "record " + r.name(), r.doc()));
            case Decl.ObjectDecl o -> List.of(new Row(o.name(), "object " + o.name(), o.doc()));
            case Decl.EventDecl e -> List.of(new Row(e.name(), line(m, e.span()), e.doc()));
            case Decl.Callbacks c -> {
                List<Row> rows = new ArrayList<>();
                rows.add(new Row(c.name(), "callbacks " + c.name(), c.doc()));
                c.members().forEach(f -> rows.add(new Row(f.name(), head(m, f.span(), f.body() == null), f.doc())));
                yield rows;
            }
            case Decl.Secondary s -> {
                List<Row> rows = new ArrayList<>();
                rows.add(new Row(s.name(), head(m, s.span(), false), s.doc()));
                s.callbacks()
                        .forEach(f -> rows.add(new Row(f.name(), s.name() + ": " + head(m, f.span(), false), f.doc())));
                s.functions()
                        .forEach(f -> rows.add(new Row(f.name(), s.name() + ": " + head(m, f.span(), false), f.doc())));
                yield rows;
            }
            case Decl.Patch p ->
                List.of(new Row(
                        p.name(),
                        "patch " + p.name() + (p.sum().isEmpty() ? "" : " = " + String.join(" + ", p.sum())),
                        p.doc()));
            case Decl.Use u -> List.of();
            case Decl.Scenario s -> List.of();
            case Decl.Statement s -> List.of();
            case Decl.Extension x ->
                List.of(new Row(x.change().target(), "extend " + x.change().target(), ""));
        };
    }

    private static String cases(String doc, List<Decl.Case> cases) {
        return (doc + " Cases: "
                        + String.join(", ", cases.stream().map(Decl.Case::name).toList()) + ".")
                .strip();
    }

    /// The text of a declaration up to its body.
    private static String head(Module m, dev.quire.source.Span span, boolean whole) {
        String text = m.source().text().substring(span.start(), span.end());
        int brace = whole ? -1 : text.indexOf('{');
        return (brace < 0 ? text : text.substring(0, brace))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String line(Module m, dev.quire.source.Span span) {
        return m.source()
                .text()
                .substring(span.start(), span.end())
                .replaceAll("\\s+", " ")
                .strip();
    }

    private void cite(String path, Row row) {
        Matcher cited = COUNTERPART.matcher(row.doc());
        while (cited.find()) {
            Matcher function = FUNCTION.matcher(cited.group(3));
            while (function.find()) {
                byFile.computeIfAbsent(cited.group(2), f -> new TreeMap<>())
                        .computeIfAbsent(function.group(1), f -> new TreeSet<>())
                        .add("`" + row.name() + "` in " + path);
            }
        }
    }

    private void index() {
        out.append("\n## By Linux function\n");
        byFile.forEach((file, functions) -> {
            out.append("\n### ").append(file).append("\n\n| Linux | Quire |\n|---|---|\n");
            functions.forEach((name, where) -> out.append("| `")
                    .append(name)
                    .append("()` | ")
                    .append(String.join("; ", where))
                    .append(" |\n"));
        });
    }

    private void leftOut() {
        out.append(
                "\n## Said to be not modelled\n\nA path that is reached and not modelled ends in words, never silently.\n");
        unmodelled.forEach((path, what) -> {
            out.append("\n* `")
                    .append(path)
                    .append("`: ")
                    .append(String.join("; ", new TreeSet<>(what)))
                    .append('\n');
        });
    }
}
