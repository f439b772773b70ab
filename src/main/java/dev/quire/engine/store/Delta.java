package dev.quire.engine.store;

import java.util.Arrays;

/// The difference between two states of a store: lengths of cells that were born, died or grew, then words. Both
/// sorted, each once.
public final class Delta {
    private final int[] cells;
    private final int[] lengths;
    private final long[] keys;
    private final long[] values;

    private Delta(int[] cells, int[] lengths, long[] keys, long[] values) {
        this.cells = cells;
        this.lengths = lengths;
        this.keys = keys;
        this.values = values;
    }

    static Delta record(WordStore store, long[] journal, int from, int to) {
        long[] keys = new long[(to - from) / 3];
        int[] cells = new int[keys.length];
        int keyCount = 0;
        int cellCount = 0;
        for (int i = from; i < to; i += 3) {
            if (WordStore.isPayload(journal[i]) && journal[i + 1] != 0) {
                keys[keyCount++] = journal[i + 1];
            } else if (WordStore.isLength(journal[i])) {
                cells[cellCount++] = WordStore.place(journal[i]);
            }
        }
        cells = distinct(cells, cellCount);
        int[] lengths = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            lengths[i] = store.length(cells[i]);
        }
        keys = distinct(keys, keyCount);
        int kept = 0;
        long[] values = new long[keys.length];
        for (long key : keys) {
            int cell = (int) (key >>> 24);
            int offset = (int) key & 0xFFFFFF;
            if (offset < store.length(cell)) {
                values[kept] = store.get(cell, offset);
                keys[kept++] = key;
            }
        }
        return new Delta(cells, lengths, Arrays.copyOf(keys, kept), Arrays.copyOf(values, kept));
    }

    private static long[] distinct(long[] all, int count) {
        Arrays.sort(all, 0, count);
        int n = 0;
        for (int i = 0; i < count; i++) {
            if (n == 0 || all[n - 1] != all[i]) {
                all[n++] = all[i];
            }
        }
        return Arrays.copyOf(all, n);
    }

    private static int[] distinct(int[] all, int count) {
        Arrays.sort(all, 0, count);
        int n = 0;
        for (int i = 0; i < count; i++) {
            if (n == 0 || all[n - 1] != all[i]) {
                all[n++] = all[i];
            }
        }
        return Arrays.copyOf(all, n);
    }

    void replay(WordStore store) {
        for (int i = 0; i < cells.length; i++) {
            if (store.length(cells[i]) != lengths[i]) {
                store.reshape(cells[i], lengths[i]);
            }
        }
        for (int i = 0; i < keys.length; i++) {
            store.set((int) (keys[i] >>> 24), (int) keys[i] & 0xFFFFFF, values[i]);
        }
    }
}
