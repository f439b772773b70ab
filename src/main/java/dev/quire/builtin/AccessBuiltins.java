package dev.quire.builtin;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.paging.PageTables;
import dev.quire.interpreter.Activation;
import dev.quire.interpreter.Failure;

/// Accesses of entries, walks and TLB flushes: each a step.
final class AccessBuiltins {
    private static final int WRITE = 1;
    private static final int EXEC = 2;

    private AccessBuiltins() {}

    static void register(Builtins b) {
        entries(b, "", 1);
        entries(b, "_pmd", 2);
        b.step(
                "populate_pmd(table)",
                Contract.reading("what leads to the entry")
                        .writes("the level-2 entry, stale translations of every TLB")
                        .fails("a PTE table stands there, or the other is none that is not installed"),
                (t, s, a, r) -> {
                    int table = place(t, s[a], s[a + 1], 2);
                    if (Pte.isTable(t.engine().tables().read(table, s[a + 1], 2))) {
                        throw Failure.rule("a PTE table is installed over another");
                    }
                    t.engine().tables().install(table, s[a + 1], TableBuiltins.loose(t, s[a + 2]), t.pool());
                    return true;
                });
        b.local("peek(table)", Contract.reading("the entry, and what leads to it"), (t, s, a, r) -> {
            s[r] = t.engine().tables().translate(TableBuiltins.table(t, s[a]), s[a + 1]);
            return true;
        });
        b.step(
                "walk(table)",
                Contract.reading("the entry, what leads to it, the stale translations of this TLB")
                        .writes(
                                "A and D of the entry, that this TLB knows the table, that this thread is between walk and access"),
                (t, s, a, r) -> {
                    s[r] = walk(t, TableBuiltins.table(t, s[a]), s[a + 1], (int) s[a + 2]);
                    return true;
                });
        b.step(
                "flush_tlb(table)",
                Contract.reading("whether the other threads can take an interrupt")
                        .writes("stale translations of every TLB")
                        .waits("every other thread that is between walk and data access, or has interrupts off"),
                (t, s, a, r) -> {
                    if (t.othersUninterruptible()) {
                        return false;
                    }
                    t.engine().tlbs().flushAll(flushed(t, s[a]), s[a + 1], s[a + 2]);
                    return true;
                });
        b.step("flush_tlb_local(table)", Contract.writing("stale translations of this TLB"), (t, s, a, r) -> {
            t.engine().tlbs().flush(t.tlb(), flushed(t, s[a]), s[a + 1], s[a + 2]);
            return true;
        });
        b.local("tlb_reaches(frame)", Contract.reading("stale translations of every TLB"), (t, s, a, r) -> {
            s[r] = t.engine().tlbs().reaches(s[a]) ? 1 : 0;
            return true;
        });
    }

