package dev.quire.report;

import dev.quire.recording.LineKind;
import dev.quire.recording.Recording;
import dev.quire.recording.Replay;
import dev.quire.recording.Score;
import dev.quire.recording.StepComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Renders how a kernel library followed recordings.
public final class ConformanceReport {
    private static final int BEFORE = 2;
    private static final int MOST_ROWS = 12;
    private static final double PERCENT = 100.0;
    private static final String COLUMNS = "%-34s %11s %12s %6s %9s %11s %7s%n";

    /// What every report says of the recordings.
    static final String ONE_CPU = "The recordings are of one CPU: they vouch for sequences, not for interleavings.";

    private ConformanceReport() {}

    /// The first divergence of each recording that has one, then the tables. The last line is the score.
    public static String text(List<Replay.Result> results, boolean divergences) {
        StringBuilder out = new StringBuilder();
        if (divergences) {
            results.forEach(r -> out.append(divergence(r)));
        }
        return out.append(summary(results)).append(last(results)).toString();
    }

    /// The same, and beside it the scores of a replay that restored recorded fields.
    public static String text(List<Replay.Result> results, List<Replay.Result> restored, boolean divergences) {
        StringBuilder out = new StringBuilder(text(results, divergences));
        out.setLength(out.length() - last(results).length());
        out.append(
                        "\nWith recorded fields restored after each divergence (bits of entries, counts and flags of pages, flags of VMAs; nothing is")
                .append(" mapped or unmapped):\n");
        Map<String, Score> setups = new TreeMap<>();
        groups(restored)
                .forEach((group, of) ->
                        setups.merge(group.substring(0, group.lastIndexOf('/')), Score.of(of), Score::plus));
        setups.forEach((setup, score) -> out.append(line(setup, score)));
        return out.append(line("all, restored", Score.of(restored)))
                .append('\n')
                .append(last(results))
                .toString();
    }

    private static String last(List<Replay.Result> results) {
        Score all = Score.of(results);
        return "conform: " + all.exactRecordings() + " of " + all.recordings() + " recordings exact, " + all.exact()
                + " of " + all.steps() + " steps exact\n";
    }

    /// Where a recording's model goes astray: the step, and the lines around the first that differs; empty when it
    /// never does.
    public static String divergence(Replay.Result result) {
        StepComparison step = result.divergence();
        if (step == null) {
            return "";
        }
        Score score = Score.of(List.of(result));
        StringBuilder out = new StringBuilder();
        out.append(heading(result.recording(), step, score));
        StepComparison.Problem problem = step.problem();
        if (problem != null) {
            return out.append("    ")
                    .append(FirstDivergence.of(step).what())
                    .append('\n')
                    .toString();
        }
        List<StepComparison.Row> rows = step.rows();
        int first = 0;
        while (rows.get(first).agree()) {
            first++;
        }
        int from = Math.max(0, first - BEFORE);
        rows.subList(from, Math.min(rows.size(), from + MOST_ROWS)).forEach(row -> out.append(row(row)));
        int more = rows.size() - from - MOST_ROWS;
        return out.append(more > 0 ? "    … " + more + " more lines\n" : "").toString();
    }

    private static String heading(Recording recording, StepComparison step, Score score) {
        return recording.path() + ": " + score.exact() + " of " + score.steps() + " steps exact; diverges at step "
                + step.step().number() + ", line " + step.step().line() + ": "
                + step.step().operation().text() + "\n";
    }

    private static String row(StepComparison.Row row) {
        String model = row.modelText();
        if (row.agree()) {
            return "      " + Objects.requireNonNull(row.kernel()).text() + "\n";
        }
        return (row.kernel() == null ? "" : "    - " + row.kernel().text() + "\n")
                + (model == null ? "" : "    + " + model + "\n");
    }

