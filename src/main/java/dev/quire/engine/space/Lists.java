package dev.quire.engine.space;

import dev.quire.engine.store.WordStore;

/// Lists of fixed-size elements in the order of their making. A list's cell: kind, words of an element, size, elements.
/// Unused capacity is zero.
public final class Lists {
    /// Word 0 of a list's cell.
    public static final int KIND = 3;

    private static final int ELEMENT = 1;
    private static final int SIZE = 2;
    private static final int FIRST = 3;

    private final WordStore store;

    public Lists(WordStore store) {
        this.store = store;
    }

    public int create(int pool, int elementWords) {
        int list = store.allocate(pool, KIND, FIRST + elementWords);
        store.set(list, ELEMENT, elementWords);
        return list;
    }

    public int size(int list) {
        return (int) store.get(list, SIZE);
    }

    /// Inserts an element before `index`, or appends it at `size`.
    public void insert(int list, int index, long[] from, int at) {
        int element = (int) store.get(list, ELEMENT);
        int size = size(list);
        int end = FIRST + (size + 1) * element;
        if (end > store.length(list)) {
            store.resize(list, Integer.highestOneBit(end) * 2);
        }
        for (int i = FIRST + size * element - 1; i >= FIRST + index * element; i--) {
            store.set(list, i + element, store.get(list, i));
        }
        store.set(list, SIZE, size + 1L);
        set(list, index, from, at);
    }

    public void get(int list, int index, long[] into, int at) {
        int element = (int) store.get(list, ELEMENT);
        for (int i = 0; i < element; i++) {
            into[at + i] = store.get(list, FIRST + index * element + i);
        }
    }

    public void set(int list, int index, long[] from, int at) {
        int element = (int) store.get(list, ELEMENT);
        for (int i = 0; i < element; i++) {
            store.set(list, FIRST + index * element + i, from[at + i]);
        }
    }

    public void remove(int list, int index) {
        int element = (int) store.get(list, ELEMENT);
        int size = size(list);
        int end = FIRST + size * element;
        for (int i = FIRST + (index + 1) * element; i < end; i++) {
            store.set(list, i - element, store.get(list, i));
        }
        for (int i = end - element; i < end; i++) {
            store.set(list, i, 0);
        }
        store.set(list, SIZE, size - 1L);
    }

    public void clear(int list) {
        int end = FIRST + size(list) * (int) store.get(list, ELEMENT);
        for (int i = FIRST; i < end; i++) {
            store.set(list, i, 0);
        }
        store.set(list, SIZE, 0);
    }
}
