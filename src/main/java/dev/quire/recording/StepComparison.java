package dev.quire.recording;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step held against what the model did: rows of lines side by side, and what agrees. A step is exact when all
/// lines agree in order;
/// `semantic` and `accounting` say the same of those halves of the lines. `problem` is what the model said when it
/// could not take
/// the step, which is then in no way exact.
public record StepComparison(
        Recording.RecordedStep step,
        List<Row> rows,
        boolean exact,
        boolean semantic,
        boolean accounting,
        Map<LineKind, Tally> tallies,
        @Nullable Problem problem) {

    /// Why the model could not take a step: `unmodelled`, or a rule that it broke on the way.
    public record Problem(boolean unmodelled, String message) {}

    /// A line of the kernel and one of the model about the same thing, or one alone. The model's is in the recording's
    /// names.
    public record Row(
            @Nullable Line kernel,
            @Nullable Line model,
            @Nullable String modelText,
            boolean agree) {}

    /// How many lines of a kind the kernel had, and how many of them the model had too.
    public record Tally(int recorded, int matched) {
        Tally plus(Tally other) {
            return new Tally(recorded + other.recorded, matched + other.matched);
        }
    }

    static StepComparison of(Recording.RecordedStep step, List<Line> model, Naming naming, @Nullable Problem problem) {
        List<Line> kernel =
                step.lines().stream().filter(l -> l.kind() != LineKind.OUT).toList();
        naming.dump(kernel);
        List<Row> rows = new ArrayList<>();
        Map<LineKind, Tally> tallies = new EnumMap<>(LineKind.class);
        boolean exact = true;
        boolean semantic = true;
        boolean accounting = true;
        for (Pairing.Row<Line> pair :
                Pairing.of(kernel, model, (a, b) -> a.subject().equals(b.subject()))) {
            Line left = pair.left();
            Line right = pair.right();
            boolean names = left != null && right != null && named(left, right, naming);
            boolean meaning = left != null && right != null ? names && half(left.semantic(), right.semantic()) : true;
            boolean counts = left != null && right != null ? half(left.accounting(), right.accounting()) : true;
            if (left == null || right == null) {
                Line alone = left == null ? right : left;
                meaning = alone == null || alone.semantic().isEmpty();
                counts = alone == null || alone.accounting().isEmpty();
            }
            boolean agree = left != null && right != null && meaning && counts;
            exact &= agree;
            semantic &= meaning;
            accounting &= counts;
            if (left != null) {
                tallies.merge(left.kind(), new Tally(1, agree ? 1 : 0), Tally::plus);
            }
            String text = right == null ? null : Names.renamed(right.text(), naming::recorded);
            rows.add(new Row(left, right, text, agree));
        }
        boolean took = problem == null;
        return new StepComparison(step, rows, took && exact, took && semantic, took && accounting, tallies, problem);
    }

    private static boolean half(String kernel, String model) {
        return kernel.equals(model) || Names.blanked(kernel).equals(Names.blanked(model));
    }

    private static boolean named(Line kernel, Line model, Naming naming) {
        List<String> left = Names.in(kernel.text());
        List<String> right = Names.in(model.text());
        if (left.size() != right.size()) {
            return false;
        }
        boolean same = true;
        for (int i = 0; i < left.size(); i++) {
            same &= naming.same(left.get(i), right.get(i));
        }
        return same;
    }
}
