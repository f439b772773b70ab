package dev.quire.builtin;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.paging.PageTables;
import dev.quire.interpreter.Activation;
import dev.quire.interpreter.Failure;

/// Tables and their nodes: making, finding and freeing them. Accesses of entries are [AccessBuiltins]'.
final class TableBuiltins {
    private static final int REFERENCE_SHIFT = 20;

    private TableBuiltins() {}

    static void register(Builtins b) {
        b.local("table_create()", Contract.writing("a new root"), (t, s, a, r) -> {
            s[r] = t.engine().tables().create(t.pool(), PageTables.FULL);
            return true;
        });
        b.local(
                "table_create_scaled(int)",
                Contract.writing("a new root").fails("`pages` is no power of two from 2 to 512"),
                (t, s, a, r) -> {
                    s[r] = t.engine().tables().create(t.pool(), leafBits(s[a]));
                    return true;
                });
        b.local(
                "table_destroy(table)",
                Contract.reading("nodes of the table").writes("all its nodes, stale translations of every TLB"),
                (t, s, a, r) -> {
                    t.engine().tables().destroy(table(t, s[a]));
                    return true;
                });
        b.local("huge_size(table)", Contract.reading("the root"), (t, s, a, r) -> {
            s[r] = t.engine().tables().hugeBytes(table(t, s[a]));
            return true;
        });
        b.local("next_entry(table)", Contract.reading("nodes of the table"), (t, s, a, r) -> {
            s[r] = t.engine().tables().nextEntry(table(t, s[a]), s[a + 1], s[a + 2]);
            return true;
        });
        b.local("next_table(table)", Contract.reading("nodes of the table"), (t, s, a, r) -> {
            s[r] = t.engine().tables().nextTable(table(t, s[a]), s[a + 1], s[a + 2], (int) s[a + 3]);
            return true;
        });
        b.local("has_table(table)", Contract.reading("nodes of the table"), (t, s, a, r) -> {
            s[r] = t.engine().tables().node(table(t, s[a]), s[a + 1], 1) != 0 ? 1 : 0;
            return true;
        });
        b.local("alloc_table(table)", Contract.reading("nodes of the table").writes("new nodes"), (t, s, a, r) -> {
            s[r] = t.engine().tables().populate(table(t, s[a]), s[a + 1], 1, t.pool()) ? 1 : 0;
            return true;
        });
        b.local("alloc_pmd(table)", Contract.reading("nodes of the table").writes("new nodes"), (t, s, a, r) -> {
            s[r] = t.engine().tables().populate(table(t, s[a]), s[a + 1], 2, t.pool()) ? 1 : 0;
            return true;
        });
        b.local(
                "free_tables(table)",
                Contract.reading("nodes of the table").writes("the nodes freed, stale translations of every TLB"),
                (t, s, a, r) -> {
                    s[r] = t.engine().tables().freeNodes(table(t, s[a]), s[a + 1], s[a + 2], s[a + 3], s[a + 4])
                            ? 1
                            : 0;
                    return true;
                });
        lock(b, "ptl(table)", 1);
        lock(b, "pmd_ptl(table)", 2);
        pteTables(b);
    }

    private static void pteTables(Builtins b) {
        b.local("pte_alloc_one(table)", Contract.reading("the root").writes("a new PTE table"), (t, s, a, r) -> {
            s[r] = t.engine().tables().createLeaf(table(t, s[a]), t.pool());
            return true;
        });
        b.local(
                "pte_free(table)",
                Contract.writing("the PTE table").fails("the table is no PTE table, or is installed"),
                (t, s, a, r) -> {
                    t.engine().tables().freeLeaf(loose(t, s[a]));
                    return true;
                });
        b.value("pmd_pgtable(pte)", Contract.VALUE.fails("the entry leads to no table"), (t, s, a, r) -> {
            if (!Pte.isTable(s[a])) {
                throw Failure.rule("this level-2 entry leads to no table");
            }
            s[r] = Pte.pfn(s[a]);
            return true;
        });
        b.local(
                "deposit(table)",
                Contract.reading("nodes of the table")
                        .writes("the PMD table")
                        .fails("there is no PMD table, or the other is no PTE table that is not installed"),
                (t, s, a, r) -> {
                    int table = table(t, s[a]);
                    if (t.engine().tables().node(table, s[a + 1], 2) == 0) {
                        throw Failure.rule("a table is deposited where there is no level-2 table");
                    }
                    t.engine().tables().deposit(table, s[a + 1], loose(t, s[a + 2]));
                    return true;
                });
        b.local("withdraw(table)", Contract.reading("the PMD table").writes("the PMD table"), (t, s, a, r) -> {
            s[r] = t.engine().tables().withdraw(table(t, s[a]), s[a + 1]);
            return true;
        });
    }

    private static void lock(Builtins b, String key, int level) {
        b.local(key, Contract.reading("nodes of the table"), (t, s, a, r) -> {
            int table = table(t, s[a]);
            int node = t.engine().tables().node(table, s[a + 1], level);
            s[r] = (long) (node == 0 ? table : node) << REFERENCE_SHIFT | PageTables.LOCK;
            return true;
        });
    }

    private static int leafBits(long pages) {
        if (Long.bitCount(pages) != 1 || pages < 2 || pages > 1 << PageTables.FULL) {
            throw Failure.rule("a huge page has a power of two from 2 to 512 pages, not " + pages);
        }
        return Long.numberOfTrailingZeros(pages);
    }

    static int table(Activation t, long handle) {
        if (handle == 0) {
            throw Failure.rule("this table is none");
        }
        if (t.engine().store().kind((int) handle) != PageTables.KIND) {
            throw Failure.rule("this page table has been freed");
        }
        return (int) handle;
    }

    /// A PTE table that is part of no table.
    static int loose(Activation t, long handle) {
        int node = table(t, handle);
        if (t.engine().tables().level(node) != 1 || t.engine().tables().installed(node)) {
            throw Failure.rule("this is no PTE table, or it is still installed");
        }
        return node;
    }
}
