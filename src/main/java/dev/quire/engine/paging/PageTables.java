package dev.quire.engine.paging;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.store.WordStore;

/// Page tables: radixes of nodes, 48-bit addresses, leaves of 4 KiB at level 1 and huge ones at level 2. A table's
/// handle
/// is its root's cell; a node of level 1 alone is a table of height 1 (a PTE table that is allocated, deposited or
/// withdrawn). A node of level 1 has 512 entries, or fewer in a table that is scaled for exploration; the others have
/// 512.
///
/// A node's cell is its kind, level, bits of a level-1 index, lock, whether it is installed, the next deposited table,
/// and its entries: [Pte]s, which above level 1 lead to nodes unless they are huge leaves.
public final class PageTables {
    /// Word 0 of a node's cell.
    public static final int KIND = 5;
    /// Word 0 of the root of a destroyed table whose translations linger in TLBs: its id is not used again before the
    /// last of them is flushed.
    public static final int RETIRED = 7;

    public static final int PAGE_SHIFT = 12;
    /// Offset of a node's lock word.
    public static final int LOCK = 3;
    /// Bits of a level-1 index in a full-sized table.
    public static final int FULL = 9;

    static final int LEAF_BITS = 2;

    private static final int LEVEL = 1;
    private static final int INSTALLED = 4;
    private static final int DEPOSITED = 5;
    private static final int FIRST = 6;
    private static final int RETIRED_WORDS = LEAF_BITS + 1;
    private static final int INDEX_BITS = 9;
    private static final int ADDRESS_BITS = 48;

    /// Told of every entry that gives way.
    public interface Watcher {
        /// The entry for `address` of `level` gave way to `now`. Entries of level 2 that lead to tables are told as the
        /// entries of these.
        void overwritten(int table, long address, long old, long now);

        /// A table is gone; whether translations of it linger.
        boolean destroyed(int table);
    }

    private final WordStore store;
    private final Watcher watcher;

    public PageTables(WordStore store, Watcher watcher) {
        this.store = store;
        this.watcher = watcher;
    }

    /// An empty table whose level-1 nodes have `1 << leafBits` entries.
    public int create(int pool, int leafBits) {
        int upper = ADDRESS_BITS - PAGE_SHIFT - leafBits;
        int root = allocate(pool, 1 + (upper + INDEX_BITS - 1) / INDEX_BITS, leafBits);
        store.set(root, INSTALLED, 1);
        return root;
    }

    /// A PTE table that is in no table yet, shaped as those of `table`.
    public int createLeaf(int table, int pool) {
        return allocate(pool, 1, leafBits(table));
    }

    private int allocate(int pool, int level, int leafBits) {
        int node = store.allocate(pool, KIND, FIRST + (1 << (level == 1 ? leafBits : INDEX_BITS)));
        store.set(node, LEVEL, level);
        store.set(node, LEAF_BITS, leafBits);
        return node;
    }

    public int level(int node) {
        return (int) store.get(node, LEVEL);
    }

    private int leafBits(int node) {
        return (int) store.get(node, LEAF_BITS);
    }

    /// Bytes that a huge leaf of the table maps.
    public long hugeBytes(int table) {
        return 1L << shift(2, leafBits(table));
    }

    /// Whether a PTE table is part of some table.
    public boolean installed(int node) {
        return store.get(node, INSTALLED) != 0;
    }

    private static int shift(int level, int leafBits) {
        return level == 1 ? PAGE_SHIFT : PAGE_SHIFT + leafBits + INDEX_BITS * (level - 2);
    }

    private static int slot(long address, int level, int leafBits) {
        int bits = level == 1 ? leafBits : INDEX_BITS;
        return FIRST + ((int) (address >>> shift(level, leafBits)) & (1 << bits) - 1);
    }

    // --- entries ----------------------------------------------------------------------------------------------------

    /// The node of `level` (1: the entries of pages) that covers `address`, or 0.
    public int node(int table, long address, int level) {
        int bits = leafBits(table);
        int at = level(table);
        int node = at < level ? 0 : table;
        for (; at > level && node != 0; at--) {
            long entry = store.get(node, slot(address, at, bits));
            node = Pte.isTable(entry) ? (int) Pte.pfn(entry) : 0;
        }
        return node;
    }

