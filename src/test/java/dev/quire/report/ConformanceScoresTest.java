package dev.quire.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.recording.Recording;
import dev.quire.session.Conformance;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.session.WhatItTakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// No group's score may fall below the golden file's, and what-it-takes.tsv has no row that no recording needs.
/// `-Dquire.conform=attach` replays only the recordings with notifiers attached, and looks at no rows.
/// `-Dquire.update=true` raises the golden scores that have risen and deletes the rows. Lowering a score is an edit by
/// hand, with its reason.
class ConformanceScoresTest {
    private static final Path RECORDINGS = Path.of("scenarios/recorded");
    private static final Path GOLDEN = RECORDINGS.resolve("scores.golden");
    private static final Path TAKES = RECORDINGS.resolve("what-it-takes.tsv");
    private static final int WORKERS = 2;

    /// Exact and all recordings, exact and all steps.
    private record Line(int recordings, int ofRecordings, int steps, int ofSteps) {
        static Line parse(String text) {
            String[] numbers = text.split("[ /]");
            return new Line(
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    Integer.parseInt(numbers[2]),
                    Integer.parseInt(numbers[3]));
        }

        boolean below(Line other) {
            return recordings < other.recordings || steps < other.steps;
        }

        Line best(Line other) {
            return new Line(
                    Math.max(recordings, other.recordings), ofRecordings, Math.max(steps, other.steps), ofSteps);
        }

        @Override
        public String toString() {
            return recordings + "/" + ofRecordings + " " + steps + "/" + ofSteps;
        }
    }

    private static Map<String, Line> scores(String text) {
        return text.lines()
                .collect(Collectors.toMap(
                        l -> l.substring(0, l.indexOf(' ')),
                        l -> Line.parse(l.substring(l.indexOf(' ') + 1)),
                        (a, b) -> b,
                        TreeMap::new));
    }

    private static boolean attached(Recording recording) {
        return recording.setup().equals("attach");
    }

    /// Rows of the table that no recording's first divergence needs any more; known when all were replayed.
    private static List<String> unused(Conformance.Outcome outcome) {
        List<WhatItTakes.Entry> used = outcome.results().stream()
                .flatMap(r -> Optional.ofNullable(r.divergence()).stream())
                .flatMap(d -> FirstDivergence.of(d).in(outcome.takes()).stream())
                .toList();
        return outcome.takes().entries().stream()
                .filter(e -> !used.contains(e))
                .map(WhatItTakes.Entry::row)
                .toList();
    }

    @Test
    void noScoreFalls() throws IOException {
        boolean update = Boolean.getBoolean("quire.update");
        boolean all = update || !"attach".equals(System.getProperty("quire.conform"));
        Conformance.Outcome outcome = new Session()
                .answer(new Request.Conform(
                        new Conformance.Choice(List.of(RECORDINGS), r -> all || attached(r), null, false, WORKERS)));
        assertEquals(List.of(), outcome.diagnostics());
        Map<String, Line> golden = Files.exists(GOLDEN) ? scores(Files.readString(GOLDEN)) : new TreeMap<>();
        Map<String, Line> now = scores(ConformanceReport.scores(outcome.results()));
        List<String> fallen = new ArrayList<>();
        List<String> risen = new ArrayList<>();
        now.forEach((group, score) -> {
            Line before = golden.get(group);
            if (before == null || before.below(score)) {
                risen.add(group + ": " + before + " is now " + score);
            }
            if (before != null && score.below(before)) {
                fallen.add(group + ": " + before + " is now " + score);
            }
        });
        if (!risen.isEmpty()) {
            System.out.println(
                    "conformance has risen; raise scenarios/recorded/scores.golden with -Dquire.update=true:\n  "
                            + String.join("\n  ", risen));
        }
        if (update) {
            now.forEach((group, score) -> golden.merge(group, score, Line::best));
            Files.writeString(
                    GOLDEN,
                    golden.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue() + "\n")
                            .collect(Collectors.joining()));
        }
        assertEquals(List.of(), fallen, "conformance has fallen: see quire conform scenarios/recorded --only GROUP");
        List<String> unused = all ? unused(outcome) : List.of();
        if (update && !unused.isEmpty()) {
            Files.write(
                    TAKES,
                    Files.readAllLines(TAKES).stream()
                            .filter(l -> !unused.contains(l))
                            .toList());
        }
        assertEquals(List.of(), unused, "no recording diverges like this: delete the rows from " + TAKES);
        assertTrue(golden.keySet().containsAll(now.keySet()), "a group has no golden score");
    }
}
