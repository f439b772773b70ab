package dev.quire.engine.memory;

import dev.quire.engine.bits.ByteWord;
import dev.quire.engine.store.WordStore;
import java.util.Arrays;

/// What frames hold: a fill byte, and the bytes that differ from it. A frame's contents are two words of its cell,
/// `[fill, bytes]`, at a place that the caller names; `bytes` is 0 or a cell: kind, the frame, size, and [ByteWord]s in
/// order.
///
/// Canonical: the fill is the most frequent byte of the page, the least of several, so that equal contents are equal
/// words however they came about (`CONTENTS_ARE_CANONICAL`).
public final class Contents {
    /// Word 0 of a cell of differing bytes.
    public static final int KIND = 8;

    private static final int OWNER = 1;
    private static final int SIZE = 2;
    private static final int FIRST = 3;
    /// With fewer differing bytes than this the fill is the most frequent byte.
    private static final int MINORITY = ByteWord.PAGE / 2;

    private final WordStore store;

    public Contents(WordStore store) {
        this.store = store;
    }

    private int bytes(int cell, int at) {
        return (int) store.get(cell, at + 1);
    }

    private int size(int bytes) {
        return bytes == 0 ? 0 : (int) store.get(bytes, SIZE);
    }

    private long word(int bytes, int index) {
        return store.get(bytes, FIRST + index);
    }

    /// The index of the first differing byte at `offset` or after.
    private int find(int bytes, long offset) {
        int low = 0;
        int high = size(bytes);
        while (low < high) {
            int middle = low + high >>> 1;
            if (ByteWord.offset(word(bytes, middle)) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isAt(int bytes, int index, long offset) {
        return index < size(bytes) && ByteWord.offset(word(bytes, index)) == offset;
    }

    public long byteAt(int cell, int at, long offset) {
        check(offset, 0);
        int bytes = bytes(cell, at);
        int index = find(bytes, offset);
        return isAt(bytes, index, offset) ? ByteWord.value(word(bytes, index)) : store.get(cell, at);
    }

    /// Stores one byte.
    public void store(int cell, int at, long offset, long value, int pool) {
        check(offset, value);
        int bytes = bytes(cell, at);
        int index = find(bytes, offset);
        boolean differed = isAt(bytes, index, offset);
        if (value == store.get(cell, at)) {
            if (differed) {
                remove(cell, at, bytes, index);
            }
        } else if (differed) {
            store.set(bytes, FIRST + index, ByteWord.make(offset, value));
        } else {
            insert(cell, at, index, ByteWord.make(offset, value), pool);
        }
        if (size(bytes(cell, at)) >= MINORITY) {
            refill(cell, at);
        }
    }

    private static void check(long offset, long value) {
        if (offset < 0 || offset >= ByteWord.PAGE || value < 0 || value >= ByteWord.VALUES) {
            throw new IllegalArgumentException("no byte " + value + " at " + offset + " of a page");
        }
    }

    private void insert(int cell, int at, int index, long word, int pool) {
        int bytes = bytes(cell, at);
        if (bytes == 0) {
            bytes = store.allocate(pool, KIND, FIRST + 1);
            store.set(bytes, OWNER, cell);
            store.set(cell, at + 1, bytes);
        }
        int end = FIRST + size(bytes);
        if (end == store.length(bytes)) {
            store.resize(bytes, end * 2);
        }
        for (int i = end; i > FIRST + index; i--) {
            store.set(bytes, i, store.get(bytes, i - 1));
        }
        store.set(bytes, FIRST + index, word);
        store.set(bytes, SIZE, size(bytes) + 1L);
    }

    private void remove(int cell, int at, int bytes, int index) {
        int last = FIRST + size(bytes) - 1;
        if (last == FIRST) {
            drop(cell, at);
            return;
        }
        for (int i = FIRST + index; i < last; i++) {
            store.set(bytes, i, store.get(bytes, i + 1));
        }
        store.set(bytes, last, 0);
        store.set(bytes, SIZE, size(bytes) - 1L);
    }

    private void drop(int cell, int at) {
        int bytes = bytes(cell, at);
        if (bytes != 0) {
            store.free(bytes);
            store.set(cell, at + 1, 0);
        }
    }

    /// Makes the most frequent byte the fill.
    private void refill(int cell, int at) {
        int[] page = new int[ByteWord.PAGE];
        int[] counts = new int[ByteWord.VALUES];
        Arrays.fill(page, (int) store.get(cell, at));
        int bytes = bytes(cell, at);
        for (int i = 0; i < size(bytes); i++) {
            page[ByteWord.offset(word(bytes, i))] = ByteWord.value(word(bytes, i));
        }
        for (int value : page) {
            counts[value]++;
        }
        int fill = 0;
        for (int value = 1; value < counts.length; value++) {
            fill = counts[value] > counts[fill] ? value : fill;
        }
        if (fill == store.get(cell, at)) {
            return;
        }
        store.set(cell, at, fill);
        int next = FIRST;
        for (int offset = 0; offset < page.length; offset++) {
            if (page[offset] != fill) {
                store.set(bytes, next++, ByteWord.make(offset, page[offset]));
            }
        }
        for (int i = next; i < FIRST + size(bytes); i++) {
            store.set(bytes, i, 0);
        }
        store.set(bytes, SIZE, next - FIRST);
        if (next == FIRST) {
            drop(cell, at);
        }
    }

    /// Every byte becomes `value`.
    public void fill(int cell, int at, long value) {
        check(0, value);
        drop(cell, at);
        store.set(cell, at, value);
    }

    public void copy(int to, int from, int at, int pool) {
        if (to == from) {
            return;
        }
        fill(to, at, store.get(from, at));
        int bytes = bytes(from, at);
        for (int i = 0; i < size(bytes); i++) {
            insert(to, at, i, word(bytes, i), pool);
        }
    }

    /// Frees what a frame's contents occupy outside its cell, before the cell goes.
    public void release(int cell) {
        for (int i = 1; i < store.length(cell); i++) {
            long word = store.get(cell, i);
            if (word > 0
                    && word == (int) word
                    && store.kind((int) word) == KIND
                    && store.get((int) word, OWNER) == cell) {
                store.free((int) word);
            }
        }
    }

    /// Negative, zero or positive as the contents of `a` come before, equal or come after those of `b`: by fill, then
    /// by the bytes that differ.
    public int compare(int a, int b, int at) {
        int order = Long.compare(store.get(a, at), store.get(b, at));
        int left = bytes(a, at);
        int right = bytes(b, at);
        int size = Math.min(size(left), size(right));
        for (int i = 0; order == 0 && i < size; i++) {
            order = Long.compare(word(left, i), word(right, i));
        }
        return order != 0 ? order : Integer.compare(size(left), size(right));
    }

    /// 32 bits that are equal for equal contents, and seldom for others.
    public long checksum(int cell, int at) {
        long sum = mix(store.get(cell, at));
        int bytes = bytes(cell, at);
        for (int i = 0; i < size(bytes); i++) {
            sum = mix(sum ^ mix(word(bytes, i)));
        }
        return sum >>> Integer.SIZE;
    }

    private static long mix(long value) {
        long mixed = (value + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        return (mixed ^ mixed >>> 31) * 0x94d049bb133111ebL;
    }
}
