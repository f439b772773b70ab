package dev.quire.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// States kept in layers by two stores that were set up alike, each taken up by either in any order, are the states
/// that
/// were kept, whatever state each layer is told of.
final class StateShelfTest {
    private static final long SEED = 20261125;
    private static final int LAYERS = 400;
    private static final int MOST_STATES = 12;

    private final Random random = new Random(SEED);

    /// A store, its differences from what its shelf is told of, and the shelf.
    private record Worker(WordStore store, Differences differences, StateShelf shelf) {
        static Worker made() {
            WordStore store = new WordStore();
            for (int i = 1; i <= 5; i++) {
                store.allocate(0, 7, 6 * i);
                store.set(i, 1, i);
            }
            Differences differences = new Differences(store);
            return new Worker(store, differences, new StateShelf(differences));
        }
    }

    private record Kept(Worker by, long where, long[] image, long low, long structure) {}

    private Kept keep(Worker worker) {
        WordStore store = worker.store;
        return new Kept(worker, worker.shelf.keep(), store.image(), store.fingerprintLow(), store.structure());
    }

    private static void check(Kept kept, WordStore store, String when) {
        assertArrayEquals(kept.image, store.image(), when);
        assertEquals(kept.low, store.fingerprintLow(), when);
        assertEquals(kept.structure, store.structure(), when);
    }

    private void change(WordStore store) {
        int dice = random.nextInt(12);
        int cell = 1 + random.nextInt(7);
        if (dice == 0 || !store.isLive(cell)) {
            if (store.cells().length < 8) {
                store.allocate(0, 7, 2 + random.nextInt(30));
            }
        } else if (dice == 1) {
            store.free(cell);
        } else if (dice == 2) {
            store.resize(cell, 2 + random.nextInt(60));
        } else {
            store.set(cell, 1 + random.nextInt(store.length(cell) - 1), random.nextLong() >>> random.nextInt(64));
        }
    }

    @Test
    void whatOneKeepsTheOtherTakesUp() {
        List<Worker> workers = new ArrayList<>(List.of(Worker.made(), Worker.made()));
        long[] origin = workers.getFirst().store.image();
        List<Kept> layer = List.of(keep(workers.getFirst()));
        for (int depth = 0; depth < LAYERS; depth++) {
            String when = "seed " + SEED + ", layer " + depth;
            workers.forEach(w -> w.shelf.turn());
            Kept near = layer.get(random.nextInt(layer.size()));
            if (depth % 7 != 0) {
                workers.forEach(w -> w.shelf.approach(near.by.shelf, near.where));
            }
            if (depth % 50 == 10) {
                Worker late = Worker.made();
                late.shelf.join(workers.getFirst().shelf);
                workers.set(1 + depth / 50 % 2 - 1, late);
            }
            List<Kept> next = new ArrayList<>();
            while (next.size() < 1 + random.nextInt(MOST_STATES)) {
                Worker worker = workers.get(random.nextInt(2));
                Kept from = layer.get(random.nextInt(layer.size()));
                worker.shelf.take(from.by.shelf, from.where);
                check(from, worker.store, when);
                long mark = worker.store.mark();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    change(worker.store);
                }
                next.add(keep(worker));
                worker.store.rollback(mark);
                check(from, worker.store, when);
                if (random.nextInt(20) == 0) {
                    worker.differences.toOrigin();
                    assertArrayEquals(origin, worker.store.image(), when);
                }
            }
            layer = next;
        }
    }
}
