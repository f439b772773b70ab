package dev.quire.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.engine.Engine;
import dev.quire.engine.bits.Pte;
import dev.quire.engine.paging.PageTables;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// One state reached in many ways: changes in another order, detours over things that are gone again, growth and
/// shrinking, rollbacks. The words and the fingerprint must not tell.
class SameStateTest {
    private static final long SEED = 20261124;
    private static final int WAYS = 300;
    private static final int PLACE = 1;
    private static final int CELL_KIND = 70;

    /// The objects of the state, made in a fixed order: their ids are part of it.
    private record Made(Engine engine, int table, int tlb, int map, int list, int frame) {
        static Made first() {
            Engine engine = new Engine();
            int table = engine.tables().create(0, PageTables.FULL);
            for (long address : Duel.ADDRESSES) {
                engine.tables().populate(table, address, 1, 0);
            }
            int tlb = engine.tlbs().create(1);
            engine.tlbs().activate(tlb, table);
            int frame = engine.store().allocate(0, CELL_KIND, 4);
            engine.contents().store(frame, PLACE, 0, 1, 0);
            return new Made(
                    engine,
                    table,
                    tlb,
                    engine.maps().create(0, 1),
                    engine.lists().create(1, 1),
                    frame);
        }
    }

    /// Changes that commute.
    private static List<Consumer<Made>> changes() {
        List<Consumer<Made>> all = new ArrayList<>();
        for (int i = 0; i < Duel.ADDRESSES.length; i++) {
            long address = Duel.ADDRESSES[i];
            long entry = Pte.make(i + 1L, true, false) | Pte.ACCESSED;
            all.add(m -> {
                m.engine().tables().exchange(m.table(), address, 1, entry, 0);
                m.engine().tables().exchange(m.table(), address, 1, entry & ~Pte.WRITABLE, 0);
            });
            long key = i * 37 % 11;
            all.add(m -> m.engine().maps().put(m.map(), key, new long[] {key + 1}, 0));
            long offset = 4000 - i * 13L;
            all.add(m -> m.engine().contents().store(m.frame(), PLACE, offset, 9, 0));
        }
        return all;
    }

    /// What leaves nothing behind.
    private static void detour(Made m, SplittableRandom random) {
        Engine engine = m.engine();
        switch (random.nextInt(5)) {
            case 0 -> {
                int cell = engine.store().allocate(0, CELL_KIND, 1 + random.nextInt(600));
                int other = engine.store().allocate(0, CELL_KIND, 1 + random.nextInt(600));
                engine.store().set(other, 0, CELL_KIND + 1);
                engine.free(cell);
                engine.free(other);
            }
            case 1 -> {
                for (int i = 0; i < 40; i++) {
                    engine.lists().insert(m.list(), 0, new long[] {i}, 0);
                }
                engine.lists().clear(m.list());
            }
            case 2 -> {
                engine.maps().put(m.map(), 99, new long[] {1}, 0);
                engine.maps().remove(m.map(), 99);
            }
            case 3 -> {
                long mark = engine.store().mark();
                engine.tables().destroy(m.table());
                engine.contents().fill(m.frame(), PLACE, 7);
                engine.store().rollback(mark);
            }
            default -> {
                engine.contents().store(m.frame(), PLACE, 2000, 5, 0);
                engine.contents().store(m.frame(), PLACE, 2000, 0, 0);
            }
        }
    }

    @Test
    void theWayDoesNotShow() {
        SplittableRandom random = new SplittableRandom(SEED);
        Made straight = Made.first();
        changes().forEach(change -> change.accept(straight));
        for (int way = 0; way < WAYS; way++) {
            Made other = Made.first();
            List<Consumer<Made>> left = new ArrayList<>(changes());
            while (!left.isEmpty()) {
                if (random.nextInt(3) == 0) {
                    detour(other, random);
                }
                left.remove(random.nextInt(left.size())).accept(other);
            }
            String which = "seed " + SEED + ", way " + way;
            assertArrayEquals(
                    straight.engine().store().image(), other.engine().store().image(), which);
            assertEquals(
                    straight.engine().store().fingerprintLow(),
                    other.engine().store().fingerprintLow(),
                    which);
            assertEquals(
                    straight.engine().store().fingerprintHigh(),
                    other.engine().store().fingerprintHigh(),
                    which);
        }
    }

    @Test
    void contentsAreCanonical() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 6; round++) {
            Engine engine = new Engine();
            int bytes = engine.store().allocate(0, CELL_KIND, 4);
            int filled = engine.store().allocate(0, CELL_KIND, 4);
            int value = 1 + random.nextInt(255);
            int different = random.nextInt(3);
            for (int offset : shuffled(random, 4096)) {
                engine.contents().store(bytes, PLACE, offset, offset < different ? 0 : value, 0);
            }
            engine.contents().fill(filled, PLACE, value);
            for (int offset = 0; offset < different; offset++) {
                engine.contents().store(filled, PLACE, offset, 0, 0);
            }
            assertEquals(0, engine.contents().compare(bytes, filled, PLACE), "seed " + SEED + ", round " + round);
            assertEquals(value, engine.store().get(bytes, PLACE), "the fill");
            assertEquals(
                    engine.contents().checksum(bytes, PLACE), engine.contents().checksum(filled, PLACE));
        }
    }

    private static int[] shuffled(SplittableRandom random, int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }
}
