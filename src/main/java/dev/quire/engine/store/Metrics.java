package dev.quire.engine.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The counters of a store: those of its cells, `MOST` for each, and tallies that belong to no cell. A counter's
/// address depends on the cell's id alone, so that it is the same in every store and in every state.
///
/// ```text
///   30      25 24  23                4 3      0
///  +----------+---+------------------+--------+
///  |   pool   | t |  index in pool   | number |    t: a tally, its number in the bits below
///  +----------+---+------------------+--------+
/// ```
final class Metrics {
    private static final int NUMBER_BITS = 4;
    private static final int INDEX_BITS = 20;
    private static final int TALLY = 1 << NUMBER_BITS + INDEX_BITS;
    private static final int POOL_SHIFT = NUMBER_BITS + INDEX_BITS + 1;
    private static final int CHUNK_BITS = 8;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /// Metrics that a cell may have.
    static final int MOST = 1 << NUMBER_BITS;

    private final @Nullable long[][][] pools = new long[WordStore.POOLS][][];

    /// The address of a cell's metric, or -1: only the first million cells of a pool can have some.
    static int of(int cell, int number) {
        int index = cell & (1 << WordStore.POOL_SHIFT) - 1;
        if (index >>> INDEX_BITS != 0) {
            return -1;
        }
        return cell >>> WordStore.POOL_SHIFT << POOL_SHIFT | index << NUMBER_BITS | number;
    }

    /// The address of a tally.
    static int ofTally(int number) {
        return TALLY | number;
    }

    /// An address that there is.
    static int checked(int address) {
        if (address < 0) {
            throw new StoreLimit("only the first " + (1 << INDEX_BITS) + " objects of a thread can have metrics");
        }
        return address;
    }

    long get(int address) {
        if (address < 0) {
            return 0;
        }
        long[][] pool = pools[address >>> POOL_SHIFT];
        int chunk = (address & (1 << POOL_SHIFT) - 1) >>> CHUNK_BITS;
        return pool == null || chunk >= pool.length || pool[chunk] == null ? 0 : pool[chunk][address & CHUNK - 1];
    }

    void set(int address, long value) {
        int number = address >>> POOL_SHIFT;
        long[][] pool = pools[number];
        int chunk = (address & (1 << POOL_SHIFT) - 1) >>> CHUNK_BITS;
        if (pool == null || chunk >= pool.length) {
            pool = pool == null ? new long[chunk + 1][] : Arrays.copyOf(pool, Math.max(chunk + 1, pool.length * 2));
            pools[number] = pool;
        }
        if (pool[chunk] == null) {
            pool[chunk] = new long[CHUNK];
        }
        pool[chunk][address & CHUNK - 1] = value;
    }

    Metrics copy() {
        Metrics copy = new Metrics();
        for (int p = 0; p < pools.length; p++) {
            long[][] pool = pools[p];
            if (pool != null) {
                copy.pools[p] = new long[pool.length][];
                for (int c = 0; c < pool.length; c++) {
                    copy.pools[p][c] = pool[c] == null ? null : pool[c].clone();
                }
            }
        }
        return copy;
    }
}