    /// The entry of `level` for an address; 0 where there is none.
    public long read(int table, long address, int level) {
        int node = node(table, address, level);
        return node == 0 ? 0 : store.get(node, slot(address, level, leafBits(table)));
    }

    /// The level of the entry that decides about an address: 2 where a huge leaf, present or not, stands; else 1.
    public int leafLevel(int table, long address) {
        long entry = read(table, address, 2);
        return entry == 0 || Pte.isTable(entry) ? 1 : 2;
    }

    /// The entry that decides about an address, a huge one with the frame of the address's page.
    public long translate(int table, long address) {
        int level = leafLevel(table, address);
        long entry = read(table, address, level);
        return level == 1 || !Pte.present(entry) ? entry : page(table, address, entry);
    }

    /// A huge entry with the frame of the address's page.
    public long page(int table, long address, long huge) {
        return Pte.withPfn(huge, Pte.pfn(huge) + ((address & hugeBytes(table) - 1) >>> PAGE_SHIFT));
    }

    /// Stores an entry of a page or a huge leaf, making the nodes that are missing; the entry that was there.
    public long exchange(int table, long address, int level, long entry, int pool) {
        int bits = leafBits(table);
        int node = table;
        for (int at = level(table); at > level; at--) {
            node = below(node, slot(address, at, bits), at, bits, pool);
        }
        int slot = slot(address, level, bits);
        long old = store.get(node, slot);
        store.set(node, slot, entry);
        if (level == 2 && Pte.isTable(old)) {
            int below = (int) Pte.pfn(old);
            store.set(below, INSTALLED, 0);
            lose(table, below, base(table, address, level), entry);
        } else {
            watcher.overwritten(table, level > 1 ? base(table, address, level) : address, old, entry);
        }
        return old;
    }

    /// The node below an entry, made if the entry is empty.
    private int below(int node, int slot, int level, int bits, int pool) {
        long entry = store.get(node, slot);
        if (Pte.isTable(entry)) {
            return (int) Pte.pfn(entry);
        }
        if (entry != 0) {
            throw new IllegalArgumentException("a huge leaf stands in the way of an entry");
        }
        int made = allocate(pool, level - 1, bits);
        store.set(node, slot, Pte.table(made));
        store.set(made, INSTALLED, 1);
        return made;
    }

    private long base(int table, long address, int level) {
        return address & -(1L << shift(level, leafBits(table)));
    }

    /// Tells that the entries of a PTE table are no longer reached, `now` standing in its place.
    private void lose(int table, int node, long base, long now) {
        int count = 1 << leafBits(node);
        for (int i = 0; i < count; i++) {
            long address = base + ((long) i << PAGE_SHIFT);
            long instead = Pte.isTable(now) ? read((int) Pte.pfn(now), address, 1) : page(table, address, now);
            watcher.overwritten(table, address, store.get(node, FIRST + i), instead);
        }
    }

    /// Installs a PTE table at the level-2 entry for an address.
    public void install(int table, long address, int pteTable, int pool) {
        exchange(table, address, 2, Pte.table(pteTable), pool);
        store.set(pteTable, INSTALLED, 1);
    }

    /// Makes the nodes down to `level`; whether any was missing. Where a huge leaf stands nothing is made.
    public boolean populate(int table, long address, int level, int pool) {
        int bits = leafBits(table);
        int node = table;
        boolean made = false;
        for (int at = level(table); at > level; at--) {
            int slot = slot(address, at, bits);
            long entry = store.get(node, slot);
            if (entry != 0 && !Pte.isTable(entry)) {
                return made;
            }
            made |= entry == 0;
            node = below(node, slot, at, bits, pool);
        }
        return made;
    }

    // --- deposited tables -------------------------------------------------------------------------------------------

    /// Puts a PTE table aside at the level-2 node of an address; the lowest id is the first to be withdrawn.
    public void deposit(int table, long address, int pteTable) {
        int holder = node(table, address, 2);
        int next = (int) store.get(holder, DEPOSITED);
        while (next != 0 && next < pteTable) {
            holder = next;
            next = (int) store.get(holder, DEPOSITED);
        }
        store.set(pteTable, DEPOSITED, next);
        store.set(holder, DEPOSITED, pteTable);
    }

    /// Takes back a table that was put aside, or 0.
    public int withdraw(int table, long address) {
        int holder = node(table, address, 2);
        int first = holder == 0 ? 0 : (int) store.get(holder, DEPOSITED);
        if (first != 0) {
            store.set(holder, DEPOSITED, store.get(first, DEPOSITED));
            store.set(first, DEPOSITED, 0);
        }
        return first;
    }