    /// Every step of a recording from the last that agrees, kernel and model side by side.
    public static String explanation(Replay.Result result) {
        StringBuilder out = new StringBuilder(result.recording().path())
                .append(": ")
                .append(result.recording().description())
                .append('\n');
        StepComparison divergence = result.divergence();
        int from = divergence == null
                ? result.steps().size()
                : Math.max(1, divergence.step().number() - 1);
        for (StepComparison step :
                result.steps().subList(from - 1, result.steps().size())) {
            out.append("\nSTEP ")
                    .append(step.step().number())
                    .append(' ')
                    .append(step.step().operation().text());
            out.append(step.exact() ? "   as recorded\n" : step.semantic() ? "   counts differ\n" : "\n");
            if (step.problem() != null) {
                out.append("    ").append(FirstDivergence.of(step).what()).append('\n');
            }
            step.rows().forEach(row -> out.append(row(row)));
        }
        return out.append("\n  - the kernel, + the model in the kernel's names of frames\n\n")
                .toString();
    }

    private static String summary(List<Replay.Result> results) {
        StringBuilder out = new StringBuilder();
        Map<String, List<Replay.Result>> groups = groups(results);
        out.append(COLUMNS.formatted("group", "recordings", "steps", "exact", "semantic", "accounting", "led"));
        Map<String, Score> setups = new TreeMap<>();
        groups.forEach((group, of) -> {
            Score score = Score.of(of);
            out.append(line(group, score));
            setups.merge(group.substring(0, group.lastIndexOf('/')), score, Score::plus);
        });
        out.append('\n');
        setups.forEach((setup, score) -> out.append(line(setup, score)));
        Score all = Score.of(results);
        out.append(line("all", all));
        List<Replay.Result> timed =
                results.stream().filter(r -> r.recording().timed()).toList();
        if (!timed.isEmpty()) {
            Score apart = Score.of(timed);
            out.append(line("  of these, dependent on timing", apart));
            List<Replay.Result> rest =
                    results.stream().filter(r -> !r.recording().timed()).toList();
            out.append(line("  without them", Score.of(rest)));
        }
        out.append("\nlines by kind:");
        for (LineKind kind : LineKind.values()) {
            StepComparison.Tally tally = all.lines().get(kind);
            if (tally != null) {
                out.append("  ")
                        .append(kind)
                        .append(' ')
                        .append(tally.matched())
                        .append('/')
                        .append(tally.recorded());
            }
        }
        return out.append("\nsteps that the library does not model: ")
                .append(all.unmodelled())
                .append('\n')
                .append("Free-running: the model is never corrected. " + ONE_CPU + "\n")
                .toString();
    }

    /// Results by `kernel/setup/group`, in order.
    public static Map<String, List<Replay.Result>> groups(List<Replay.Result> results) {
        Map<String, List<Replay.Result>> groups = new TreeMap<>();
        for (Replay.Result r : results) {
            Recording of = r.recording();
            groups.computeIfAbsent(of.kernel() + "/" + of.setup() + "/" + of.group(), k -> new ArrayList<>())
                    .add(r);
        }
        return groups;
    }

    private static String line(String name, Score score) {
        return COLUMNS.formatted(
                name,
                score.exactRecordings() + "/" + score.recordings(),
                score.exact() + "/" + score.steps(),
                percent(score.exact(), score.steps()),
                percent(score.semantic(), score.steps()),
                percent(score.accounting(), score.steps()),
                percent(score.led(), score.steps()));
    }

    /// One line for each group: its name, exact and all recordings, exact and all steps. The golden file of scores
    /// holds these.
    public static String scores(List<Replay.Result> results) {
        StringBuilder out = new StringBuilder();
        groups(results).forEach((group, of) -> {
            Score score = Score.of(of);
            out.append(group)
                    .append(' ')
                    .append(score.exactRecordings())
                    .append('/')
                    .append(score.recordings())
                    .append(' ')
                    .append(score.exact())
                    .append('/')
                    .append(score.steps())
                    .append('\n');
        });
        return out.toString();
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.0f%%", Math.floor(PERCENT * part / whole));
    }
}
