package dev.quire.engine.paging;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.store.WordStore;
import java.util.Arrays;

/// TLBs as the difference from the live tables (ADR 0001 §6): translations that were present since the last flush and
/// are no more. A TLB's cell is its kind, its size, and its entries in order: table, page, and the old entry's
/// translation bits; that of a huge leaf is filed under its first page. A table with which the TLB has worked has an
/// entry for page `ACTIVE`.
///
/// What a TLB holds of a table outlives the table: its frames stay reachable until they are flushed.
public final class Tlbs implements PageTables.Watcher {
    /// Word 0 of a TLB's cell, and of the list of all TLBs.
    public static final int KIND = 6;

    private static final int SIZE = 1;
    private static final int FIRST = 2;
    private static final int ENTRY = 3;
    private static final long ACTIVE = Long.MAX_VALUE;
    private static final long[] NOTHING = {};

    private final WordStore store;
    private final int all;

    /// Makes the list of TLBs, which lives as long as the store.
    public Tlbs(WordStore store) {
        this.store = store;
        all = store.allocate(WordStore.POOLS - 1, KIND, FIRST + WordStore.POOLS);
    }

    public int create(int pool) {
        int tlb = store.allocate(pool, KIND, FIRST + ENTRY * 2);
        int count = count();
        store.set(all, FIRST + count, tlb);
        store.set(all, SIZE, count + 1L);
        return tlb;
    }

    private int count() {
        return (int) store.get(all, SIZE);
    }

    private int tlb(int index) {
        return (int) store.get(all, FIRST + index);
    }

    private int size(int tlb) {
        return (int) store.get(tlb, SIZE);
    }

    private long word(int tlb, int index, int word) {
        return store.get(tlb, FIRST + ENTRY * index + word);
    }

    private boolean isOf(int tlb, int index, int table, long page) {
        return index < size(tlb) && word(tlb, index, 0) == table && word(tlb, index, 1) == page;
    }

