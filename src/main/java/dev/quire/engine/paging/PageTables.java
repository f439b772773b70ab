package dev.quire.engine.paging;

import dev.quire.engine.store.WordStore;

/// Page tables: radixes of 512-entry nodes, four levels, 48-bit addresses. A node is a cell: kind, 512 entries, a lock.
/// Entries of inner
/// nodes are cell ids; those of level 1 are the entries that the caller packs. A table's handle is its root's cell.
public final class PageTables {
    /// Word 0 of a node's cell.
    public static final int KIND = 5;

    public static final int PAGE_SHIFT = 12;
    /// Offset of a node's lock word.
    public static final int LOCK = 513;

    private static final int INDEX_BITS = 9;
    private static final int ENTRIES = 1 << INDEX_BITS;
    private static final int LEVELS = 4;
    private static final int NODE_WORDS = LOCK + 1;

    private final WordStore store;

    public PageTables(WordStore store) {
        this.store = store;
    }

    public int create(int pool) {
        return store.allocate(pool, KIND, NODE_WORDS);
    }

    private static int shift(int level) {
        return PAGE_SHIFT + INDEX_BITS * (level - 1);
    }

    private static int slot(long address, int level) {
        return 1 + ((int) (address >>> shift(level)) & ENTRIES - 1);
    }

    /// The node of `level` (1: the entries themselves) that covers `address`, or 0.
    public int node(int table, long address, int level) {
        int node = table;
        for (int at = LEVELS; at > level && node != 0; at--) {
            node = (int) store.get(node, slot(address, at));
        }
        return node;
    }

    /// The entry for an address; 0 where there is none.
    public long read(int table, long address) {
        int leaf = node(table, address, 1);
        return leaf == 0 ? 0 : store.get(leaf, slot(address, 1));
    }

    /// Stores an entry, making the nodes that are missing.
    public void set(int table, long address, long entry, int pool) {
        populate(table, address, pool);
        store.set(node(table, address, 1), slot(address, 1), entry);
    }

    /// Makes the nodes down to level 1; whether any was missing.
    public boolean populate(int table, long address, int pool) {
        int node = table;
        boolean made = false;
        for (int level = LEVELS; level > 1; level--) {
            int next = (int) store.get(node, slot(address, level));
            if (next == 0) {
                next = store.allocate(pool, KIND, NODE_WORDS);
                store.set(node, slot(address, level), next);
                made = true;
            }
            node = next;
        }
        return made;
    }

    /// The first address in `[from, to)` with an entry, or `to`.
    public long nextEntry(int table, long from, long to) {
        return next(table, from, to, 0);
    }

    /// The first address in `[from, to)` that a node of `level - 1` covers (level 2: a node of entries), or `to`.
    public long nextTable(int table, long from, long to, int level) {
        return next(table, from, to, level - 1);
    }

    private long next(int table, long from, long to, int wantedLevel) {
        long at = from;
        while (Long.compareUnsigned(at, to) < 0) {
            int level = LEVELS;
            int node = table;
            while (level > Math.max(wantedLevel, 0) && node != 0) {
                long entry = store.get(node, slot(at, level));
                if (entry == 0) {
                    break;
                }
                level--;
                if (level == wantedLevel) {
                    return at;
                }
                node = (int) entry;
            }
            long span = 1L << shift(level);
            at = (at & -span) + span;
        }
        return to;
    }

    /// Frees the nodes that cover nothing outside `[floor, ceiling)` and lie in `[from, to)`, with every entry in them;
    /// whether any went.
    public boolean freeNodes(int table, long from, long to, long floor, long ceiling) {
        boolean any = false;
        for (int level = 2; level <= LEVELS; level++) {
            long span = 1L << shift(level);
            for (long at = from & -span; at < to; at += span) {
                int parent = node(table, at, level);
                if (at >= (floor + span - 1 & -span) && (ceiling == 0 || at + span <= ceiling) && parent != 0) {
                    int child = (int) store.get(parent, slot(at, level));
                    if (child != 0) {
                        store.set(parent, slot(at, level), 0);
                        store.free(child);
                        any = true;
                    }
                }
            }
        }
        return any;
    }

    /// Frees the whole table.
    public void destroy(int table) {
        destroy(table, LEVELS);
    }

    private void destroy(int node, int level) {
        for (int i = 1; level > 1 && i <= ENTRIES; i++) {
            int child = (int) store.get(node, i);
            if (child != 0) {
                destroy(child, level - 1);
            }
        }
        store.free(node);
    }
}
