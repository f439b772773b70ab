package dev.quire.engine.reference;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.store.WordStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tables and TLBs of the reference, and all ids; the rest is [ReferenceObjects]'.
public final class ReferenceEngine {
    final Ids ids;
    final TreeMap<Integer, ReferenceTable> tables = new TreeMap<>();
    final TreeMap<Integer, ReferenceTlb> tlbs = new TreeMap<>();
    final ReferenceObjects objects;

    public ReferenceEngine() {
        ids = new Ids();
        ids.allocate(WordStore.POOLS - 1);
        objects = new ReferenceObjects(ids);
    }

    private ReferenceEngine(ReferenceEngine other) {
        ids = new Ids(other.ids);
        other.tables.forEach((id, table) -> tables.put(id, new ReferenceTable(table)));
        other.tlbs.forEach((id, tlb) -> tlbs.put(id, new ReferenceTlb(tlb)));
        objects = new ReferenceObjects(ids, other.objects);
    }

    public ReferenceEngine copy() {
        return new ReferenceEngine(this);
    }

    public Dump dump() {
        Dump out = new Dump();
        out.add(ids.all());
        tables.forEach((id, table) -> table.dump(out.add(Dump.TABLE, id)));
        tlbs.forEach((id, tlb) -> tlb.dump(out.add(Dump.TLB, id)));
        objects.dump(out);
        return out;
    }

    // --- tables -----------------------------------------------------------------------------------------------------

    int createTable(int pool, int leafBits) {
        int levels = 1;
        while (new ReferenceTable(levels, leafBits).span(levels) < 1L << 48) {
            levels++;
        }
        int id = ids.allocate(pool);
        tables.put(id, new ReferenceTable(levels, leafBits));
        return id;
    }

    int createLeaf(int table, int pool) {
        int id = ids.allocate(pool);
        tables.put(id, new ReferenceTable(1, tables.get(table).leafBits));
        return id;
    }

    boolean populate(int id, long address, int level, int pool) {
        ReferenceTable table = tables.get(id);
        boolean made = false;
        for (int at = table.levels - 1; at >= level; at--) {
            if (at == 1 && table.hugeAt(address)) {
                return made;
            }
            ReferenceTable.Place place = new ReferenceTable.Place(at, table.base(address, at));
            if (!table.nodes.containsKey(place)) {
                table.nodes.put(place, ids.allocate(pool));
                made = true;
            }
        }
        return made;
    }

    long exchangePage(int id, long address, long entry, int pool) {
        populate(id, address, 1, pool);
        ReferenceTable table = tables.get(id);
        Long old = entry == 0 ? table.pages.remove(address) : table.pages.put(address, entry);
        long was = old == null ? 0 : old;
        lost(id, address, 1, was, entry);
        return was;
    }

    /// Stores an entry of level 2 that leads to no table. A PTE table that stood there stands alone afterwards.
    long exchangeHuge(int id, long address, long entry, int pool) {
        populate(id, address, 2, pool);
        ReferenceTable table = tables.get(id);
        long base = table.base(address, 1);
        Integer node = table.nodes.remove(new ReferenceTable.Place(1, base));
        if (node == null) {
            Long old = table.huge.remove(base);
            put(table.huge, base, entry);
            lost(id, base, 1L << table.leafBits, old == null ? 0 : old, entry);
            return old == null ? 0 : old;
        }
        ReferenceTable alone = new ReferenceTable(1, table.leafBits);
        alone.pages.putAll(table.entriesOf(base));
        table.pages.subMap(base, base + table.span(1)).clear();
        tables.put(node, alone);
        put(table.huge, base, entry);
        alone.pages.forEach((offset, old) -> {
            long instead = Pte.present(entry) ? Pte.withPfn(entry, Pte.pfn(entry) + offset / ReferenceTable.PAGE) : 0;
            lost(id, base + offset, 1, old, instead);
        });
        return Pte.table(node);
    }

    /// Installs a PTE table that stands alone where none is.
    void install(int id, long address, int pteTable, int pool) {
        populate(id, address, 2, pool);
        ReferenceTable table = tables.get(id);
        long base = table.base(address, 1);
        Long old = table.huge.remove(base);
        table.nodes.put(new ReferenceTable.Place(1, base), pteTable);
        tables.remove(pteTable).pages.forEach((offset, entry) -> table.pages.put(base + offset, entry));
        lost(id, base, 1L << table.leafBits, old == null ? 0 : old, 0);
    }

    private static void put(Map<Long, Long> entries, long key, long entry) {
        if (entry != 0) {
            entries.put(key, entry);
        }
    }

