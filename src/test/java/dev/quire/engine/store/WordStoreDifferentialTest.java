package dev.quire.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The packed store against a plain one of maps, over random operations with rollbacks to random marks.
final class WordStoreDifferentialTest {
    private static final int OPERATIONS = 150_000;
    private static final long SEED = 20190131L;

    /// Cells as sorted maps of their non-zero words; a state is the whole map.
    private record Reference(TreeMap<Integer, TreeMap<Integer, Long>> cells, TreeMap<Integer, Integer> lengths) {
        Reference() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        Reference copy() {
            Reference copy = new Reference();
            cells.forEach((id, words) -> copy.cells.put(id, new TreeMap<>(words)));
            copy.lengths.putAll(lengths);
            return copy;
        }

        int allocate(int pool, int kind, int length) {
            int id = pool << WordStore.POOL_SHIFT | 1;
            while (cells.containsKey(id)) {
                id++;
            }
            cells.put(id, new TreeMap<>(Map.of(0, (long) kind)));
            lengths.put(id, length);
            return id;
        }

        long[] dump() {
            List<Long> all = new ArrayList<>();
            cells.forEach((id, words) ->
                    words.forEach((offset, value) -> all.addAll(List.of((long) id, (long) offset, value))));
            return all.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private record Mark(long journal, Reference state) {}

    @Test
    void agreesWithThePlainStoreAndFingerprintsAreEqualExactlyWhenStatesAre() {
        Random random = new Random(SEED);
        WordStore store = new WordStore();
        Reference reference = new Reference();
        List<Mark> marks = new ArrayList<>();
        Map<String, String> dumpOfFingerprint = new HashMap<>();
        Map<String, String> fingerprintOfDump = new HashMap<>();
        for (int i = 0; i < OPERATIONS; i++) {
            operate(random, store, reference);
            if (random.nextInt(40) == 0) {
                marks.add(new Mark(store.mark(), reference.copy()));
            }
            if (random.nextInt(60) == 0 && !marks.isEmpty()) {
                int back = random.nextInt(marks.size());
                store.rollback(marks.get(back).journal());
                reference = marks.get(back).state().copy();
                marks.subList(back + 1, marks.size()).clear();
            }
            if (random.nextInt(50) == 0) {
                assertArrayEquals(reference.dump(), store.image(), () -> "seed " + SEED);
                String dump = java.util.Arrays.toString(store.image());
                String fingerprint = store.fingerprintLow() + ":" + store.fingerprintHigh();
                assertEquals(dump, dumpOfFingerprint.computeIfAbsent(fingerprint, f -> dump));
                assertEquals(fingerprint, fingerprintOfDump.computeIfAbsent(dump, d -> fingerprint));
            }
            if (marks.size() > 200) {
                marks.clear();
                store.forget();
            }
        }
    }

    private static void operate(Random random, WordStore store, Reference reference) {
        List<Integer> live = new ArrayList<>(reference.cells().keySet());
        int what = random.nextInt(20);
        if (live.size() < 4 || what == 0 && live.size() < 40) {
            int pool = random.nextInt(3);
            int kind = 1 + random.nextInt(5);
            int length = 1 + random.nextInt(30);
            assertEquals(reference.allocate(pool, kind, length), store.allocate(pool, kind, length));
            return;
        }
        int cell = live.get(random.nextInt(live.size()));
        if (what == 1) {
            store.free(cell);
            reference.cells().remove(cell);
            reference.lengths().remove(cell);
        } else if (what == 2) {
            int longer = reference.lengths().get(cell) + random.nextInt(40);
            store.resize(cell, longer);
            reference.lengths().put(cell, longer);
        } else {
            int length = reference.lengths().get(cell);
            if (length > 1) {
                int offset = 1 + random.nextInt(length - 1);
                long value = random.nextInt(3);
                store.set(cell, offset, value);
                if (value == 0) {
                    reference.cells().get(cell).remove(offset);
                } else {
                    reference.cells().get(cell).put(offset, value);
                }
                assertEquals(value, store.get(cell, offset));
            }
        }
    }

    @Test
    void aDeltaLeadsFromItsBaseToItsState() {
        Random random = new Random(SEED);
        WordStore store = new WordStore();
        Reference reference = new Reference();
        for (int i = 0; i < 200; i++) {
            operate(random, store, reference);
        }
        for (int round = 0; round < 200; round++) {
            long base = store.mark();
            Reference from = reference.copy();
            for (int i = 0; i < 30; i++) {
                operate(random, store, reference);
            }
            Delta delta = store.deltaSince(base);
            long[] expected = store.image();
            long low = store.fingerprintLow();
            store.rollback(base);
            assertArrayEquals(from.dump(), store.image());
            store.apply(delta);
            assertArrayEquals(expected, store.image());
            assertEquals(low, store.fingerprintLow());
        }
    }
}
