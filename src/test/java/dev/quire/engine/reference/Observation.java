package dev.quire.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.engine.Engine;
import java.util.List;
import java.util.stream.LongStream;

/// All that can be asked of the packed engine, held against the reference.
final class Observation {
    private final Engine packed;
    private final ReferenceEngine reference;

    private Observation(Engine packed, ReferenceEngine reference) {
        this.packed = packed;
        this.reference = reference;
    }

    static void compare(Engine packed, ReferenceEngine reference) {
        Observation all = new Observation(packed, reference);
        long[] image = packed.store().image();
        long[] live = LongStream.iterate(0, i -> i < image.length, i -> i + 3)
                .map(i -> image[(int) i])
                .distinct()
                .toArray();
        assertArrayEquals(reference.ids.all(), live, "the cells that live");
        reference.tables.forEach(all::table);
        reference.tlbs.forEach(all::tlb);
        all.collections();
        all.locks();
        all.frames();
    }

    private void table(int id, ReferenceTable table) {
        if (table.retired) {
            return;
        }
        table.nodes.forEach((place, node) -> assertEquals(node, packed.tables().node(id, place.base(), place.level())));
        table.pages.forEach(
                (address, entry) -> assertEquals(entry, packed.tables().read(id, address, 1)));
        table.huge.forEach((base, entry) -> assertEquals(entry, packed.tables().read(id, base, 2)));
        long end = table.levels == 1 ? table.span(1) : Duel.END;
        long at = packed.tables().nextEntry(id, 0, end);
        long expected = table.next(0, end, 1);
        while (expected < end) {
            assertEquals(expected, at);
            long step = table.hugeAt(at) ? table.span(1) : ReferenceTable.PAGE;
            at = packed.tables().nextEntry(id, expected + step, end);
            expected = table.next(expected + step, end, 1);
        }
        assertEquals(expected, at);
    }

    private void tlb(int id, ReferenceTlb tlb) {
        reference.tables.forEach((table, shape) -> {
            assertEquals(tlb.active.contains(table), packed.tlbs().active(id, table));
            for (long address : shape.levels > 1 ? Duel.ADDRESSES : new long[0]) {
                assertArrayEquals(
                        tlb.of(table, address / ReferenceTable.PAGE),
                        packed.tlbs().stale(id, table, address));
            }
        });
    }

    private void collections() {
        long[] word = new long[1];
        reference.objects.lists.forEach((id, list) -> {
            assertEquals(list.size(), packed.lists().size(id));
            for (int i = 0; i < list.size(); i++) {
                packed.lists().get(id, i, word, 0);
                assertEquals(list.get(i), word[0]);
            }
        });
        reference.objects.maps.forEach((id, map) -> {
            assertEquals(map.size(), packed.maps().size(id));
            List<Long> keys = List.copyOf(map.keySet());
            for (int i = 0; i < keys.size(); i++) {
                assertEquals(keys.get(i), packed.maps().keyAt(id, i));
                packed.maps().valueAt(id, i, word, 0);
                assertEquals(map.get(keys.get(i)), word[0]);
            }
        });
    }

    private void locks() {
        reference.objects.locks.forEach((id, lock) -> {
            for (int thread = 0; thread < 4; thread++) {
                assertEquals(
                        lock.writer() == thread || lock.readers().contains(thread),
                        packed.locks().heldBy(id, ObjectDuel.PLACE, thread));
            }
        });
    }

    private void frames() {
        reference.objects.frames.forEach((id, frame) -> {
            for (int i = 0; i < frame.bytes.length; i += 100) {
                assertEquals(frame.bytes[i], packed.contents().byteAt(id, ObjectDuel.PLACE, i));
            }
            for (int i = 1; i < frame.summary.length; i += 2) {
                long offset = frame.summary[i];
                assertEquals(frame.summary[i + 1], packed.contents().byteAt(id, ObjectDuel.PLACE, offset));
            }
        });
    }
}
