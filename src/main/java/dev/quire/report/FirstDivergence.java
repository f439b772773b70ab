package dev.quire.report;

import dev.quire.recording.Field;
import dev.quire.recording.Line;
import dev.quire.recording.Operation;
import dev.quire.recording.StepComparison;
import dev.quire.session.WhatItTakes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How a recording diverges first, in words that the table of what it takes has, too, and at which operation (without
/// its
/// process).
record FirstDivergence(String what, String operation) {
    /// Said of a divergence that the table does not have.
    static final String UNLISTED = "not in what-it-takes.tsv";

    static FirstDivergence of(StepComparison step) {
        return new FirstDivergence(what(step), operation(step.step().operation()));
    }

    Optional<WhatItTakes.Entry> in(WhatItTakes table) {
        return table.of(what, operation);
    }

    private static String operation(Operation operation) {
        return String.join(" ", operation.words());
    }

    private static String what(StepComparison step) {
        StepComparison.Problem problem = step.problem();
        if (problem != null && problem.unmodelled()) {
            String verb = step.step().operation().words().get(0);
            String what = problem.message().equals("this operation")
                    ? "no function for `" + step.step().operation().actor().replaceAll("^[A-Z]$", "A") + " " + verb
                            + "`"
                    : problem.message();
            return what;
        }
        if (problem != null) {
            return "the model broke a rule: " + problem.message();
        }
        StepComparison.Row row =
                step.rows().stream().filter(r -> !r.agree()).findFirst().orElseThrow();
        return line(row);
    }

    private static String line(StepComparison.Row row) {
        Line kernel = row.kernel();
        Line model = row.model();
        if (kernel != null && model != null) {
            List<String> keys = differing(kernel, model);
            return kernel.kind() + (keys.isEmpty() ? ": another frame" : ": " + String.join(", ", keys) + " differ");
        }
        Line alone = kernel != null ? kernel : Objects.requireNonNull(model);
        String what = switch (alone) {
            case Line.Return r -> "what the operation returns";
            case Line.Notice n -> "N " + n.callback();
            case Line.Fault f -> "F fault";
            case Line.Flush f -> "T tlb_flush";
            case Line.Guest g -> "K " + g.rest().replaceAll(" .*", "");
            case Line.Mirror m -> "H";
            case Line.Gup g -> "G";
            case Line.Outside o -> "OUT";
            case Line.Area a -> "a VMA";
            case Line.Entry e -> "an entry";
        };
        return (kernel != null ? "the model lacks " : "the model adds ") + what;
    }

    private static List<String> differing(Line kernel, Line model) {
        List<Field> ours = fields(kernel);
        Map<String, String> theirs =
                fields(model).stream().collect(Collectors.toMap(Field::key, Field::value, (a, b) -> b, TreeMap::new));
        List<String> keys = new ArrayList<>();
        for (Field f : ours) {
            if (!f.key().equals("frame") && !f.value().equals(theirs.get(f.key()))) {
                keys.add(f.key());
            }
        }
        fields(model).stream()
                .map(Field::key)
                .filter(k -> ours.stream().noneMatch(f -> f.key().equals(k)))
                .forEach(keys::add);
        return keys;
    }

    private static List<Field> fields(Line line) {
        return switch (line) {
            case Line.Area a -> a.fields();
            case Line.Entry e -> e.fields();
            case Line.Return r -> List.of(new Field("RET", r.value()));
            case Line.Notice n -> List.of();
            case Line.Fault f -> List.of();
            case Line.Flush f -> List.of();
            case Line.Guest g -> List.of();
            case Line.Mirror m -> List.of();
            case Line.Gup g -> List.of();
            case Line.Outside o -> List.of();
        };
    }
}
