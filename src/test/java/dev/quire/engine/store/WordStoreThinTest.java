package dev.quire.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// A journal that is thinned undoes the same, and what is taken back can be done again.
final class WordStoreThinTest {
    private static final int SEEDS = 200;

    private final WordStore store = new WordStore();

    /// A few hundred changes of every sort.
    private void change(Random random, int count) {
        for (int i = 0; i < count; i++) {
            int[] cells = store.cells();
            int cell = cells.length == 0 ? 0 : cells[random.nextInt(cells.length)];
            switch (cell == 0 ? 0 : random.nextInt(6)) {
                case 0 -> store.allocate(random.nextInt(3), 7, 1 + random.nextInt(9));
                case 1 -> store.resize(cell, 1 + random.nextInt(20));
                case 2 -> store.addMetric(cell, random.nextInt(3), random.nextInt(5));
                case 3 -> {
                    if (random.nextInt(4) == 0) {
                        store.free(cell);
                    }
                }
                default -> store.set(cell, 0, 1 + random.nextInt(1000));
            }
        }
    }

    private long[] state() {
        long[] image = store.image();
        long[] all = java.util.Arrays.copyOf(image, image.length + 3);
        all[image.length] = store.fingerprintLow();
        all[image.length + 1] = store.fingerprintHigh();
        all[image.length + 2] = store.structure();
        return all;
    }

    @Test
    void what_is_taken_back_can_be_done_again() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            change(random, 100);
            long first = store.mark();
            long[] before = state();
            change(random, 200);
            long second = store.mark();
            long[] between = state();
            change(random, 300);
            long[] after = state();
            WordStore.Change change = store.takeBack(second);
            assertArrayEquals(between, state(), "seed " + seed);
            store.again(change);
            assertArrayEquals(after, state(), "seed " + seed);
            store.rollback(second);
            assertArrayEquals(between, state(), "seed " + seed);
            store.again(change);
            store.rollback(first);
            assertArrayEquals(before, state(), "seed " + seed);
        }
    }

    @Test
    void a_long_loop_over_few_words_keeps_a_short_journal() {
        int cell = store.allocate(0, 7, 4);
        store.set(cell, 1, 5);
        long mark = store.mark();
        int most = 0;
        for (int i = 0; i < 10_000_000; i++) {
            store.set(cell, 1 + i % 3, i + 10);
            store.thin(mark);
            most = Math.max(most, store.changes());
        }
        assertTrue(most < (1 << 20) + 10, "the journal grew to " + most);
        store.rollback(mark);
        assertEquals(5, store.get(cell, 1));
        assertEquals(0, store.get(cell, 2));
    }
}
