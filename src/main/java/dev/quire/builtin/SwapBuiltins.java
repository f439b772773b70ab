package dev.quire.builtin;

import dev.quire.engine.bits.SwapPte;
import dev.quire.interpreter.Failure;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/// Packing and unpacking of entries that are not present: local computation.
final class SwapBuiltins {
    private SwapBuiltins() {}

    static void register(Builtins b) {
        b.value("swp_entry(int)", Contract.VALUE.fails("there is no such swap device"), (t, s, a, r) -> {
            if (s[a] < 0 || s[a] >= SwapPte.DEVICES) {
                throw Failure.rule("there is no swap device " + s[a]);
            }
            s[r] = SwapPte.make((int) s[a], s[a + 1]);
            return true;
        });
        EntryBuiltins.test(b, "is_swap_pte", SwapPte::is);
        EntryBuiltins.test(b, "is_swap_entry", p -> SwapPte.is(p) && SwapPte.type(p) < SwapPte.DEVICES);
        value(b, "swp_type", SwapPte::type);
        value(b, "swp_offset", SwapPte::offset);
        flag(b, "soft_dirty", SwapPte.SOFT_DIRTY);
        flag(b, "uffd_wp", SwapPte.UFFD_WP);
        flag(b, "exclusive", SwapPte.EXCLUSIVE);
        value(b, "swp_clear_flags", p -> p & ~SwapPte.FLAGS);
        EntryBuiltins.test(b, "is_pfn_swap_entry", SwapPte::holdsFrame);
        b.value("pfn_swap_entry_frame(pte)", Contract.VALUE.fails("the entry holds no frame"), (t, s, a, r) -> {
            if (!SwapPte.holdsFrame(s[a])) {
                throw Failure.rule("this entry holds no frame");
            }
            s[r] = SwapPte.pfn(s[a]);
            return true;
        });
        migration(b);
        ofFrame(b, "make_readable_device_private_entry", SwapPte.DEVICE_READ);
        ofFrame(b, "make_writable_device_private_entry", SwapPte.DEVICE_WRITE);
        ofFrame(b, "make_readable_device_exclusive_entry", SwapPte.DEVICE_EXCLUSIVE_READ);
        ofFrame(b, "make_writable_device_exclusive_entry", SwapPte.DEVICE_EXCLUSIVE_WRITE);
        types(b, "is_device_private_entry", SwapPte.DEVICE_READ, SwapPte.DEVICE_WRITE);
        types(b, "is_writable_device_private_entry", SwapPte.DEVICE_WRITE, SwapPte.DEVICE_WRITE);
        types(b, "is_device_exclusive_entry", SwapPte.DEVICE_EXCLUSIVE_READ, SwapPte.DEVICE_EXCLUSIVE_WRITE);
        types(b, "is_writable_device_exclusive_entry", SwapPte.DEVICE_EXCLUSIVE_WRITE, SwapPte.DEVICE_EXCLUSIVE_WRITE);
        ofFrame(b, "make_hwpoison_entry", SwapPte.HWPOISON);
        types(b, "is_hwpoison_entry", SwapPte.HWPOISON, SwapPte.HWPOISON);
        b.value("make_pte_marker(pte_marker)", (t, s, a, r) -> {
            s[r] = SwapPte.make(SwapPte.MARKER, s[a]);
            return true;
        });
        types(b, "is_pte_marker", SwapPte.MARKER, SwapPte.MARKER);
        value(b, "pte_marker_get", p -> SwapPte.type(p) == SwapPte.MARKER ? SwapPte.offset(p) : 0);
    }

    private static void migration(Builtins b) {
        ofFrame(b, "make_readable_migration_entry", SwapPte.MIGRATION_READ);
        ofFrame(b, "make_readable_exclusive_migration_entry", SwapPte.MIGRATION_READ_EXCLUSIVE);
        ofFrame(b, "make_writable_migration_entry", SwapPte.MIGRATION_WRITE);
        EntryBuiltins.test(b, "is_migration_entry", SwapPte::isMigration);
        types(b, "is_readable_migration_entry", SwapPte.MIGRATION_READ, SwapPte.MIGRATION_READ);
        types(
                b,
                "is_readable_exclusive_migration_entry",
                SwapPte.MIGRATION_READ_EXCLUSIVE,
                SwapPte.MIGRATION_READ_EXCLUSIVE);
        types(b, "is_writable_migration_entry", SwapPte.MIGRATION_WRITE, SwapPte.MIGRATION_WRITE);
        EntryBuiltins.test(b, "is_migration_entry_young", SwapPte::young);
        EntryBuiltins.test(b, "is_migration_entry_dirty", SwapPte::dirty);
        value(b, "make_migration_entry_young", SwapPte::withYoung);
        value(b, "make_migration_entry_dirty", SwapPte::withDirty);
    }

    private static void types(Builtins b, String name, int one, int other) {
        EntryBuiltins.test(b, name, p -> SwapPte.is(p, one) || SwapPte.is(p, other));
    }

    private static void ofFrame(Builtins b, String name, int type) {
        b.value(name + "(frame)", (t, s, a, r) -> {
            s[r] = SwapPte.ofFrame(type, s[a]);
            return true;
        });
    }

    private static void flag(Builtins b, String name, long mask) {
        LongPredicate has = p -> SwapPte.is(p) && (p & mask) != 0;
        EntryBuiltins.test(b, "swp_" + name, has);
        value(b, "swp_mk" + name, p -> p | mask);
        value(b, "swp_clear_" + name, p -> p & ~mask);
    }

    /// Of an entry that is not present; another is a mistake of the library.
    private static void value(Builtins b, String name, LongUnaryOperator operator) {
        EntryBuiltins.change(b, name, Contract.VALUE.fails("the entry is present or empty"), p -> {
            if (!SwapPte.is(p)) {
                throw Failure.rule(name + " of an entry that is present or empty");
            }
            return operator.applyAsLong(p);
        });
    }
}
