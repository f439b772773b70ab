package dev.quire.engine.paging;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.store.WordStore;

/// TLBs as the difference from the live tables (ADR 0001 §6): translations that were present since the last flush and
/// are no more.
/// A TLB's cell: kind, size, then sorted entries of two words, (table, page) and the old entry's translation bits. A
/// table with which the
/// TLB has worked has an entry for page `ACTIVE`.
public final class Tlbs {
    /// Word 0 of a TLB's cell.
    public static final int KIND = 6;

    private static final int SIZE = 1;
    private static final int FIRST = 2;
    private static final int TABLE_SHIFT = 37;
    private static final long PAGES = (1L << TABLE_SHIFT) - 1;
    private static final long ACTIVE = PAGES;

    private final WordStore store;
    private final int[] tlbs = new int[WordStore.POOLS];
    private int count;

    public Tlbs(WordStore store) {
        this.store = store;
    }

    /// A new TLB. There are as many as threads, made once, before anything that will be undone.
    public int create(int pool) {
        int tlb = store.allocate(pool, KIND, FIRST + 8);
        tlbs[count++] = tlb;
        return tlb;
    }

    private static long key(int table, long page) {
        return (long) table << TABLE_SHIFT | page & PAGES;
    }

    private int size(int tlb) {
        return (int) store.get(tlb, SIZE);
    }

    private int find(int tlb, long key, long entry) {
        int at = 0;
        while (at < size(tlb)) {
            long k = store.get(tlb, FIRST + 2 * at);
            if (k > key || k == key && store.get(tlb, FIRST + 2 * at + 1) >= entry) {
                break;
            }
            at++;
        }
        return at;
    }

    private boolean insert(int tlb, long key, long entry) {
        int at = find(tlb, key, entry);
        int size = size(tlb);
        if (at < size && store.get(tlb, FIRST + 2 * at) == key && store.get(tlb, FIRST + 2 * at + 1) == entry) {
            return false;
        }
        int end = FIRST + 2 * (size + 1);
        if (end > store.length(tlb)) {
            store.resize(tlb, Integer.highestOneBit(end) * 2);
        }
        for (int i = end - 3; i >= FIRST + 2 * at; i--) {
            store.set(tlb, i + 2, store.get(tlb, i));
        }
        store.set(tlb, FIRST + 2 * at, key);
        store.set(tlb, FIRST + 2 * at + 1, entry);
        store.set(tlb, SIZE, size + 1L);
        return true;
    }

    private void remove(int tlb, int at) {
        int end = FIRST + 2 * size(tlb);
        for (int i = FIRST + 2 * at + 2; i < end; i++) {
            store.set(tlb, i - 2, store.get(tlb, i));
        }
        store.set(tlb, end - 1, 0);
        store.set(tlb, end - 2, 0);
        store.set(tlb, SIZE, size(tlb) - 1L);
    }

    /// From now on what is overwritten in `table` may linger in `tlb`.
    public void activate(int tlb, int table) {
        insert(tlb, key(table, ACTIVE), 0);
    }

    public boolean active(int tlb, int table) {
        int at = find(tlb, key(table, ACTIVE), 0);
        return at < size(tlb) && store.get(tlb, FIRST + 2 * at) == key(table, ACTIVE);
    }

    /// An entry of `table` gave way to `now`: where the hardware may have cached it and it says more, it lingers.
    public void overwritten(int table, long address, long old, long now) {
        if (!Pte.has(old, Pte.PRESENT) || !Pte.has(old, Pte.ACCESSED)) {
            return;
        }
        long translation = old & Pte.TRANSLATION;
        boolean says = (translation & ~now) != 0 || Pte.pfn(old) != Pte.pfn(now);
        for (int i = 0; says && i < count; i++) {
            if (store.isLive(tlbs[i]) && active(tlbs[i], table)) {
                insert(tlbs[i], key(table, address >>> PageTables.PAGE_SHIFT), translation);
            }
        }
    }

    /// The number of stale translations of a page.
    public int staleCount(int tlb, int table, long address) {
        long key = key(table, address >>> PageTables.PAGE_SHIFT);
        int found = 0;
        for (int i = find(tlb, key, Long.MIN_VALUE); i < size(tlb) && store.get(tlb, FIRST + 2 * i) == key; i++) {
            found++;
        }
        return found;
    }

    /// Stale translation `index` of a page.
    public long stale(int tlb, int table, long address, int index) {
        return store.get(
                tlb,
                FIRST + 2 * (find(tlb, key(table, address >>> PageTables.PAGE_SHIFT), Long.MIN_VALUE) + index) + 1);
    }

    /// Drops the stale translations of `[from, to)` from every TLB; how many.
    public int flushAll(int table, long from, long to) {
        int dropped = 0;
        long first = key(table, from >>> PageTables.PAGE_SHIFT);
        long last = key(table, Math.min(to - 1 >>> PageTables.PAGE_SHIFT, ACTIVE - 1));
        for (int t = 0; t < count; t++) {
            int at = find(tlbs[t], first, Long.MIN_VALUE);
            while (at < size(tlbs[t]) && store.get(tlbs[t], FIRST + 2 * at) <= last) {
                remove(tlbs[t], at);
                dropped++;
            }
        }
        return dropped;
    }

    /// Whether any stale translation leads to the frame.
    public boolean reaches(long pfn) {
        for (int t = 0; t < count; t++) {
            for (int i = 0; i < size(tlbs[t]); i++) {
                long entry = store.get(tlbs[t], FIRST + 2 * i + 1);
                if (entry != 0 && Pte.pfn(entry) == pfn) {
                    return true;
                }
            }
        }
        return false;
    }
}
