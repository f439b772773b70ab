package dev.quire.engine.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All mutable simulated state: 64-bit words in **cells**, with a journal and an incremental 128-bit fingerprint (ADR
/// 0001 §1).
///
/// A cell's id is canonical, its place is not: the fingerprint hashes (id, offset, value), and zero words count
/// nothing. Ids come from
/// pools, lowest free first: pool p owns the ids above `p << POOL_SHIFT`. Id 0 is null. Word 0 of a cell is its kind,
/// never zero while it lives.
///
/// Not thread-safe: one store belongs to one explorer worker or one run.
public final class WordStore {
    /// Bits of an id below its pool.
    public static final int POOL_SHIFT = 20;

    /// Pools, one per thread.
    public static final int POOLS = 64;

    /// Bits of an offset in a word's key, `cell << OFFSET_BITS | offset`.
    public static final int OFFSET_BITS = 24;

    private static final int CLASSES = 31;
    private static final int PAYLOAD = 0;
    private static final int BASE = 1;
    private static final int LENGTH = 2;
    private static final int METRIC = 3;
    private static final int RELEASE = 4;
    private static final int KIND_BITS = 3;

    private long[] words = new long[1 << 12];
    private int top;
    private final int[][] freeBlocks = new int[CLASSES][];
    private final int[] freeCounts = new int[CLASSES];

    private final int[][] base = new int[POOLS][];
    private final int[][] length = new int[POOLS][];
    private long[] metrics = new long[64];

    private long[] journal = new long[1 << 12];
    private int journalTop;
    private long low;
    private long high;
    private @Nullable AccessLog log;

    public WordStore() {
        for (int i = 0; i < CLASSES; i++) {
            freeBlocks[i] = new int[4];
        }
        for (int i = 0; i < POOLS; i++) {
            base[i] = new int[16];
            length[i] = new int[16];
        }
    }

    // --- cells ------------------------------------------------------------------------------------------------------

    /// A new cell of `size` words, word 0 being `kind`, the others zero. Returns its id: the lowest free one of the
    /// pool.
    public int allocate(int pool, int kind, int size) {
        if (kind == 0 || size < 1) {
            throw new IllegalArgumentException("a cell needs a kind and a word for it");
        }
        int[] lengths = length[pool];
        int index = 1;
        while (index < lengths.length && lengths[index] != 0) {
            index++;
        }
        if (index == lengths.length) {
            base[pool] = Arrays.copyOf(base[pool], index * 2);
            length[pool] = Arrays.copyOf(lengths, index * 2);
        }
        int id = pool << POOL_SHIFT | index;
        setDirectory(BASE, id, takeBlock(size));
        setDirectory(LENGTH, id, size);
        set(id, 0, kind);
        return id;
    }

    /// `count` new cells of one shape with consecutive ids, the first of which, below the pool, is a multiple of
    /// `count`: the lowest such run that is free. Returns the first id.
    public int allocateRun(int pool, int kind, int size, int count) {
        int first = count;
        while (!isFree(pool, first, count)) {
            first += count;
        }
        for (int i = 0; i < count; i++) {
            int id = pool << POOL_SHIFT | first + i;
            reshape(id, size);
            set(id, 0, kind);
        }
        return pool << POOL_SHIFT | first;
    }

    private boolean isFree(int pool, int first, int count) {
        for (int i = first; i < first + count && i < length[pool].length; i++) {
            if (length[pool][i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Ends a cell: its words become zero and its id is free again.
    public void free(int cell) {
        int size = length(cell);
        if (size == 0) {
            throw new IllegalStateException("cell " + cell + " is not live");
        }
        for (int i = size - 1; i >= 0; i--) {
            set(cell, i, 0);
        }
        release(baseOf(cell), size);
        setDirectory(LENGTH, cell, 0);
        setDirectory(BASE, cell, 0);
    }

    /// Gives a cell another length. What is cut off becomes zero; place and fingerprint are independent of the length.
    public void resize(int cell, int size) {
        int old = length(cell);
        for (int i = size; i < old; i++) {
            set(cell, i, 0);
        }
        if (blockClass(size) == blockClass(old)) {
            setDirectory(LENGTH, cell, size);
            return;
        }
        int from = baseOf(cell);
        int to = takeBlock(size);
        for (int i = 0; i < Math.min(old, size); i++) {
            long value = words[from + i];
            if (value != 0) {
                push(PAYLOAD, to + i, 0, 0);
                words[to + i] = value;
                push(PAYLOAD, from + i, 0, value);
                words[from + i] = 0;
            }
        }
        release(from, old);
        setDirectory(BASE, cell, to);
        setDirectory(LENGTH, cell, size);
    }

    /// The kind of a live cell, or 0.
    public int kind(int cell) {
        return isLive(cell) ? (int) words[baseOf(cell)] : 0;
    }

    public int length(int cell) {
        int pool = cell >>> POOL_SHIFT;
        int index = cell & (1 << POOL_SHIFT) - 1;
        return pool < POOLS && index < length[pool].length ? length[pool][index] : 0;
    }

    public boolean isLive(int cell) {
        return cell > 0 && length(cell) != 0;
    }

    private int baseOf(int cell) {
        return base[cell >>> POOL_SHIFT][cell & (1 << POOL_SHIFT) - 1];
    }

    // --- words ------------------------------------------------------------------------------------------------------

    public long get(int cell, int offset) {
        check(cell, offset);
        long value = words[baseOf(cell) + offset];
        if (log != null) {
            log.read(cell, offset, value);
        }
        return value;
    }

    /// From now on every `get` and `set` is told to `listener`; null for nobody.
    public void log(@Nullable AccessLog listener) {
        log = listener;
    }

    public void set(int cell, int offset, long value) {
        check(cell, offset);
        if (log != null) {
            log.write(cell, offset);
        }
        int at = baseOf(cell) + offset;
        long old = words[at];
        if (old == value) {
            return;
        }
        long key = (long) cell << OFFSET_BITS | offset;
        push(PAYLOAD, at, key, old);
        words[at] = value;
        if (old != 0) {
            low -= mixLow(key, old);
            high -= mixHigh(key, old);
        }
        if (value != 0) {
            low += mixLow(key, value);
            high += mixHigh(key, value);
        }
    }

    private void check(int cell, int offset) {
        if (offset < 0 || offset >= length(cell)) {
            throw new IllegalStateException(
                    "no word " + offset + " in cell " + cell + " of " + length(cell) + " words");
        }
    }

    /// A metric: journalled, not fingerprinted.
    public long metric(int index) {
        return index < metrics.length ? metrics[index] : 0;
    }

    public void addMetric(int index, long delta) {
        if (index >= metrics.length) {
            metrics = Arrays.copyOf(metrics, Math.max(index + 1, metrics.length * 2));
        }
        push(METRIC, index, 0, metrics[index]);
        metrics[index] += delta;
    }

    // --- fingerprint ------------------------------------------------------------------------------------------------

    /// One half of the fingerprint of all state words: equal for equal states.
    public long fingerprintLow() {
        return low;
    }

    /// The other, independent half.
    public long fingerprintHigh() {
        return high;
    }

    private static long mixLow(long key, long value) {
        long x = key * 0x9E3779B97F4A7C15L ^ value;
        x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
        x = (x ^ x >>> 29) * 0xC2B2AE3D27D4EB4FL + key;
        return x ^ x >>> 32;
    }

    private static long mixHigh(long key, long value) {
        long x = value * 0xFF51AFD7ED558CCDL + key;
        x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
        x = (x ^ x >>> 31 ^ key * 0xA24BAED4963EE407L) * 0x9FB21C651E98DF25L;
        return x ^ x >>> 30;
    }

    // --- journal ----------------------------------------------------------------------------------------------------

    /// The present position of the journal.
    public long mark() {
        return journalTop;
    }

    /// Undoes everything since a mark.
    public void rollback(long mark) {
        while (journalTop > mark) {
            journalTop -= 3;
            long head = journal[journalTop];
            int kind = (int) head & (1 << KIND_BITS) - 1;
            int at = (int) (head >>> KIND_BITS);
            long key = journal[journalTop + 1];
            long old = journal[journalTop + 2];
            switch (kind) {
                case PAYLOAD -> {
                    long now = words[at];
                    words[at] = old;
                    if (key != 0) {
                        if (now != 0) {
                            low -= mixLow(key, now);
                            high -= mixHigh(key, now);
                        }
                        if (old != 0) {
                            low += mixLow(key, old);
                            high += mixHigh(key, old);
                        }
                    }
                }
                case BASE -> base[at >>> POOL_SHIFT][at & (1 << POOL_SHIFT) - 1] = (int) old;
                case LENGTH -> length[at >>> POOL_SHIFT][at & (1 << POOL_SHIFT) - 1] = (int) old;
                case METRIC -> metrics[at] = old;
                case RELEASE -> untouchBlock(at, (int) old, key);
                default -> throw new IllegalStateException("journal entry " + kind);
            }
        }
    }

    /// Drops the journal: nothing before this moment can be undone any more.
    public void forget() {
        journalTop = 0;
    }

    private void push(int kind, int at, long key, long old) {
        if (journalTop + 3 > journal.length) {
            journal = Arrays.copyOf(journal, journal.length * 2);
        }
        journal[journalTop] = (long) at << KIND_BITS | kind;
        journal[journalTop + 1] = key;
        journal[journalTop + 2] = old;
        journalTop += 3;
    }

    private void setDirectory(int kind, int id, int value) {
        int[] table = (kind == BASE ? base : length)[id >>> POOL_SHIFT];
        int index = id & (1 << POOL_SHIFT) - 1;
        push(kind, id, 0, table[index]);
        table[index] = value;
    }

    // --- placement: not part of the state
    // -----------------------------------------------------------------------------

    private static int blockClass(int size) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(size - 1, 1));
    }

    private int takeBlock(int size) {
        int blockClass = blockClass(size);
        int at;
        if (freeCounts[blockClass] > 0) {
            at = freeBlocks[blockClass][--freeCounts[blockClass]];
        } else {
            at = top;
            top += 1 << blockClass;
            while (top > words.length) {
                words = Arrays.copyOf(words, words.length * 2);
            }
        }
        push(RELEASE, at, 1, blockClass);
        return at;
    }

    private void release(int at, int size) {
        int blockClass = blockClass(size);
        pushFree(blockClass, at);
        push(RELEASE, at, 0, blockClass);
    }

    private void pushFree(int blockClass, int at) {
        if (freeCounts[blockClass] == freeBlocks[blockClass].length) {
            freeBlocks[blockClass] = Arrays.copyOf(freeBlocks[blockClass], freeCounts[blockClass] * 2);
        }
        freeBlocks[blockClass][freeCounts[blockClass]++] = at;
    }

    /// Undoes a take (`taken` 1: the block is free again) or a release (0: it is taken again, and last on its list).
    private void untouchBlock(int at, int blockClass, long taken) {
        if (taken == 1) {
            pushFree(blockClass, at);
        } else {
            freeCounts[blockClass]--;
        }
    }

    // --- pictures of the state
    // ------------------------------------------------------------------------------------------

    /// Every live cell and its non-zero words, as (id, offset, value) triples in order. Equal states have equal images.
    public long[] image() {
        long[] out = new long[64];
        int n = 0;
        for (int pool = 0; pool < POOLS; pool++) {
            for (int index = 1; index < length[pool].length; index++) {
                int id = pool << POOL_SHIFT | index;
                for (int i = 0; i < length[pool][index]; i++) {
                    long value = words[base[pool][index] + i];
                    if (value != 0) {
                        if (n + 3 > out.length) {
                            out = Arrays.copyOf(out, out.length * 2);
                        }
                        out[n++] = id;
                        out[n++] = i;
                        out[n++] = value;
                    }
                }
            }
        }
        return Arrays.copyOf(out, n);
    }

    /// What differs between the state at `mark` and now, sufficient to redo it from there.
    public Delta deltaSince(long mark) {
        return Delta.record(this, journal, (int) mark, journalTop);
    }

    /// Redoes a delta on the state that it was taken from. Journalled.
    public void apply(Delta delta) {
        delta.replay(this);
    }

    static int kindOf(long head) {
        return (int) head & (1 << KIND_BITS) - 1;
    }

    static boolean isPayload(long head) {
        return kindOf(head) == PAYLOAD;
    }

    static boolean isLength(long head) {
        return kindOf(head) == LENGTH;
    }

    static int place(long head) {
        return (int) (head >>> KIND_BITS);
    }

    /// For a delta: makes cell `id` live with `size` words (all zero), or ends it (size 0).
    void reshape(int id, int size) {
        int old = length(id);
        if (size == 0) {
            for (int i = 0; i < old; i++) {
                set(id, i, 0);
            }
            release(baseOf(id), old);
            setDirectory(LENGTH, id, 0);
            setDirectory(BASE, id, 0);
        } else if (old == 0) {
            int pool = id >>> POOL_SHIFT;
            int index = id & (1 << POOL_SHIFT) - 1;
            while (index >= length[pool].length) {
                base[pool] = Arrays.copyOf(base[pool], base[pool].length * 2);
                length[pool] = Arrays.copyOf(length[pool], length[pool].length * 2);
            }
            setDirectory(BASE, id, takeBlock(size));
            setDirectory(LENGTH, id, size);
        } else {
            resize(id, size);
        }
    }
}
