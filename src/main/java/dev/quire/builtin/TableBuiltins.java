package dev.quire.builtin;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.paging.PageTables;
import dev.quire.interpreter.Activation;
import dev.quire.interpreter.Failure;

/// Tables, walks and TLB flushes.
final class TableBuiltins {
    private static final int REFERENCE_SHIFT = 20;
    private static final int WRITE = 1;
    private static final int EXEC = 2;

    private TableBuiltins() {}

    static void register(Builtins b) {
        b.local("table_create()", (t, s, a, r) -> {
            s[r] = t.engine().tables().create(t.pool());
            return true;
        });
        b.local("table_destroy(table)", (t, s, a, r) -> {
            t.engine().tables().destroy(table(s[a]));
            return true;
        });
        b.step("read(table)", (t, s, a, r) -> {
            s[r] = t.engine().tables().read(table(s[a]), s[a + 1]);
            return true;
        });
        b.local("peek(table)", (t, s, a, r) -> {
            s[r] = t.engine().tables().read(table(s[a]), s[a + 1]);
            return true;
        });
        b.step("set(table)", (t, s, a, r) -> {
            store(t, table(s[a]), s[a + 1], s[a + 2]);
            return true;
        });
        b.step("exchange(table)", (t, s, a, r) -> {
            long old = t.engine().tables().read(table(s[a]), s[a + 1]);
            store(t, table(s[a]), s[a + 1], s[a + 2]);
            s[r] = old;
            return true;
        });
        b.step("compare_exchange(table)", (t, s, a, r) -> {
            boolean equal = t.engine().tables().read(table(s[a]), s[a + 1]) == s[a + 2];
            if (equal) {
                store(t, table(s[a]), s[a + 1], s[a + 3]);
            }
            s[r] = equal ? 1 : 0;
            return true;
        });
        b.step("clear_write(table)", (t, s, a, r) -> {
            store(t, table(s[a]), s[a + 1], t.engine().tables().read(table(s[a]), s[a + 1]) & ~Pte.WRITABLE);
            return true;
        });
        b.step("clear_accessed(table)", (t, s, a, r) -> {
            long old = t.engine().tables().read(table(s[a]), s[a + 1]);
            store(t, table(s[a]), s[a + 1], old & ~Pte.ACCESSED);
            s[r] = Pte.has(old, Pte.ACCESSED) ? 1 : 0;
            return true;
        });
        b.local("next_entry(table)", (t, s, a, r) -> {
            s[r] = t.engine().tables().nextEntry(table(s[a]), s[a + 1], s[a + 2]);
            return true;
        });
        b.local("next_table(table)", (t, s, a, r) -> {
            s[r] = t.engine().tables().nextTable(table(s[a]), s[a + 1], s[a + 2], (int) s[a + 3]);
            return true;
        });
        b.local("has_table(table)", (t, s, a, r) -> {
            s[r] = t.engine().tables().node(table(s[a]), s[a + 1], 1) != 0 ? 1 : 0;
            return true;
        });
        b.local("alloc_table(table)", (t, s, a, r) -> {
            s[r] = t.engine().tables().populate(table(s[a]), s[a + 1], t.pool()) ? 1 : 0;
            return true;
        });
        b.local("free_tables(table)", (t, s, a, r) -> {
            s[r] = t.engine().tables().freeNodes(table(s[a]), s[a + 1], s[a + 2], s[a + 3], s[a + 4]) ? 1 : 0;
            return true;
        });
        b.local("ptl(table)", (t, s, a, r) -> {
            int node = t.engine().tables().node(table(s[a]), s[a + 1], 1);
            s[r] = (long) (node == 0 ? table(s[a]) : node) << REFERENCE_SHIFT | PageTables.LOCK;
            return true;
        });
        b.step("walk(table)", (t, s, a, r) -> {
            s[r] = walk(t, table(s[a]), s[a + 1], (int) s[a + 2]);
            return true;
        });
        b.step("flush_tlb(table)", (t, s, a, r) -> {
            if (t.othersUninterruptible()) {
                return false;
            }
            t.engine().tlbs().flushAll(table(s[a]), s[a + 1], s[a + 2]);
            return true;
        });
        b.local("tlb_reaches(frame)", (t, s, a, r) -> {
            s[r] = t.engine().tlbs().reaches(s[a]) ? 1 : 0;
            return true;
        });
    }

    private static int table(long handle) {
        if (handle == 0) {
            throw Failure.rule("this table is none");
        }
        return (int) handle;
    }

    private static void store(Activation t, int table, long address, long entry) {
        long old = t.engine().tables().read(table, address);
        t.engine().tables().set(table, address, entry, t.pool());
        t.engine().tlbs().overwritten(table, address, old, entry);
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
        int stale = t.engine().tlbs().staleCount(tlb, table, address);
        long[] usable = new long[stale];
        int count = 0;
        for (int i = 0; i < stale; i++) {
            long entry = t.engine().tlbs().stale(tlb, table, address, i);
            if (allows(entry, how) && (how != WRITE || Pte.has(entry, Pte.DIRTY))) {
                usable[count++] = entry;
            }
        }
        int pick = t.choose(1 + count);
        if (pick > 0) {
            t.midAccess(true);
            return usable[pick - 1];
        }
        long live = t.engine().tables().read(table, address);
        if (!allows(live, how)) {
            return 0;
        }
        long used = live | Pte.ACCESSED | (how == WRITE ? Pte.DIRTY : 0);
        if (used != live) {
            store(t, table, address, used);
        }
        t.midAccess(true);
        return used;
    }
}
