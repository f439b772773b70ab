package dev.quire.recording;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How far a set of recordings was followed. `exact`, `semantic` and `accounting` count steps of which all lines agree,
/// or that half of
/// them, free-running: a model that went astray is not put right. `led` counts the steps before each recording's first
/// divergence,
/// `unmodelled` those that the model could not take.
public record Score(
        int recordings,
        int exactRecordings,
        int steps,
        int exact,
        int semantic,
        int accounting,
        int led,
        int unmodelled,
        Map<LineKind, StepComparison.Tally> lines) {
    public static final Score NONE = new Score(0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    public Score {
        lines = Map.copyOf(lines);
    }

    public static Score of(List<Replay.Result> results) {
        return results.stream().map(Score::of).reduce(NONE, Score::plus);
    }

    private static Score of(Replay.Result result) {
        Map<LineKind, StepComparison.Tally> lines = new EnumMap<>(LineKind.class);
        int seen = 0;
        int exact = 0;
        int semantic = 0;
        int accounting = 0;
        int led = 0;
        int unmodelled = 0;
        for (StepComparison step : result.steps()) {
            led += exact == seen && step.exact() ? 1 : 0;
            seen++;
            exact += step.exact() ? 1 : 0;
            semantic += step.semantic() ? 1 : 0;
            accounting += step.accounting() ? 1 : 0;
            unmodelled += step.problem() == null ? 0 : 1;
            step.tallies().forEach((kind, tally) -> lines.merge(kind, tally, StepComparison.Tally::plus));
        }
        int steps = result.steps().size();
        return new Score(1, exact == steps ? 1 : 0, steps, exact, semantic, accounting, led, unmodelled, lines);
    }

    public Score plus(Score other) {
        Map<LineKind, StepComparison.Tally> all = new EnumMap<>(LineKind.class);
        all.putAll(lines);
        other.lines.forEach((kind, tally) -> all.merge(kind, tally, StepComparison.Tally::plus));
        return new Score(
                recordings + other.recordings,
                exactRecordings + other.exactRecordings,
                steps + other.steps,
                exact + other.exact,
                semantic + other.semantic,
                accounting + other.accounting,
                led + other.led,
                unmodelled + other.unmodelled,
                all);
    }
}
