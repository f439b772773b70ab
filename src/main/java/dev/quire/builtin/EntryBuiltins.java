package dev.quire.builtin;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.bits.Rights;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/// Packing and unpacking of entries: local computation.
final class EntryBuiltins {
    private EntryBuiltins() {}

    static void register(Builtins b) {
        b.value("mk_pte(frame)", (t, s, a, r) -> {
            s[r] = Pte.make(s[a], Rights.write(s[a + 1]), Rights.execute(s[a + 1]));
            if (s[a + 1] == 0) {
                s[r] = protnone(s[r]);
            }
            return true;
        });
        b.value("pte_none()", (t, s, a, r) -> {
            s[r] = 0;
            return true;
        });
        b.value("make_range(addr)", (t, s, a, r) -> {
            long start = s[a];
            long end = s[a + 1];
            s[r] = start;
            s[r + 1] = end;
            return true;
        });
        test(b, "is_none", p -> p == 0);
        test(b, "present", Pte::present);
        test(b, "hw_present", p -> Pte.has(p, Pte.PRESENT));
        test(b, "protnone", p -> !Pte.has(p, Pte.PRESENT) && Pte.present(p) && Pte.has(p, Pte.PROTNONE));
        bit(b, "writable", Pte.WRITABLE);
        test(b, "executable", p -> Pte.present(p) && !Pte.has(p, Pte.NO_EXECUTE));
        bit(b, "accessed", Pte.ACCESSED);
        bit(b, "dirty", Pte.DIRTY);
        bit(b, "soft_dirty", Pte.SOFT_DIRTY);
        bit(b, "uffd_wp", Pte.UFFD_WP);
        bit(b, "special", Pte.SPECIAL);
        bit(b, "trans_huge", Pte.HUGE);
        bit(b, "host_writable", Pte.HOST_WRITABLE);
        bit(b, "mmu_writable", Pte.MMU_WRITABLE);
        test(b, "is_table", p -> Pte.isTable(p));
        change(b, "frame", p -> Pte.present(p) ? Pte.pfn(p) : 0);
        change(b, "mkwrite", p -> p | Pte.WRITABLE);
        change(b, "wrprotect", p -> p & ~Pte.WRITABLE);
        change(b, "mkdirty", p -> p | Pte.DIRTY | Pte.SOFT_DIRTY);
        change(b, "mkclean", p -> p & ~Pte.DIRTY);
        change(b, "mkyoung", p -> p | Pte.ACCESSED);
        change(b, "mkold", p -> p & ~Pte.ACCESSED);
        change(b, "mk_soft_dirty", p -> p | Pte.SOFT_DIRTY);
        change(b, "clear_soft_dirty", p -> p & ~Pte.SOFT_DIRTY);
        change(b, "mkspecial", p -> p | Pte.SPECIAL);
        change(b, "mkuffd_wp", p -> (p | Pte.UFFD_WP) & ~Pte.WRITABLE);
        change(b, "clear_uffd_wp", p -> p & ~Pte.UFFD_WP);
        change(b, "mkhuge", p -> p | Pte.HUGE);
        change(b, "clear_huge", p -> p & ~Pte.HUGE);
        change(b, "mkinvalid", p -> p & ~(Pte.PRESENT | Pte.PROTNONE));
        change(b, "mk_host_writable", p -> p | Pte.HOST_WRITABLE);
        change(b, "clear_host_writable", p -> p & ~Pte.HOST_WRITABLE);
        change(b, "mk_mmu_writable", p -> p | Pte.MMU_WRITABLE);
        change(b, "clear_mmu_writable", p -> p & ~Pte.MMU_WRITABLE);
        b.value("with_frame(pte)", (t, s, a, r) -> {
            s[r] = Pte.withPfn(s[a], s[a + 1]);
            return true;
        });
        b.value("modify(pte)", (t, s, a, r) -> {
            s[r] = modify(s[a], s[a + 1]);
            return true;
        });
        b.value("needs_flush(pte)", (t, s, a, r) -> {
            s[r] = Pte.needsFlush(s[a], s[a + 1]) ? 1 : 0;
            return true;
        });
    }

    private static long protnone(long pte) {
        return pte & ~Pte.PRESENT | Pte.PROTNONE;
    }

    private static long modify(long old, long rights) {
        long kept = old & (Pte.PFN | Pte.ACCESSED | Pte.DIRTY | Pte.SOFT_DIRTY | Pte.SPECIAL | Pte.UFFD_WP);
        long now = kept | Pte.make(0, Rights.write(rights), Rights.execute(rights));
        return rights == 0 ? protnone(now) & ~Pte.NO_EXECUTE : now;
    }

    /// A bit that only present entries have.
    private static void bit(Builtins b, String name, long mask) {
        test(b, name, p -> Pte.present(p) && Pte.has(p, mask));
    }

    static void test(Builtins b, String name, LongPredicate predicate) {
        b.value(name + "(pte)", (t, s, a, r) -> {
            s[r] = predicate.test(s[a]) ? 1 : 0;
            return true;
        });
    }

    static void change(Builtins b, String name, LongUnaryOperator operator) {
        change(b, name, Contract.VALUE, operator);
    }

    static void change(Builtins b, String name, Contract contract, LongUnaryOperator operator) {
        b.value(name + "(pte)", contract, (t, s, a, r) -> {
            s[r] = operator.applyAsLong(s[a]);
            return true;
        });
    }
}
