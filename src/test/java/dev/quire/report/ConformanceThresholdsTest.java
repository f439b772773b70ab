package dev.quire.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The least that each group of recordings must reach, on both kernels and in every mode that the group was recorded
/// in:
/// steps of which all lines agree, free-running. The golden scores are held to it; ConformanceScoresTest holds the
/// library to the golden scores.
class ConformanceThresholdsTest {
    private static final Path GOLDEN = Path.of("scenarios/recorded/scores.golden");
    private static final List<String> KERNELS = List.of("linux-6.1", "linux-6.12");
    private static final List<String> BOTH = List.of("attach", "noattach");
    private static final int PERCENT = 100;
    /// Of the recordings of the groups that must be followed most closely, how many of a hundred are exact as a whole.
    private static final int WHOLLY = 75;

    private static final String CLOSELY = "a b c d g";

    /// Groups, the modes they were recorded in, and of a hundred steps how many must be exact.
    private record Threshold(List<String> groups, List<String> modes, int steps) {}

    private static final List<Threshold> THRESHOLDS = List.of(
            new Threshold(List.of(CLOSELY.split(" ")), BOTH, 95),
            new Threshold(List.of("i", "j", "k"), BOTH, 90),
            new Threshold(List.of("e", "f", "s"), BOTH, 85),
            new Threshold(List.of("kvm"), List.of("attach"), 80),
            new Threshold(List.of("kvm"), List.of("kvm-legacy-mmu", "kvm-shadow-paging"), 65),
            new Threshold(List.of("random"), List.of("random-attach", "random-noattach"), 80));

    /// How many of how many.
    private record Share(int part, int whole) {
        static Share parse(String text) {
            int slash = text.indexOf('/');
            return new Share(Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        Share plus(Share other) {
            return new Share(part + other.part, whole + other.whole);
        }

        /// Percentages are compared unrounded, and of nothing no share is enough.
        boolean reaches(int percent) {
            return whole > 0 && PERCENT * part >= percent * whole;
        }
    }

    /// A group's line: its recordings and its steps, exact and all.
    private record Line(Share recordings, Share steps) {}

    private static Map<String, Line> golden() throws IOException {
        Map<String, Line> lines = new TreeMap<>();
        for (String line : Files.readAllLines(GOLDEN)) {
            String[] words = line.split(" ");
            lines.put(words[0], new Line(Share.parse(words[1]), Share.parse(words[2])));
        }
        return lines;
    }

    @TestFactory
    Stream<DynamicTest> everyGroupReachesItsThreshold() throws IOException {
        Map<String, Line> golden = golden();
        return KERNELS.stream()
                .flatMap(kernel -> THRESHOLDS.stream()
                        .flatMap(threshold -> threshold.modes().stream()
                                .flatMap(mode -> threshold.groups().stream().map(group -> {
                                    String name = kernel + "/" + mode + "/" + group;
                                    return dynamicTest(
                                            name + " " + threshold.steps() + " %",
                                            () -> assertEquals(
                                                    List.of(), missed(name, golden.get(name), threshold.steps())));
                                }))));
    }

    @TestFactory
    Stream<DynamicTest> mostRecordingsAreExactAsAWhole() throws IOException {
        Map<String, Line> golden = golden();
        return KERNELS.stream()
                .flatMap(kernel -> BOTH.stream()
                        .map(mode -> dynamicTest(kernel + "/" + mode, () -> {
                            Share all = new Share(0, 0);
                            for (String group : CLOSELY.split(" ")) {
                                Line line = golden.get(kernel + "/" + mode + "/" + group);
                                all = line == null ? all : all.plus(line.recordings());
                            }
                            assertTrue(all.reaches(WHOLLY), all + " of the recordings of " + CLOSELY + " are exact");
                        })));
    }

    /// What of a group falls short: that it has no score, or its share of the steps.
    private static List<String> missed(String name, @Nullable Line line, int percent) {
        List<String> missed = new ArrayList<>();
        if (line == null) {
            missed.add(name + " has no golden score");
        } else if (!line.steps().reaches(percent)) {
            missed.add(name + ": " + line.steps() + " of the steps are exact, not " + percent + " %");
        }
        return missed;
    }
}
