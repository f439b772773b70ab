package dev.quire.interpreter;

import dev.quire.engine.store.WordStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Steps that were taken before, to be made again without running an instruction. What a step does is a function of its
/// thread's own words (their digest), of where cells are (the store's structure), of its script, and of the words that
/// it
/// touched, which are compared one by one.
///
/// For each of the former there are few *shapes*, the addresses that such a step touches, and for each shape and the
/// values
/// there one entry. The cache is bounded: when full it is emptied, and when it does not pay it is given up.
final class StepCache {
    /// Words that the entries may hold together.
    private static final long MOST_WORDS = 1L << 23;

    private static final int LEAST_HITS_IN_TEN = 3;

    private final WordStore store;
    private long[] keys = new long[1 << 10];
    private @Nullable Shape[] shapes = new Shape[1 << 10];
    private int keyCount;
    private @Nullable Entry[] entries = new Entry[1 << 10];
    private int entryCount;
    private long words;
    private long hits;
    private long misses;
    private boolean givenUp;
    private long key;

    StepCache(WordStore store) {
        this.store = store;
    }

    private static final class Shape {
        final int[] addresses;
        final @Nullable Shape next;

        Shape(int[] addresses, @Nullable Shape next) {
            this.addresses = addresses;
            this.next = next;
        }
    }

    /// A step: what it met, what it did (nothing when it was blocked), and its alternatives.
    static final class Entry {
        final Shape shape;
        final long[] values;
        final long hash;
        final WordStore.@Nullable Change change;
        final int[] arities;

        @Nullable
        Entry next;

        Entry(Shape shape, long[] values, long hash, WordStore.@Nullable Change change, int[] arities) {
            this.shape = shape;
            this.values = values;
            this.hash = hash;
            this.change = change;
            this.arities = arities;
        }
    }

    boolean givenUp() {
        return givenUp;
    }

    /// The step that the thread would take now, if it is known. Else it is remembered by `add` when it has been taken.
    @Nullable
    Entry find(int thread, long digest, int[] script) {
        long k = digest * 0x9E3779B97F4A7C15L ^ store.structure() + thread;
        for (int choice : script) {
            k = (k ^ choice + 1) * 0xD6E8FEB86659FD93L;
        }
        key = (k ^ k >>> 32) * 0xC2B2AE3D27D4EB4FL | 1;
        for (Shape shape = shapes[keyAt(key)]; shape != null; shape = shape.next) {
            long hash = store.hash(shape.addresses, key);
            Entry entry = entries[(int) (hash >>> 32) & entries.length - 1];
            while (entry != null
                    && !(entry.hash == hash && entry.shape == shape && store.holds(shape.addresses, entry.values))) {
                entry = entry.next;
            }
            if (entry != null) {
                hits++;
                return entry;
            }
        }
        misses++;
        return null;
    }

    /// Remembers the step that `find` did not know. The store's recording has just ended; `change` is null for a step
    /// that
    /// was blocked.
    void add(int touched, WordStore.@Nullable Change change, int[] arities) {
        int[] addresses = new int[touched];
        long[] values = new long[touched];
        store.recorded(addresses, values);
        words += 2L * touched + 16 + (change == null ? 0 : change.addresses().length * 2L);
        if (words > MOST_WORDS) {
            clear();
            return;
        }
        Shape shape = shape(addresses);
        long hash = WordStore.hash(values, key);
        if (++entryCount > entries.length) {
            growEntries();
        }
        Entry entry = new Entry(shape, values, hash, change, arities);
        int at = (int) (hash >>> 32) & entries.length - 1;
        entry.next = entries[at];
        entries[at] = entry;
    }

    private Shape shape(int[] addresses) {
        int at = keyAt(key);
        for (Shape shape = shapes[at]; shape != null; shape = shape.next) {
            if (Arrays.equals(shape.addresses, addresses)) {
                return shape;
            }
        }
        if (keys[at] == 0) {
            if (++keyCount * 2 > keys.length) {
                growKeys();
                at = keyAt(key);
            }
            keys[at] = key;
        }
        Shape shape = new Shape(addresses, shapes[at]);
        shapes[at] = shape;
        return shape;
    }

    private int keyAt(long wanted) {
        int mask = keys.length - 1;
        int at = (int) (wanted >>> 32) & mask;
        while (keys[at] != 0 && keys[at] != wanted) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void growKeys() {
        long[] oldKeys = keys;
        Shape[] oldShapes = shapes;
        keys = new long[oldKeys.length * 2];
        shapes = new Shape[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = keyAt(oldKeys[i]);
                keys[at] = oldKeys[i];
                shapes[at] = oldShapes[i];
            }
        }
    }

    private void growEntries() {
        Entry[] old = entries;
        entries = new Entry[old.length * 2];
        for (Entry first : old) {
            Entry entry = first;
            while (entry != null) {
                Entry next = entry.next;
                int at = (int) (entry.hash >>> 32) & entries.length - 1;
                entry.next = entries[at];
                entries[at] = entry;
                entry = next;
            }
        }
    }

    private void clear() {
        givenUp = hits * 10 < (hits + misses) * LEAST_HITS_IN_TEN;
        keys = new long[1 << 10];
        shapes = new Shape[1 << 10];
        entries = new Entry[1 << 10];
        keyCount = 0;
        entryCount = 0;
        words = 0;
        hits = 0;
        misses = 0;
    }
}