    private static void entries(Builtins b, String suffix, int level) {
        String fails = level == 1 ? "a huge entry stands there" : "the table is a PTE table";
        b.step(
                "read" + suffix + "(table)",
                Contract.reading("the entry, and what leads to it").fails(fails),
                (t, s, a, r) -> {
                    s[r] = read(t, place(t, s[a], s[a + 1], level), s[a + 1], level);
                    return true;
                });
        b.step(
                "set" + suffix + "(table)",
                Contract.reading("what leads to the entry")
                        .writes("the entry, nodes that are missing, stale translations of every TLB")
                        .fails(fails + (level == 1 ? "" : "; a PTE table stands there")),
                (t, s, a, r) -> {
                    int table = place(t, s[a], s[a + 1], level);
                    if (level > 1 && Pte.isTable(read(t, table, s[a + 1], level))) {
                        throw Failure.rule("an entry is stored over a PTE table, which nobody would free");
                    }
                    store(t, table, s[a + 1], level, s[a + 2]);
                    return true;
                });
        b.step(
                "exchange" + suffix + "(table)",
                Contract.reading("the entry, and what leads to it")
                        .writes("the entry, nodes that are missing, stale translations of every TLB")
                        .fails(fails),
                (t, s, a, r) -> {
                    s[r] = store(t, place(t, s[a], s[a + 1], level), s[a + 1], level, s[a + 2]);
                    return true;
                });
        b.step(
                "compare_exchange" + suffix + "(table)",
                Contract.reading("the entry, and what leads to it")
                        .writes("the entry, nodes that are missing, stale translations of every TLB")
                        .fails(fails),
                (t, s, a, r) -> {
                    int table = place(t, s[a], s[a + 1], level);
                    boolean equal = read(t, table, s[a + 1], level) == s[a + 2];
                    if (equal) {
                        store(t, table, s[a + 1], level, s[a + 3]);
                    }
                    s[r] = equal ? 1 : 0;
                    return true;
                });
        b.step(
                "clear_write" + suffix + "(table)",
                Contract.reading("the entry, and what leads to it")
                        .writes("the entry, nodes that are missing, stale translations of every TLB")
                        .fails(fails + ", the entry is not present"),
                (t, s, a, r) -> {
                    int table = place(t, s[a], s[a + 1], level);
                    store(t, table, s[a + 1], level, present(read(t, table, s[a + 1], level)) & ~Pte.WRITABLE);
                    return true;
                });
        b.step(
                "clear_accessed" + suffix + "(table)",
                Contract.reading("the entry, and what leads to it")
                        .writes("the entry, nodes that are missing, stale translations of every TLB")
                        .fails(fails + ", the entry is not present"),
                (t, s, a, r) -> {
                    int table = place(t, s[a], s[a + 1], level);
                    long old = present(read(t, table, s[a + 1], level));
                    store(t, table, s[a + 1], level, old & ~Pte.ACCESSED);
                    s[r] = Pte.has(old, Pte.ACCESSED) ? 1 : 0;
                    return true;
                });
    }

    /// The table, if it can have an entry of `level` for the address.
    private static int place(Activation t, long handle, long address, int level) {
        int table = TableBuiltins.table(t, handle);
        if (t.engine().tables().level(table) < level) {
            throw Failure.rule("a PTE table has no level-2 entries");
        }
        if (level == 1 && t.engine().tables().leafLevel(table, address) == 2) {
            throw Failure.rule("a PTE is accessed where a huge entry stands");
        }
        return table;
    }

    private static int flushed(Activation t, long handle) {
        boolean retired = handle != 0 && t.engine().store().kind((int) handle) == PageTables.RETIRED;
        return retired ? (int) handle : TableBuiltins.table(t, handle);
    }

    private static long read(Activation t, int table, long address, int level) {
        return t.engine().tables().read(table, address, level);
    }

    private static long store(Activation t, int table, long address, int level, long entry) {
        return t.engine().tables().exchange(table, address, level, entry, t.pool());
    }

    private static long present(long entry) {
        if (!Pte.present(entry)) {
            throw Failure.rule("a bit of an entry that is not present is cleared");
        }
        return entry;
    }

    private static boolean allows(long entry, int how) {
        return Pte.has(entry, Pte.PRESENT)
                && (how != WRITE || Pte.has(entry, Pte.WRITABLE))
                && (how != EXEC || !Pte.has(entry, Pte.NO_EXECUTE));
    }

    /// The live entry first; then the stale translations that would do, each of which is an alternative.
    private static long walk(Activation t, int table, long address, int how) {
        int tlb = t.tlb();
        if (!t.engine().tlbs().active(tlb, table)) {
            t.engine().tlbs().activate(tlb, table);
        }
        long[] stale = t.engine().tlbs().stale(tlb, table, address);
        int usable = 0;
        for (long entry : stale) {
            if (allows(entry, how) && (how != WRITE || Pte.has(entry, Pte.DIRTY))) {
                stale[usable++] = entry;
            }
        }
        int pick = t.choose(1 + usable);
        if (pick > 0) {
            t.midAccess(true);
            return stale[pick - 1];
        }
        int level = t.engine().tables().leafLevel(table, address);
        long live = read(t, table, address, level);
        if (!allows(live, how)) {
            return 0;
        }
        long used = live | Pte.ACCESSED | (how == WRITE ? Pte.DIRTY : 0);
        if (used != live) {
            store(t, table, address, level, used);
        }
        t.midAccess(true);
        return level == 1 ? used : t.engine().tables().page(table, address, used);
    }
}