    /// The index of the first entry that is not before (table, page, entry).
    private int find(int tlb, int table, long page, long entry) {
        int low = 0;
        int high = size(tlb);
        while (low < high) {
            int middle = low + high >>> 1;
            int order = Long.compare(word(tlb, middle, 0), table);
            order = order != 0 ? order : Long.compare(word(tlb, middle, 1), page);
            order = order != 0 ? order : Long.compare(word(tlb, middle, 2), entry);
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(int tlb, int table, long page, long entry) {
        int at = find(tlb, table, page, entry);
        if (isOf(tlb, at, table, page) && word(tlb, at, 2) == entry) {
            return;
        }
        int size = size(tlb);
        int end = FIRST + ENTRY * (size + 1);
        if (end > store.length(tlb)) {
            store.resize(tlb, end * 2);
        }
        int place = FIRST + ENTRY * at;
        for (int i = end - ENTRY - 1; i >= place; i--) {
            store.set(tlb, i + ENTRY, store.get(tlb, i));
        }
        store.set(tlb, place, table);
        store.set(tlb, place + 1, page);
        store.set(tlb, place + 2, entry);
        store.set(tlb, SIZE, size + 1L);
    }

    private void remove(int tlb, int from, int to) {
        int size = size(tlb);
        int gap = ENTRY * (to - from);
        int end = FIRST + ENTRY * size;
        for (int i = FIRST + ENTRY * to; i < end; i++) {
            store.set(tlb, i - gap, store.get(tlb, i));
        }
        for (int i = end - gap; i < end; i++) {
            store.set(tlb, i, 0);
        }
        store.set(tlb, SIZE, size - (to - from));
    }

    /// From now on what is overwritten in `table` may linger in `tlb`.
    public void activate(int tlb, int table) {
        insert(tlb, table, ACTIVE, 0);
    }

    public boolean active(int tlb, int table) {
        return isOf(tlb, find(tlb, table, ACTIVE, 0), table, ACTIVE);
    }

    /// Where the hardware may have cached the old entry and it says more than `now`, it lingers.
    @Override
    public void overwritten(int table, long address, long old, long now) {
        if (!Pte.has(old, Pte.PRESENT) || !Pte.has(old, Pte.ACCESSED)) {
            return;
        }
        if (!Pte.saysMore(old, now)) {
            return;
        }
        long translation = old & Pte.TRANSLATION;
        for (int i = 0; i < count(); i++) {
            if (active(tlb(i), table)) {
                insert(tlb(i), table, address >>> PageTables.PAGE_SHIFT, translation);
            }
        }
    }

    /// Ends what the TLBs follow of a table; whether translations of it linger.
    @Override
    public boolean destroyed(int table) {
        for (int i = 0; i < count(); i++) {
            int at = find(tlb(i), table, ACTIVE, 0);
            if (isOf(tlb(i), at, table, ACTIVE)) {
                remove(tlb(i), at, at + 1);
            }
        }
        return lingers(table);
    }

    private boolean lingers(int table) {
        for (int i = 0; i < count(); i++) {
            int at = find(tlb(i), table, 0, Long.MIN_VALUE);
            if (at < size(tlb(i)) && word(tlb(i), at, 0) == table && word(tlb(i), at, 1) != ACTIVE) {
                return true;
            }
        }
        return false;
    }

    private long hugePages(int table) {
        return 1L << store.get(table, PageTables.LEAF_BITS);
    }

    /// The stale translations that cover an address, those of huge leaves with the frame of the address's page.
    public long[] stale(int tlb, int table, long address) {
        if (size(tlb) == 0) {
            return NOTHING;
        }
        long page = address >>> PageTables.PAGE_SHIFT;
        long[] found = NOTHING;
        for (int i = find(tlb, table, page, Long.MIN_VALUE); isOf(tlb, i, table, page); i++) {
            if (!Pte.has(word(tlb, i, 2), Pte.HUGE)) {
                found = append(found, word(tlb, i, 2));
            }
        }
        long first = page & -hugePages(table);
        for (int i = find(tlb, table, first, Long.MIN_VALUE); isOf(tlb, i, table, first); i++) {
            long entry = word(tlb, i, 2);
            if (Pte.has(entry, Pte.HUGE)) {
                found = append(found, Pte.withPfn(entry, Pte.pfn(entry) + page - first));
            }
        }
        return found;
    }

    private static long[] append(long[] words, long word) {
        long[] longer = Arrays.copyOf(words, words.length + 1);
        longer[words.length] = word;
        return longer;
    }

    /// Drops the stale translations of `[from, to)` from every TLB; how many.
    public int flushAll(int table, long from, long to) {
        int dropped = 0;
        for (int i = 0; i < count(); i++) {
            dropped += drop(tlb(i), table, from, to);
        }
        release(table);
        return dropped;
    }

    /// Drops the stale translations of `[from, to)` from one TLB; how many.
    public int flush(int tlb, int table, long from, long to) {
        int dropped = drop(tlb, table, from, to);
        release(table);
        return dropped;
    }

    /// A destroyed table that nothing lingers of gives its id back.
    private void release(int table) {
        if (store.kind(table) == PageTables.RETIRED && !lingers(table)) {
            store.free(table);
        }
    }

    private int drop(int tlb, int table, long from, long to) {
        if (size(tlb) == 0 || Long.compareUnsigned(from, to) >= 0) {
            return 0;
        }
        long first = from >>> PageTables.PAGE_SHIFT;
        long last = Math.min(to - 1 >>> PageTables.PAGE_SHIFT, ACTIVE - 1);
        int dropped = 0;
        int at = find(tlb, table, first & -hugePages(table), Long.MIN_VALUE);
        while (at < size(tlb) && word(tlb, at, 0) == table && word(tlb, at, 1) < first) {
            if (Pte.has(word(tlb, at, 2), Pte.HUGE)) {
                remove(tlb, at, at + 1);
                dropped++;
            } else {
                at++;
            }
        }
        int end = at;
        while (end < size(tlb) && word(tlb, end, 0) == table && word(tlb, end, 1) <= last) {
            end++;
        }
        if (end > at) {
            remove(tlb, at, end);
        }
        return dropped + end - at;
    }

    /// Told of translations that linger.
    public interface Listing {
        void lingers(int table, long address, long entry);
    }

    /// Lists the stale translations of a TLB, in order.
    public void lingering(int tlb, Listing told) {
        for (int i = 0; i < size(tlb); i++) {
            if (word(tlb, i, 1) != ACTIVE) {
                told.lingers((int) word(tlb, i, 0), word(tlb, i, 1) << PageTables.PAGE_SHIFT, word(tlb, i, 2));
            }
        }
    }

    /// Whether any stale translation leads to the frame.
    public boolean reaches(long pfn) {
        for (int t = 0; t < count(); t++) {
            int tlb = tlb(t);
            for (int i = 0; i < size(tlb); i++) {
                long entry = word(tlb, i, 2);
                long pages = Pte.has(entry, Pte.HUGE) ? hugePages((int) word(tlb, i, 0)) : 1;
                if (entry != 0 && pfn >= Pte.pfn(entry) && pfn < Pte.pfn(entry) + pages) {
                    return true;
                }
            }
        }
        return false;
    }
}
