package dev.quire.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A queue of states against a queue of pictures: cells are born, die, grow and are written between taking a state and
/// adding others, each of which is rolled back. From time to time the store goes to the base in between, or all that
/// waits is dropped.
class StateQueueTest {
    private static final long SEED = 20261125;
    private static final int STATES = 20_000;
    private static final int MOST_CHILDREN = 4;
    private static final int MOST_CHANGES = 6;

    private record Picture(long[] image, long low, long high, long structure, long metric) {}

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final WordStore store = new WordStore();
    private final Deque<Picture> reference = new ArrayDeque<>();

    private Picture picture() {
        return new Picture(
                store.image(), store.fingerprintLow(), store.fingerprintHigh(), store.structure(), store.metric(1, 3));
    }

    private void check(Picture expected, String when) {
        assertArrayEquals(expected.image(), store.image(), when);
        assertEquals(expected.low(), store.fingerprintLow(), when);
        assertEquals(expected.high(), store.fingerprintHigh(), when);
        assertEquals(expected.structure(), store.structure(), when);
        assertEquals(expected.metric(), store.metric(1, 3), when);
    }

    @Test
    void statesComeBackInTheirOrder() {
        for (int i = 0; i < 5; i++) {
            store.allocate(0, 7, 1 + random.nextInt(30));
        }
        Picture base = picture();
        StateQueue queue = new StateQueue(store);
        queue.add();
        reference.add(base);
        for (int taken = 0; taken < STATES; taken++) {
            queue.take();
            Picture expected = reference.remove();
            check(expected, "seed " + SEED + ", state " + taken);
            int children = reference.size() < 50 ? MOST_CHILDREN : random.nextInt(3);
            for (int child = 0; child < children; child++) {
                long mark = store.mark();
                for (int n = random.nextInt(MOST_CHANGES); n >= 0; n--) {
                    change();
                }
                queue.add();
                reference.add(picture());
                store.rollback(mark);
                check(expected, "rolled back, seed " + SEED + ", state " + taken);
            }
            if (taken % 100 == 0) {
                queue.toBase();
                check(base, "the base, seed " + SEED);
            }
            if (taken % 1000 == 999) {
                // What waits is dropped, and the base begins anew.
                queue.clear();
                reference.clear();
                queue.toBase();
                queue.add();
                reference.add(base);
            }
            assertEquals(reference.size(), queue.size());
        }
        queue.clear();
        assertTrue(queue.isEmpty());
    }

    /// A change that was made between two marks is made again on the state that it was made on.
    @Test
    void aChangeIsMadeAgain() {
        for (int i = 0; i < 5; i++) {
            store.allocate(0, 7, 1 + random.nextInt(30));
        }
        for (int round = 0; round < STATES / 4; round++) {
            store.forget();
            long mark = store.mark();
            for (int n = random.nextInt(2 * MOST_CHANGES); n >= 0; n--) {
                change();
            }
            Picture after = picture();
            WordStore.Change change = store.changeSince(mark);
            store.rollback(mark);
            store.again(change);
            check(after, "made again, seed " + SEED + ", round " + round);
        }
    }

    private void change() {
        List<Integer> live = new ArrayList<>();
        for (int pool = 0; pool < 2; pool++) {
            for (int index = 1; index < 20; index++) {
                int id = pool << WordStore.POOL_SHIFT | index;
                if (store.isLive(id)) {
                    live.add(id);
                }
            }
        }
        int dice = random.nextInt(20);
        if (live.size() < 4 || dice < 2 && live.size() < 20) {
            store.allocate(random.nextInt(2), 7, 1 + random.nextInt(40));
            return;
        }
        int cell = live.get(random.nextInt(live.size()));
        if (dice < 4) {
            store.free(cell);
        } else if (dice < 6) {
            store.resize(cell, Math.max(1, store.length(cell) + random.nextInt(-10, 20)));
        } else if (dice < 7) {
            store.addMetric(1, 3, random.nextInt(5));
        } else if (store.length(cell) > 1) {
            long value = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(3);
            store.set(cell, random.nextInt(1, store.length(cell)), value);
        }
    }
}
