package dev.quire.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A page table as what is where: nodes by level and first address, entries by address. A PTE table that stands alone
/// has level 1.
final class ReferenceTable {
    static final long PAGE = 4096;

    /// The node of `level` whose first address is `base`.
    record Place(int level, long base) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return level != other.level ? Integer.compare(level, other.level) : Long.compare(base, other.base);
        }
    }

    final int levels;
    final int leafBits;
    boolean retired;
    /// Ids of the nodes below the root.
    final TreeMap<Place, Integer> nodes = new TreeMap<>();
    /// Entries of pages that are not empty, by address.
    final TreeMap<Long, Long> pages = new TreeMap<>();
    /// Entries of level 2 that are neither empty nor a node, by first address.
    final TreeMap<Long, Long> huge = new TreeMap<>();
    /// Tables put aside, by the first address of their level-2 node.
    final TreeMap<Long, TreeSet<Integer>> deposited = new TreeMap<>();

    ReferenceTable(int levels, int leafBits) {
        this.levels = levels;
        this.leafBits = leafBits;
    }

    ReferenceTable(ReferenceTable other) {
        this(other.levels, other.leafBits);
        retired = other.retired;
        nodes.putAll(other.nodes);
        pages.putAll(other.pages);
        huge.putAll(other.huge);
        other.deposited.forEach((base, ids) -> deposited.put(base, new TreeSet<>(ids)));
    }

    /// Bytes that a node of a level covers.
    long span(int level) {
        long bytes = PAGE << leafBits;
        for (int i = 1; i < level; i++) {
            bytes *= 512;
        }
        return bytes;
    }

    /// The first address of the node of `level` that covers an address.
    long base(long address, int level) {
        return address / span(level) * span(level);
    }

    int node(long address, int level) {
        return nodes.getOrDefault(new Place(level, base(address, level)), 0);
    }

    boolean hugeAt(long address) {
        return levels > 1 && huge.containsKey(base(address, 1));
    }

    /// The PTE table's entries alone, by their place in it.
    TreeMap<Long, Long> entriesOf(long base) {
        TreeMap<Long, Long> entries = new TreeMap<>();
        pages.subMap(base, base + span(1)).forEach((address, entry) -> entries.put(address - base, entry));
        return entries;
    }

    /// The first address from `from` on, below `to`, with something of `level` (1: a page), or `to`.
    long next(long from, long to, int level) {
        List<long[]> covered = new ArrayList<>();
        if (level == 1) {
            pages.keySet().forEach(address -> covered.add(new long[] {address, address + PAGE}));
        }
        if (level <= 2) {
            huge.keySet().forEach(base -> covered.add(new long[] {base, base + span(1)}));
        }
        if (level > 1) {
            nodes.keySet().stream()
                    .filter(place -> place.level() == level - 1)
                    .forEach(place -> covered.add(new long[] {place.base(), place.base() + span(level - 1)}));
        }
        long first = to;
        for (long[] run : covered) {
            if (run[1] > from && run[0] < to) {
                first = Math.min(first, Math.max(from, run[0]));
            }
        }
        return first;
    }

    /// The nodes that `free_tables` takes: highest first, each with what lies below it.
    List<Place> freed(long from, long to, long floor, long ceiling) {
        List<Place> freed = new ArrayList<>();
        for (Map.Entry<Place, Integer> entry : nodes.descendingMap().entrySet()) {
            Place place = entry.getKey();
            long end = place.base() + span(place.level());
            boolean below = freed.stream()
                    .anyMatch(
                            above -> place.base() >= above.base() && place.base() < above.base() + span(above.level()));
            boolean hit = place.base() < to && end > from;
            boolean inside = place.base() >= floor && (ceiling == 0 || end <= ceiling);
            if (below || hit && inside) {
                freed.add(place);
            }
        }
        return freed;
    }

    void dump(Dump out) {
        out.add(levels, leafBits, retired ? 1 : 0, nodes.size());
        nodes.forEach((place, id) -> out.add(place.level(), place.base(), id));
        out.add(pages.size());
        pages.forEach((address, entry) -> out.add(address, entry));
        out.add(huge.size());
        huge.forEach((base, entry) -> out.add(base, entry));
        deposited.forEach((base, aside) -> aside.forEach(id -> out.add(base, id)));
    }
}