    long translate(int id, long address) {
        ReferenceTable table = tables.get(id);
        if (!table.hugeAt(address)) {
            return table.pages.getOrDefault(address, 0L);
        }
        long base = table.base(address, 1);
        long entry = table.huge.get(base);
        return Pte.present(entry) ? Pte.withPfn(entry, Pte.pfn(entry) + (address - base) / ReferenceTable.PAGE) : entry;
    }

    void deposit(int id, long address, int pteTable) {
        ReferenceTable table = tables.get(id);
        table.deposited
                .computeIfAbsent(table.base(address, 2), b -> new TreeSet<>())
                .add(pteTable);
    }

    int withdraw(int id, long address) {
        ReferenceTable table = tables.get(id);
        TreeSet<Integer> aside = table.deposited.getOrDefault(table.base(address, 2), new TreeSet<>());
        return aside.isEmpty() ? 0 : aside.pollFirst();
    }

    boolean freeNodes(int id, long from, long to, long floor, long ceiling) {
        List<ReferenceTable.Place> freed = tables.get(id).freed(from, to, floor, ceiling);
        freed.forEach(place -> freeNode(id, place));
        return !freed.isEmpty();
    }

    private void freeNode(int id, ReferenceTable.Place place) {
        ReferenceTable table = tables.get(id);
        long end = place.base() + table.span(place.level());
        ids.free(table.nodes.remove(place));
        if (place.level() == 1) {
            loseAll(id, table.pages, place.base(), end, 1);
        } else if (place.level() == 2) {
            loseAll(id, table.huge, place.base(), end, 1L << table.leafBits);
            TreeSet<Integer> aside = table.deposited.remove(place.base());
            for (int pteTable : aside == null ? new TreeSet<Integer>() : aside) {
                freeLeaf(pteTable);
            }
        }
    }

    private void loseAll(int id, TreeMap<Long, Long> entries, long from, long to, long pages) {
        Map<Long, Long> gone = entries.subMap(from, to);
        gone.forEach((address, entry) -> lost(id, address, pages, entry, 0));
        gone.clear();
    }

    void freeLeaf(int pteTable) {
        tables.remove(pteTable);
        ids.free(pteTable);
    }

    /// Frees a whole table; its id stays in use while a TLB holds something of it.
    void destroy(int id) {
        ReferenceTable table = tables.get(id);
        List.copyOf(table.nodes.keySet()).forEach(place -> freeNode(id, place));
        tlbs.values().forEach(tlb -> tlb.active.remove(id));
        table.retired = true;
        release(id);
    }

    private void release(int id) {
        if (tables.get(id).retired && tlbs.values().stream().noneMatch(tlb -> tlb.holds(id))) {
            tables.remove(id);
            ids.free(id);
        }
    }

    // --- TLBs -------------------------------------------------------------------------------------------------------

    int createTlb(int pool) {
        int id = ids.allocate(pool);
        tlbs.put(id, new ReferenceTlb());
        return id;
    }

    /// An entry gave way: a TLB may hold it if the hardware could use it, unless the new one allows all that it did.
    private void lost(int id, long address, long pages, long old, long now) {
        boolean cached = Pte.has(old, Pte.PRESENT) && Pte.has(old, Pte.ACCESSED);
        boolean same = Pte.has(now, Pte.PRESENT)
                && Pte.pfn(old) == Pte.pfn(now)
                && (!Pte.has(old, Pte.WRITABLE) || Pte.has(now, Pte.WRITABLE))
                && (!Pte.has(old, Pte.USER) || Pte.has(now, Pte.USER))
                && (!Pte.has(old, Pte.DIRTY) || Pte.has(now, Pte.DIRTY))
                && (!Pte.has(old, Pte.HUGE) || Pte.has(now, Pte.HUGE))
                && (Pte.has(old, Pte.NO_EXECUTE) || !Pte.has(now, Pte.NO_EXECUTE));
        if (cached && !same) {
            ReferenceTlb.Stale stale =
                    new ReferenceTlb.Stale(id, address / ReferenceTable.PAGE, pages, old & Pte.TRANSLATION);
            tlbs.values().stream().filter(tlb -> tlb.active.contains(id)).forEach(tlb -> tlb.stale.add(stale));
        }
    }

    int flush(List<Integer> which, int table, long from, long to) {
        int dropped = 0;
        for (int tlb : which) {
            dropped += tlbs.get(tlb).flush(table, from / ReferenceTable.PAGE, to / ReferenceTable.PAGE);
        }
        release(table);
        return dropped;
    }

    List<Integer> allTlbs() {
        return new ArrayList<>(tlbs.keySet());
    }
}
