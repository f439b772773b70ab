package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Any number of workers gives the counts, findings and paths that one gives.
final class WorkersTest {
    private static final int PROGRAMS = 2_000;

    private static Outcome alone(Supplier<? extends QueuedModel> model, Limits limits, boolean first) {
        return new BreadthFirst(model.get(), limits, first).search();
    }

    private static Outcome together(int workers, Supplier<? extends LayeredModel> model, Limits limits, boolean first) {
        List<? extends LayeredModel> models =
                Stream.generate(model).limit(workers).toList();
        // Portions of a few states, so that workers meet in small layers too.
        return new ParallelBreadthFirst(models, model, limits, first, new ParallelBreadthFirst.Portions(3, 2)).search();
    }

    private static void same(String what, Outcome expected, Outcome actual) {
        assertEquals(expected.states(), actual.states(), what);
        assertEquals(expected.transitions(), actual.transitions(), what);
        assertEquals(expected.depth(), actual.depth(), what);
        assertEquals(expected.limit(), actual.limit(), what);
        assertEquals(expected.findings(), actual.findings(), what);
        assertArrayEquals(expected.known(), actual.known(), what);
        assertArrayEquals(expected.moved(), actual.moved(), what);
    }

    @Test
    void thousandsOfProgramsAreSearchedAlike() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            RandomPrograms.Text text = RandomPrograms.text(seed);
            Supplier<RandomPrograms> model = () -> new RandomPrograms(text);
            // Every other search is cut short, by states, by steps, or by its first violation.
            Limits limits = Limits.of(seed % 6 == 1 ? 30 : 1_000_000, seed % 6 == 3 ? 5 : 10_000);
            boolean first = seed % 6 == 5;
            same("seed " + seed, alone(model, limits, first), together(2 + seed % 3, model, limits, first));
        }
    }

    @Test
    void theTableGrowsWhileWorkersProbe() {
        Outcome o = together(4, () -> new Grid(400), Limits.of(1_000_000, 10_000), false);
        assertEquals(401 * 401, o.states());
        assertEquals(2 * 400 * 401, o.transitions());
        assertEquals(800, o.depth());
    }

    @Test
    void fullMemoryIsALimitForAll() {
        Outcome o = together(
                3,
                () -> new WordsModel(1, 0) {
                    @Override
                    Outcome move(int thread) {
                        if (++word[0] == 3) {
                            throw new OutOfMemoryError("as the test wants it");
                        }
                        return Outcome.MOVED;
                    }
                },
                Limits.of(1000, 1000),
                false);
        assertEquals("the memory was full", o.limit());
    }
}
