package dev.quire.engine.reference;

import dev.quire.engine.bits.Pte;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What a TLB may still hold.
final class ReferenceTlb {
    /// A translation of `pages` pages from `page` on.
    record Stale(int table, long page, long pages, long entry) implements Comparable<Stale> {
        @Override
        public int compareTo(Stale other) {
            return table != other.table
                    ? Integer.compare(table, other.table)
                    : page != other.page ? Long.compare(page, other.page) : Long.compare(entry, other.entry);
        }

        boolean touches(long from, long to) {
            return page < to && page + pages > from;
        }
    }

    final TreeSet<Integer> active = new TreeSet<>();
    final TreeSet<Stale> stale = new TreeSet<>();

    ReferenceTlb() {}

    ReferenceTlb(ReferenceTlb other) {
        active.addAll(other.active);
        stale.addAll(other.stale);
    }

    /// The translations of one page: of pages first, then of huge pages with this page's frame.
    long[] of(int table, long page) {
        List<Long> found = new ArrayList<>();
        for (boolean huge : new boolean[] {false, true}) {
            for (Stale s : stale) {
                if (s.table() == table && s.touches(page, page + 1) && Pte.has(s.entry(), Pte.HUGE) == huge) {
                    found.add(Pte.withPfn(s.entry(), Pte.pfn(s.entry()) + page - s.page()));
                }
            }
        }
        return found.stream().mapToLong(Long::longValue).toArray();
    }

    int flush(int table, long from, long to) {
        int before = stale.size();
        stale.removeIf(s -> s.table() == table && s.touches(from, to));
        return before - stale.size();
    }

    boolean holds(int table) {
        return stale.stream().anyMatch(s -> s.table() == table);
    }

    boolean reaches(long pfn) {
        return stale.stream().anyMatch(s -> pfn >= Pte.pfn(s.entry()) && pfn < Pte.pfn(s.entry()) + s.pages());
    }

    void dump(Dump out) {
        out.add(active.size());
        active.forEach(table -> out.add(table));
        out.add(stale.size());
        stale.forEach(s -> out.add(s.table(), s.page(), s.pages(), s.entry()));
    }
}
