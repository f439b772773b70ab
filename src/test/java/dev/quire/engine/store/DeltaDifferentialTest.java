package dev.quire.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Deltas against a map of arrays: random births, deaths, rebirths, writes, growth, rollbacks and going forward again.
class DeltaDifferentialTest {
    private static final long SEED = 20261124;
    private static final int OPERATIONS = 120_000;
    private static final int CHECK_EVERY = 16;

    private record Saved(long mark, TreeMap<Integer, long[]> cells) {}

    private record Fingerprint(long low, long high) {}

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final WordStore store = new WordStore();
    private TreeMap<Integer, long[]> reference = new TreeMap<>();

    @Test
    void agreesWithAMapOfArrays() {
        Deque<Saved> saved = new ArrayDeque<>();
        Map<List<Long>, Fingerprint> byState = new HashMap<>();
        Map<Fingerprint, List<Long>> byFingerprint = new HashMap<>();
        for (int i = 0; i < OPERATIONS; i++) {
            int dice = random.nextInt(100);
            if (dice < 4 && saved.size() < 8) {
                saved.push(new Saved(store.mark(), copy(reference)));
            } else if (dice < 7 && !saved.isEmpty()) {
                goBack(saved.pop());
            } else {
                operate(dice);
            }
            if (i % CHECK_EVERY == 0) {
                List<Long> image = dump(reference);
                assertEquals(image, boxed(store.image()), "seed " + SEED + ", operation " + i);
                Fingerprint now = new Fingerprint(store.fingerprintLow(), store.fingerprintHigh());
                Fingerprint before = byState.putIfAbsent(image, now);
                assertEquals(before == null ? now : before, now, "equal states, seed " + SEED + ", operation " + i);
                List<Long> other = byFingerprint.putIfAbsent(now, image);
                assertEquals(other == null ? image : other, image, "equal fingerprints, operation " + i);
            }
        }
    }

    /// Rolls back, and half of the time goes forward again by a delta, which must lead to the same state.
    private void goBack(Saved to) {
        long[] after = store.image();
        long low = store.fingerprintLow();
        long high = store.fingerprintHigh();
        Delta delta = store.deltaSince(to.mark());
        store.rollback(to.mark());
        assertEquals(dump(to.cells()), boxed(store.image()), "rolled back, seed " + SEED);
        if (random.nextBoolean()) {
            store.apply(delta);
            assertArrayEquals(after, store.image(), "redone, seed " + SEED);
            assertEquals(low, store.fingerprintLow(), "redone, seed " + SEED);
            assertEquals(high, store.fingerprintHigh(), "redone, seed " + SEED);
        } else {
            reference = to.cells();
        }
    }

    private void operate(int dice) {
        List<Integer> live = new ArrayList<>(reference.keySet());
        if (live.isEmpty() || dice < 20 && live.size() < 12) {
            int pool = random.nextInt(2);
            int size = random.nextInt(1, 20);
            int expected = pool << WordStore.POOL_SHIFT | 1;
            while (reference.containsKey(expected)) {
                expected++;
            }
            assertEquals(expected, store.allocate(pool, 7, size), "the lowest free id");
            long[] words = new long[size];
            words[0] = 7;
            reference.put(expected, words);
            return;
        }
        int cell = live.get(random.nextInt(live.size()));
        long[] words = reference.get(cell);
        if (dice < 32) {
            store.free(cell);
            reference.remove(cell);
        } else if (dice < 40) {
            int size = words.length + random.nextInt(20);
            store.resize(cell, size);
            reference.put(cell, Arrays.copyOf(words, size));
        } else if (words.length > 1) {
            int offset = random.nextInt(1, words.length);
            long value = random.nextInt(3);
            store.set(cell, offset, value);
            words[offset] = value;
            assertEquals(value, store.get(cell, offset));
        }
    }

    private static TreeMap<Integer, long[]> copy(TreeMap<Integer, long[]> cells) {
        TreeMap<Integer, long[]> copy = new TreeMap<>();
        cells.forEach((cell, words) -> copy.put(cell, words.clone()));
        return copy;
    }

    private static List<Long> dump(TreeMap<Integer, long[]> cells) {
        List<Long> out = new ArrayList<>();
        cells.forEach((cell, words) -> {
            for (int i = 0; i < words.length; i++) {
                if (words[i] != 0) {
                    out.addAll(List.of((long) cell, (long) i, words[i]));
                }
            }
        });
        return out;
    }

    private static List<Long> boxed(long[] image) {
        return Arrays.stream(image).boxed().toList();
    }
}
