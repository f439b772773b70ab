package dev.quire.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.engine.Engine;
import dev.quire.engine.bits.Pte;
import dev.quire.engine.bits.SwapPte;
import dev.quire.engine.paging.PageTables;
import dev.quire.engine.store.Delta;
import java.util.ArrayList;
import java.util.List;

/// The packed engine and the reference side by side: every operation is performed on both, and both must answer the
/// same. Operations on lists, maps, locks and frames are [ObjectDuel]'s.
final class Duel {
    /// First addresses of pages, chosen so that nodes of all levels and both shapes are shared by some and not by
    /// others.
    static final long[] ADDRESSES = {
        0,
        0x1000,
        0x3000,
        0x4000,
        0x7000,
        0x1ff000,
        0x200000,
        0x201000,
        0x3ff000,
        0x800000,
        0x40000000,
        0x40001000,
        0x7fc000000000L,
        0x7fffffffe000L
    };

    static final long END = 1L << 47;

    private static final int POOLS = 2;
    private static final int MOST_TABLES = 4;
    private static final int MOST_TLBS = 3;
    private static final int MOST_SAVED = 6;

    private record Saved(long mark, ReferenceEngine reference, Fingerprint fingerprint) {}

    final Engine engine = new Engine();
    ReferenceEngine reference = new ReferenceEngine();
    private final ObjectDuel objects = new ObjectDuel(this);
    private final List<Saved> saved = new ArrayList<>();

    Fingerprint fingerprint() {
        return new Fingerprint(engine.store().fingerprintLow(), engine.store().fingerprintHigh());
    }

    /// Both halves of a fingerprint.
    record Fingerprint(long low, long high) {}

    void perform(Operation o) {
        switch (o.kind()) {
            case SAVE -> save();
            case GO_BACK -> goBack(o);
            case FORGET -> {
                saved.clear();
                engine.store().forget();
            }
            case CREATE_TABLE,
                    CREATE_LEAF,
                    FREE_LEAF,
                    DESTROY_TABLE,
                    POPULATE,
                    INSTALL,
                    DEPOSIT,
                    WITHDRAW,
                    FREE_NODES -> nodes(o);
            case EXCHANGE_PAGE, EXCHANGE_HUGE, READ, NEXT -> entries(o);
            case CREATE_TLB, ACTIVATE, STALE, FLUSH, FLUSH_ALL, REACHES -> tlbs(o);
            case CREATE_LIST,
                    LIST_INSERT,
                    LIST_SET,
                    LIST_REMOVE,
                    LIST_CLEAR,
                    CREATE_MAP,
                    MAP_PUT,
                    MAP_REMOVE,
                    MAP_FIND,
                    MAP_CLEAR,
                    DELETE,
                    CREATE_LOCKS,
                    LOCK,
                    LOCK_SHARED,
                    RELEASE,
                    DOWNGRADE,
                    CREATE_FRAME,
                    FREE_FRAME,
                    STORE_BYTE,
                    STORE_RUN,
                    FILL,
                    COPY,
                    COMPARE -> objects.perform(o);
        }
    }

    // --- going back -------------------------------------------------------------------------------------------------

    private void save() {
        if (saved.size() < MOST_SAVED) {
            saved.add(new Saved(engine.store().mark(), reference.copy(), fingerprint()));
        }
    }

    /// Rolls back; half of the time a delta leads forward again.
    private void goBack(Operation o) {
        if (saved.isEmpty()) {
            return;
        }
        int index = o.a() % saved.size();
        Saved to = saved.get(index);
        Fingerprint after = fingerprint();
        Delta delta = engine.store().deltaSince(to.mark());
        engine.store().rollback(to.mark());
        assertEquals(to.fingerprint(), fingerprint(), "rolled back");
        if (o.b() % 2 == 0) {
            engine.store().apply(delta);
            assertEquals(after, fingerprint(), "went forward by a delta");
        } else {
            reference = to.reference().copy();
        }
        saved.subList(index + 1, saved.size()).clear();
    }

    // --- tables -----------------------------------------------------------------------------------------------------

    private List<Integer> tables(boolean alone) {
        List<Integer> found = new ArrayList<>();
        reference.tables.forEach((id, table) -> {
            boolean aside = reference.tables.values().stream()
                    .anyMatch(t -> t.deposited.values().stream().anyMatch(ids -> ids.contains(id)));
            if (!table.retired && table.levels > 1 != alone && !aside) {
                found.add(id);
            }
        });
        return found;
    }

    static int pick(List<Integer> from, int number) {
        return from.isEmpty() ? 0 : from.get(number % from.size());
    }

    static long address(int number) {
        return ADDRESSES[number % ADDRESSES.length];
    }

    /// An entry of a page: none, swapped out, or present with flags from the number's bits.
    static long entry(int number) {
        if (number % 7 == 0) {
            return number % 2 == 0 ? 0 : SwapPte.make(number % 3, number);
        }
        long flags = (number & 8) != 0 ? Pte.ACCESSED : 0;
        flags |= (number & 16) != 0 ? Pte.DIRTY : 0;
        return Pte.make(1 + number % 3, (number & 32) != 0, (number & 64) != 0) | flags;
    }

    /// An entry of level 2 that leads to no table.
    static long hugeEntry(int number) {
        long entry = entry(number);
        if (!Pte.present(entry)) {
            return entry;
        }
        long huge = Pte.withPfn(entry, 512L * (number % 3)) | Pte.HUGE;
        return number % 5 == 0 ? huge & ~Pte.PRESENT : huge;
    }