    // --- ranges -----------------------------------------------------------------------------------------------------

    /// The first address in `[from, to)` with an entry of a page or under a huge leaf, or `to`.
    public long nextEntry(int table, long from, long to) {
        return next(table, from, to, 1);
    }

    /// The first address in `[from, to)` that has an entry of `level` (2: a PTE table or a huge leaf), or `to`.
    public long nextTable(int table, long from, long to, int level) {
        return next(table, from, to, level);
    }

    private long next(int table, long from, long to, int wanted) {
        int bits = leafBits(table);
        long at = from;
        while (Long.compareUnsigned(at, to) < 0) {
            int level = level(table);
            int node = table;
            long entry = store.get(node, slot(at, level, bits));
            while (level > wanted && Pte.isTable(entry)) {
                node = (int) Pte.pfn(entry);
                level--;
                entry = store.get(node, slot(at, level, bits));
            }
            if (entry != 0) {
                return at;
            }
            at = skip(node, level, bits, at, to);
        }
        return to;
    }

    /// From an empty entry of a node to the next that is not empty, or to the node's end.
    private long skip(int node, int level, int bits, long from, long to) {
        long span = 1L << shift(level, bits);
        int end = FIRST + (1 << (level == 1 ? bits : INDEX_BITS));
        long at = from & -span;
        for (int slot = slot(from, level, bits); slot < end && Long.compareUnsigned(at, to) < 0; slot++, at += span) {
            if (store.get(node, slot) != 0) {
                return at;
            }
        }
        return at;
    }

    /// Frees the nodes that cover nothing outside `[floor, ceiling)` and lie in `[from, to)`, with every entry in them;
    /// whether any went. A ceiling of 0 is the end of the address space.
    public boolean freeNodes(int table, long from, long to, long floor, long ceiling) {
        return freeNodes(table, table, 0, new Bounds(from, to, floor, ceiling));
    }

    private record Bounds(long from, long to, long floor, long ceiling) {
        boolean covers(long at, long end) {
            return at >= floor && (ceiling == 0 || end <= ceiling);
        }
    }

    private boolean freeNodes(int table, int node, long base, Bounds bounds) {
        int bits = leafBits(table);
        int level = level(node);
        long span = 1L << shift(level, bits);
        boolean any = false;
        long at = Math.max(base, bounds.from & -span);
        for (; level > 1 && at < bounds.to && at < base + (span << INDEX_BITS); at += span) {
            long entry = store.get(node, slot(at, level, bits));
            if (!Pte.isTable(entry)) {
                continue;
            }
            if (bounds.covers(at, at + span)) {
                store.set(node, slot(at, level, bits), 0);
                destroy(table, (int) Pte.pfn(entry), at);
                any = true;
            } else {
                any |= freeNodes(table, (int) Pte.pfn(entry), at, bounds);
            }
        }
        return any;
    }

    /// Frees a PTE table that is not installed.
    public void freeLeaf(int pteTable) {
        store.free(pteTable);
    }

    /// Frees the whole table. While translations of it linger its id is not free.
    public void destroy(int table) {
        if (level(table) > 1) {
            destroyBelow(table, table, 0);
        }
        if (watcher.destroyed(table)) {
            store.set(table, 0, RETIRED);
            store.resize(table, RETIRED_WORDS);
        } else {
            store.free(table);
        }
    }

    private void destroy(int table, int node, long base) {
        if (level(node) == 1) {
            lose(table, node, base, 0);
        } else {
            destroyBelow(table, node, base);
        }
        store.free(node);
    }

    private void destroyBelow(int table, int node, long base) {
        int level = level(node);
        long span = 1L << shift(level, leafBits(table));
        int deposited = (int) store.get(node, DEPOSITED);
        while (deposited != 0) {
            int next = (int) store.get(deposited, DEPOSITED);
            store.free(deposited);
            deposited = next;
        }
        for (int i = 0; i < 1 << INDEX_BITS; i++) {
            long entry = store.get(node, FIRST + i);
            if (Pte.isTable(entry)) {
                destroy(table, (int) Pte.pfn(entry), base + span * i);
            } else {
                watcher.overwritten(table, base + span * i, entry, 0);
            }
        }
    }
}
