package dev.quire.engine.space;

import dev.quire.engine.store.WordStore;

/// Maps from a word to a fixed-size value, in the order of their keys. A map's cell: kind, words of a value, size, then
/// (key, value) entries.
public final class SortedMaps {
    /// Word 0 of a map's cell.
    public static final int KIND = 4;

    private static final int VALUE = 1;
    private static final int SIZE = 2;
    private static final int FIRST = 3;

    private final WordStore store;

    public SortedMaps(WordStore store) {
        this.store = store;
    }

    public int create(int pool, int valueWords) {
        int map = store.allocate(pool, KIND, FIRST + valueWords + 1);
        store.set(map, VALUE, valueWords);
        return map;
    }

    public boolean isMap(int cell) {
        return store.kind(cell) == KIND;
    }

    public int size(int map) {
        return (int) store.get(map, SIZE);
    }

    private int entry(int map) {
        return (int) store.get(map, VALUE) + 1;
    }

    public long keyAt(int map, int index) {
        return store.get(map, FIRST + index * entry(map));
    }

    public void valueAt(int map, int index, long[] into, int at) {
        int entry = entry(map);
        for (int i = 1; i < entry; i++) {
            into[at + i - 1] = store.get(map, FIRST + index * entry + i);
        }
    }

    /// The index of the first key that is not below `key`.
    public int ceiling(int map, long key) {
        int low = 0;
        int high = size(map);
        while (low < high) {
            int middle = low + high >>> 1;
            if (keyAt(map, middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public boolean contains(int map, long key) {
        int index = ceiling(map, key);
        return index < size(map) && keyAt(map, index) == key;
    }

    /// Copies the value of `key`; false when there is none.
    public boolean get(int map, long key, long[] into, int at) {
        if (!contains(map, key)) {
            return false;
        }
        valueAt(map, ceiling(map, key), into, at);
        return true;
    }

    public void put(int map, long key, long[] from, int at) {
        int entry = entry(map);
        int index = ceiling(map, key);
        int size = size(map);
        if (index == size || keyAt(map, index) != key) {
            int end = FIRST + (size + 1) * entry;
            if (end > store.length(map)) {
                store.resize(map, Integer.highestOneBit(end) * 2);
            }
            for (int i = FIRST + size * entry - 1; i >= FIRST + index * entry; i--) {
                store.set(map, i + entry, store.get(map, i));
            }
            store.set(map, SIZE, size + 1L);
            store.set(map, FIRST + index * entry, key);
        }
        for (int i = 1; i < entry; i++) {
            store.set(map, FIRST + index * entry + i, from[at + i - 1]);
        }
    }

    /// Removes `key` if it is there.
    public void remove(int map, long key) {
        if (!contains(map, key)) {
            return;
        }
        int entry = entry(map);
        int size = size(map);
        int end = FIRST + size * entry;
        for (int i = FIRST + (ceiling(map, key) + 1) * entry; i < end; i++) {
            store.set(map, i - entry, store.get(map, i));
        }
        for (int i = end - entry; i < end; i++) {
            store.set(map, i, 0);
        }
        store.set(map, SIZE, size - 1L);
    }

    public void clear(int map) {
        int end = FIRST + size(map) * entry(map);
        for (int i = FIRST; i < end; i++) {
            store.set(map, i, 0);
        }
        store.set(map, SIZE, 0);
    }
}