    private void nodes(Operation o) {
        PageTables packed = engine.tables();
        int pool = o.b() % POOLS;
        int table = pick(tables(false), o.a());
        int alone = pick(tables(true), o.d());
        long address = address(o.c());
        if (o.kind() == Operation.Kind.CREATE_TABLE) {
            if (reference.tables.size() < MOST_TABLES) {
                int bits = o.c() % 2 == 0 ? PageTables.FULL : 2;
                assertEquals(reference.createTable(pool, bits), packed.create(pool, bits));
            }
            return;
        }
        if (table == 0) {
            return;
        }
        ReferenceTable shape = reference.tables.get(table);
        boolean fits = alone != 0 && reference.tables.get(alone).leafBits == shape.leafBits;
        switch (o.kind()) {
            case CREATE_LEAF -> assertEquals(reference.createLeaf(table, pool), packed.createLeaf(table, pool));
            case FREE_LEAF -> {
                if (alone != 0) {
                    reference.freeLeaf(alone);
                    packed.freeLeaf(alone);
                }
            }
            case DESTROY_TABLE -> {
                reference.destroy(table);
                packed.destroy(table);
            }
            case POPULATE -> {
                int level = 1 + o.d() % 2;
                assertEquals(
                        reference.populate(table, address, level, pool), packed.populate(table, address, level, pool));
            }
            case INSTALL -> {
                if (fits && shape.node(address, 1) == 0) {
                    reference.install(table, address, alone, pool);
                    packed.install(table, address, alone, pool);
                }
            }
            case DEPOSIT -> {
                if (fits && shape.node(address, 2) != 0) {
                    reference.deposit(table, address, alone);
                    packed.deposit(table, address, alone);
                }
            }
            case WITHDRAW -> assertEquals(reference.withdraw(table, address), packed.withdraw(table, address));
            case FREE_NODES -> {
                long from = Math.min(address, address(o.d()));
                long to = Math.max(address, address(o.d())) + ReferenceTable.PAGE;
                long floor = o.b() % 3 == 0 ? from : 0;
                long ceiling = o.b() % 5 == 0 ? to : 0;
                assertEquals(
                        reference.freeNodes(table, from, to, floor, ceiling),
                        packed.freeNodes(table, from, to, floor, ceiling));
            }
            default -> throw new IllegalArgumentException(o.line());
        }
    }

    private void entries(Operation o) {
        PageTables packed = engine.tables();
        int pool = o.b() % POOLS;
        List<Integer> all = new ArrayList<>(tables(false));
        if (o.kind() == Operation.Kind.EXCHANGE_PAGE) {
            all.addAll(tables(true));
        }
        int table = pick(all, o.a());
        if (table == 0) {
            return;
        }
        ReferenceTable shape = reference.tables.get(table);
        long address = shape.levels > 1 ? address(o.c()) : address(o.c()) % shape.span(1);
        switch (o.kind()) {
            case EXCHANGE_PAGE -> {
                if (!shape.hugeAt(address)) {
                    assertEquals(
                            reference.exchangePage(table, address, entry(o.d()), pool),
                            packed.exchange(table, address, 1, entry(o.d()), pool));
                }
            }
            case EXCHANGE_HUGE ->
                assertEquals(
                        reference.exchangeHuge(table, address, hugeEntry(o.d()), pool),
                        packed.exchange(table, address, 2, hugeEntry(o.d()), pool));
            case READ -> {
                assertEquals(reference.translate(table, address), packed.translate(table, address));
                assertEquals(shape.node(address, 1), packed.node(table, address, 1));
                assertEquals(shape.node(address, 2), packed.node(table, address, 2));
            }
            case NEXT -> {
                int level = 1 + o.b() % 3;
                long to = o.d() % 2 == 0 ? END : Math.max(address, address(o.d()));
                assertEquals(shape.next(address, to, level), packed.nextTable(table, address, to, level));
            }
            default -> throw new IllegalArgumentException(o.line());
        }
    }

    // --- TLBs -------------------------------------------------------------------------------------------------------

    private void tlbs(Operation o) {
        if (o.kind() == Operation.Kind.CREATE_TLB) {
            if (reference.tlbs.size() < MOST_TLBS) {
                assertEquals(reference.createTlb(o.b() % POOLS), engine.tlbs().create(o.b() % POOLS));
            }
            return;
        }
        List<Integer> rooted = new ArrayList<>(reference.tables.keySet());
        rooted.removeIf(id -> reference.tables.get(id).levels == 1);
        int table = pick(rooted, o.a());
        int tlb = pick(reference.allTlbs(), o.b());
        if (table == 0 || tlb == 0) {
            return;
        }
        long from = address(o.c());
        long to = o.d() % 4 == 0 ? END : Math.max(from, address(o.d())) + ReferenceTable.PAGE;
        switch (o.kind()) {
            case ACTIVATE -> {
                if (!reference.tables.get(table).retired) {
                    reference.tlbs.get(tlb).active.add(table);
                    engine.tlbs().activate(tlb, table);
                }
            }
            case STALE ->
                assertArrayEquals(
                        reference.tlbs.get(tlb).of(table, from / ReferenceTable.PAGE),
                        engine.tlbs().stale(tlb, table, from));
            case FLUSH ->
                assertEquals(
                        reference.flush(List.of(tlb), table, from, to),
                        engine.tlbs().flush(tlb, table, from, to));
            case FLUSH_ALL ->
                assertEquals(
                        reference.flush(reference.allTlbs(), table, from, to),
                        engine.tlbs().flushAll(table, from, to));
            case REACHES -> {
                long pfn = o.c() % 1600;
                assertEquals(
                        reference.tlbs.values().stream().anyMatch(t -> t.reaches(pfn)),
                        engine.tlbs().reaches(pfn));
            }
            default -> throw new IllegalArgumentException(o.line());
        }
    }
}
