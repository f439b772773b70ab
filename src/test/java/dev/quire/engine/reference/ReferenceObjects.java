package dev.quire.engine.reference;

import dev.quire.engine.bits.ByteWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The lists, maps, locks and frames of the reference.
final class ReferenceObjects {
    /// A frame's bytes, all of them, and the id of the cell in which the engine keeps those that differ from the fill.
    static final class Frame {
        final int[] bytes;
        final int cell;
        /// The fill and the bytes that differ from it.
        final long[] summary;
        /// The same, shorter, for dumps.
        final long[] name;

        Frame(int[] bytes, int cell) {
            this.bytes = bytes;
            this.cell = cell;
            int fill = fill();
            summary = IntStream.concat(
                            IntStream.of(fill),
                            IntStream.range(0, bytes.length)
                                    .filter(i -> bytes[i] != fill)
                                    .flatMap(i -> IntStream.of(i, bytes[i])))
                    .asLongStream()
                    .toArray();
            name = new Dump().add(summary).words();
        }

        private int fill() {
            int[] counts = new int[ByteWord.VALUES];
            for (int value : bytes) {
                counts[value]++;
            }
            int fill = 0;
            for (int value = 0; value < counts.length; value++) {
                fill = counts[value] > counts[fill] ? value : fill;
            }
            return fill;
        }

        boolean plain() {
            return summary.length == 1;
        }
    }

    /// Who holds a lock: one thread alone, or several together.
    record Lock(int writer, TreeSet<Integer> readers) {}

    private final Ids ids;
    final TreeMap<Integer, List<Long>> lists = new TreeMap<>();
    final TreeMap<Integer, TreeMap<Long, Long>> maps = new TreeMap<>();
    final TreeMap<Integer, Lock> locks = new TreeMap<>();
    final TreeMap<Integer, Frame> frames = new TreeMap<>();

    ReferenceObjects(Ids ids) {
        this.ids = ids;
    }

    ReferenceObjects(Ids ids, ReferenceObjects other) {
        this(ids);
        other.lists.forEach((id, list) -> lists.put(id, new ArrayList<>(list)));
        other.maps.forEach((id, map) -> maps.put(id, new TreeMap<>(map)));
        other.locks.forEach((id, lock) -> locks.put(id, new Lock(lock.writer(), new TreeSet<>(lock.readers()))));
        frames.putAll(other.frames);
    }

    int createFrame(int pool) {
        int id = ids.allocate(pool);
        frames.put(id, new Frame(new int[ByteWord.PAGE], 0));
        return id;
    }

    void freeFrame(int id) {
        replace(id, new int[ByteWord.PAGE], 0);
        frames.remove(id);
        ids.free(id);
    }

    /// New bytes for a frame. The engine keeps a cell as long as some byte differs from the others.
    private void replace(int id, int[] bytes, int pool) {
        Frame now = new Frame(bytes, frames.get(id).cell);
        if (now.plain() && now.cell != 0) {
            ids.free(now.cell);
            now = new Frame(bytes, 0);
        } else if (!now.plain() && now.cell == 0) {
            now = new Frame(bytes, ids.allocate(pool));
        }
        frames.put(id, now);
    }

    void store(int id, int offset, int count, int value, int pool) {
        int[] bytes = frames.get(id).bytes.clone();
        Arrays.fill(bytes, offset, offset + count, value);
        replace(id, bytes, pool);
    }

    void fill(int id, int value) {
        int[] bytes = new int[ByteWord.PAGE];
        Arrays.fill(bytes, value);
        replace(id, bytes, 0);
    }

    /// The engine gives the copy a new cell even if it has one.
    void copy(int to, int from, int pool) {
        if (to != from) {
            fill(to, 0);
            replace(to, frames.get(from).bytes.clone(), pool);
        }
    }

    boolean same(int a, int b) {
        return Arrays.equals(frames.get(a).bytes, frames.get(b).bytes);
    }

    Lock free() {
        return new Lock(-1, new TreeSet<>());
    }

    void dump(Dump out) {
        lists.forEach((id, list) -> {
            out.add(Dump.LIST, id, list.size());
            list.forEach(value -> out.add(value));
        });
        maps.forEach((id, map) -> {
            out.add(Dump.MAP, id, map.size());
            map.forEach((key, value) -> out.add(key, value));
        });
        locks.forEach((id, lock) -> {
            out.add(Dump.LOCK, id, lock.writer(), lock.readers().size());
            lock.readers().forEach(thread -> out.add(thread));
        });
        frames.forEach((id, frame) -> out.add(Dump.FRAME, id, frame.cell).add(frame.name));
    }
}
