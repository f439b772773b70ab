package dev.quire.report;

import dev.quire.explore.CostSearch;
import dev.quire.session.Comparison;
import dev.quire.session.Comparison.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One table a scenario, and a total: the kernels are the columns, the first being the one that the others are held
/// against. What behaves
/// otherwise comes before what costs otherwise.
public record ComparisonTable(String title, List<String> kernels, List<Row> behaviour, List<Row> costs) {
    private static final CostSearch.Range NOTHING = new CostSearch.Range(0, 0);

    /// A line: `cells` are in the order of the kernels, `differs` when one is not as the first.
    public record Row(String name, List<String> cells, boolean differs) {}

    /// The table of one scenario. `metrics` are beginnings of the names of costs; none for all.
    public static ComparisonTable of(Comparison c, List<String> metrics) {
        List<Row> behaviour = new ArrayList<>();
        behaviour.add(row("verdict", c.columns().stream().map(Column::verdict).toList()));
        Set<String> registers = new LinkedHashSet<>();
        c.columns().forEach(k -> registers.addAll(k.values().keySet()));
        for (String name : registers) {
            Row row = row(
                    name,
                    c.columns().stream()
                            .map(k -> k.values().getOrDefault(name, ""))
                            .toList());
            if (row.differs()) {
                behaviour.add(row);
            }
        }
        List<Row> costs = new ArrayList<>();
        names(c).stream()
                .filter(n -> wanted(n, metrics))
                .forEach(name -> costs.add(numbers(
                        name,
                        c.columns().stream()
                                .map(k -> k.costs().getOrDefault(name, NOTHING))
                                .toList())));
        return new ComparisonTable(
                c.title(), c.columns().stream().map(ComparisonTable::heading).toList(), behaviour, costs);
    }

    /// The sum over scenarios that were compared under the same kernels, or null where there are none to add.
    public static @org.jspecify.annotations.Nullable ComparisonTable total(List<Comparison> all, List<String> metrics) {
        if (all.size() < 2) {
            return null;
        }
        List<String> kernels =
                all.getFirst().columns().stream().map(ComparisonTable::heading).toList();
        Map<String, List<CostSearch.Range>> sums = new LinkedHashMap<>();
        List<Long> held = new ArrayList<>();
        kernels.forEach(k -> held.add(0L));
        for (Comparison c : all) {
            if (!c.columns().stream().map(ComparisonTable::heading).toList().equals(kernels)) {
                return null;
            }
            for (int k = 0; k < kernels.size(); k++) {
                held.set(k, held.get(k) + (c.columns().get(k).held() ? 1 : 0));
            }
            for (String name : names(c)) {
                List<CostSearch.Range> sum = sums.computeIfAbsent(
                        name,
                        n -> new ArrayList<>(kernels.stream().map(k -> NOTHING).toList()));
                for (int k = 0; k < kernels.size(); k++) {
                    sum.set(k, sum(sum.get(k), c.columns().get(k).costs().getOrDefault(name, NOTHING)));
                }
            }
        }
        List<Row> costs = new ArrayList<>();
        sums.forEach((name, sum) -> {
            if (wanted(name, metrics)) {
                costs.add(numbers(name, sum));
            }
        });
        return new ComparisonTable(
                "total of " + all.size() + " scenarios",
                kernels,
                List.of(numbers(
                        "scenarios that hold",
                        held.stream().map(ComparisonTable::exactly).toList())),
                costs);
    }

    private static CostSearch.Range exactly(long value) {
        return new CostSearch.Range(value, value);
    }

    private static CostSearch.Range sum(CostSearch.Range a, CostSearch.Range b) {
        return new CostSearch.Range(
                a.least() + b.least(),
                a.unbounded() || b.unbounded() ? CostSearch.UNBOUNDED : a.greatest() + b.greatest());
    }

