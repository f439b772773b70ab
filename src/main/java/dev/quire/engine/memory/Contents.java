package dev.quire.engine.memory;

import dev.quire.engine.space.SortedMaps;
import dev.quire.engine.store.WordStore;

/// What frames hold: a fill byte, and a sorted map of the bytes that differ from it. Canonical: no byte of the map
/// equals the fill, and
/// an empty map does not exist. A frame's contents are two words of its cell, `[fill, map]`, at a place that the caller
/// names.
public final class Contents {
    private final WordStore store;
    private final SortedMaps maps;
    private final long[] scratch = new long[1];

    public Contents(WordStore store, SortedMaps maps) {
        this.store = store;
        this.maps = maps;
    }

    public long byteAt(int cell, int at, long offset) {
        int map = (int) store.get(cell, at + 1);
        return map != 0 && maps.get(map, offset, scratch, 0) ? scratch[0] : store.get(cell, at);
    }

    public void store(int cell, int at, long offset, long value, int pool) {
        int map = (int) store.get(cell, at + 1);
        if (value == store.get(cell, at)) {
            if (map != 0) {
                maps.remove(map, offset);
                dropEmpty(cell, at);
            }
            return;
        }
        if (map == 0) {
            map = maps.create(pool, 1);
            store.set(cell, at + 1, map);
        }
        scratch[0] = value;
        maps.put(map, offset, scratch, 0);
    }

    private void dropEmpty(int cell, int at) {
        int map = (int) store.get(cell, at + 1);
        if (maps.size(map) == 0) {
            store.free(map);
            store.set(cell, at + 1, 0);
        }
    }

    /// Every byte becomes `value`.
    public void fill(int cell, int at, long value) {
        int map = (int) store.get(cell, at + 1);
        if (map != 0) {
            store.free(map);
            store.set(cell, at + 1, 0);
        }
        store.set(cell, at, value);
    }

    public void copy(int to, int from, int at, int pool) {
        fill(to, at, store.get(from, at));
        int map = (int) store.get(from, at + 1);
        for (int i = 0; map != 0 && i < maps.size(map); i++) {
            maps.valueAt(map, i, scratch, 0);
            store(to, at, maps.keyAt(map, i), scratch[0], pool);
        }
    }

    /// Negative, zero or positive as the contents of `a` come before, equal or come after those of `b`: by fill, then
    /// by the bytes that differ.
    public int compare(int a, int b, int at) {
        int order = Long.compare(store.get(a, at), store.get(b, at));
        int left = (int) store.get(a, at + 1);
        int right = (int) store.get(b, at + 1);
        if (order != 0 || left == 0 || right == 0) {
            return order != 0 ? order : Boolean.compare(left != 0, right != 0);
        }
        int size = Math.min(maps.size(left), maps.size(right));
        for (int i = 0; i < size; i++) {
            order = Long.compare(maps.keyAt(left, i), maps.keyAt(right, i));
            if (order == 0) {
                maps.valueAt(left, i, scratch, 0);
                long value = scratch[0];
                maps.valueAt(right, i, scratch, 0);
                order = Long.compare(value, scratch[0]);
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(maps.size(left), maps.size(right));
    }

    /// 32 bits that are equal for equal contents, and seldom for others.
    public long checksum(int cell, int at) {
        long sum = mix(store.get(cell, at));
        int map = (int) store.get(cell, at + 1);
        for (int i = 0; map != 0 && i < maps.size(map); i++) {
            maps.valueAt(map, i, scratch, 0);
            sum = mix(sum ^ mix(maps.keyAt(map, i)) + scratch[0]);
        }
        return sum >>> 32;
    }

    private static long mix(long value) {
        long mixed = (value + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        return (mixed ^ mixed >>> 31) * 0x94d049bb133111ebL;
    }
}