    private static String heading(Column k) {
        return (k.kernel().isEmpty() ? "no kernel" : k.kernel())
                + (k.recorded() || k.kernel().isEmpty() ? "" : " (unrecorded)");
    }

    private static Set<String> names(Comparison c) {
        Set<String> names = new LinkedHashSet<>();
        // Kernels may number their events otherwise: the first names them in order, the others add what it has not.
        c.columns().forEach(k -> names.addAll(k.costs().keySet()));
        return names;
    }

    private static boolean wanted(String name, List<String> metrics) {
        return metrics.isEmpty() || metrics.stream().anyMatch(name::startsWith);
    }

    private static Row row(String name, List<String> cells) {
        return new Row(name, cells, cells.stream().anyMatch(c -> !c.equals(cells.getFirst())));
    }

    private static Row numbers(String name, List<CostSearch.Range> values) {
        List<String> cells = new ArrayList<>();
        CostSearch.Range first = values.getFirst();
        for (CostSearch.Range value : values) {
            boolean exact = value.least() == value.greatest();
            long difference = exact && first.least() == first.greatest() ? value.least() - first.least() : 0;
            cells.add((exact
                            ? String.valueOf(value.least())
                            : value.least() + ".."
                                    + (value.unbounded() ? "unbounded" : String.valueOf(value.greatest())))
                    + (difference == 0 ? "" : " (" + (difference > 0 ? "+" : "") + difference + ")"));
        }
        return new Row(name, cells, values.stream().anyMatch(v -> !v.equals(first)));
    }

    /// For people: `*` marks what differs.
    public String text() {
        int first = "scenarios that hold".length();
        List<Integer> widths = new ArrayList<>();
        for (int k = 0; k < kernels.size(); k++) {
            int column = k;
            widths.add(Math.max(
                    kernels.get(k).length(),
                    rows().stream()
                            .mapToInt(r -> r.cells().get(column).length())
                            .max()
                            .orElse(0)));
        }
        int names = Math.max(
                first, rows().stream().mapToInt(r -> r.name().length()).max().orElse(0));
        StringBuilder out = new StringBuilder(title).append('\n');
        line(out, "", kernels, names, widths, false);
        rows().forEach(r -> line(out, r.name(), r.cells(), names, widths, r.differs()));
        return out.toString();
    }

    private List<Row> rows() {
        List<Row> all = new ArrayList<>(behaviour);
        all.addAll(costs);
        return all;
    }

    private static void line(
            StringBuilder out, String name, List<String> cells, int names, List<Integer> widths, boolean differs) {
        StringBuilder line = new StringBuilder(differs ? "* " : "  ").append(pad(name, names));
        for (int k = 0; k < cells.size(); k++) {
            line.append("  ").append(pad(cells.get(k), widths.get(k)));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// As a Markdown table.
    public String markdown() {
        StringBuilder out = new StringBuilder("### ").append(title).append("\n\n| |");
        kernels.forEach(k -> out.append(' ').append(k).append(" |"));
        out.append("\n|---|").append("---|".repeat(kernels.size())).append('\n');
        rows().forEach(r -> {
            out.append("| ")
                    .append(r.differs() ? "**" + r.name() + "**" : r.name())
                    .append(" |");
            r.cells().forEach(c -> out.append(' ').append(c.replace("|", "\\|")).append(" |"));
            out.append('\n');
        });
        return out.append('\n').toString();
    }

    /// As lines of comma-separated values: scenario, row, one cell a kernel.
    public String csv() {
        StringBuilder out = new StringBuilder("scenario,row");
        kernels.forEach(k -> out.append(',').append(quoted(k)));
        out.append('\n');
        rows().forEach(r -> {
            out.append(quoted(title)).append(',').append(quoted(r.name()));
            r.cells().forEach(c -> out.append(',').append(quoted(c.replaceAll(" \\([+-]\\d+\\)$", ""))));
            out.append('\n');
        });
        return out.toString();
    }

    private static String quoted(String text) {
        return text.matches("[\\w .+-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
