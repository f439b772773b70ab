package dev.quire.analysis;

import dev.quire.program.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The types that the language brings, and how types relate.
final class Types {
    static final ValueType.Basic INT = new ValueType.Basic("int", 1);
    static final ValueType.Basic BOOL = new ValueType.Basic("bool", 1);
    static final ValueType.Basic ADDR = new ValueType.Basic("addr", 1);
    static final ValueType.Basic SIZE = new ValueType.Basic("size", 1);
    static final ValueType.Basic RANGE = new ValueType.Basic("range", 2);
    static final ValueType.Basic PERM = new ValueType.Basic("perm", 1);
    static final ValueType.Basic PTE = new ValueType.Basic("pte", 1);
    static final ValueType.Basic TEXT = new ValueType.Basic("text", 1);
    static final ValueType.Basic SEQ = new ValueType.Basic("seq", 1);
    static final ValueType.Basic UNIT = new ValueType.Basic("unit", 0);
    /// The type of `none` before it is known which handle is meant.
    static final ValueType.Basic NONE = new ValueType.Basic("none", 1);
    /// Stands for an expression with an error that has been reported.
    static final ValueType.Basic WRONG = new ValueType.Basic("?", 1);

    static final Set<String> LOCKS =
            Set.of("spinlock", "rwlock", "rwsem", "mutex", "folio_lock", "vma_lock", "seqcount", "srcu");
    static final Map<String, ValueType.Basic> BASICS = basics();
    private static final Set<ValueType> NUMBERS = Set.of(INT, ADDR, SIZE);

    private Types() {}

    private static Map<String, ValueType.Basic> basics() {
        var all = new java.util.TreeMap<String, ValueType.Basic>();
        for (ValueType.Basic t : List.of(INT, BOOL, ADDR, SIZE, RANGE, PERM, PTE, TEXT, SEQ, UNIT)) {
            all.put(t.name(), t);
        }
        all.put("table", new ValueType.Basic("table", 1));
        all.put("tlb", new ValueType.Basic("tlb", 1));
        for (String lock : LOCKS) {
            all.put(lock, new ValueType.Basic(lock, 1));
        }
        return all;
    }

    static boolean isLock(ValueType t) {
        return t instanceof ValueType.Basic b && LOCKS.contains(b.name());
    }

    static boolean isNumber(ValueType t) {
        return NUMBERS.contains(t) || t == WRONG;
    }

    /// Whether a value of `from` may stand where `to` is wanted, as it is or after a coercion.
    static boolean accepts(ValueType to, ValueType from, Set<String> callbacks) {
        if (to.equals(from) || from == WRONG || to == WRONG || isNumber(to) && isNumber(from)) {
            return true;
        }
        if (to.equals(ADDR) && from.equals(RANGE) || to.equals(RANGE) && isNumber(from)) {
            return true;
        }
        if (to.equals(PERM) && from.equals(NONE) || isLock(to) && isLock(from)) {
            return true;
        }
        return switch (to) {
            case ValueType.Handle h ->
                from.equals(NONE)
                        || from instanceof ValueType.Handle f
                                && (f.name().equals(h.name()) || callbacks.contains(h.name()));
            case ValueType.OrErrno e ->
                accepts(e.of(), from, callbacks)
                        || from instanceof ValueType.EnumType f && f.name().equals("errno");
            default -> false;
        };
    }

    static String describe(ValueType t) {
        return switch (t) {
            case ValueType.Basic b -> b.name();
            case ValueType.EnumType e -> e.name();
            case ValueType.FlagsType f -> f.name();
            case ValueType.Handle h -> h.name() + (h.nullable() ? "?" : "");
            case ValueType.RecordType r -> r.name();
            case ValueType.OrErrno e -> describe(e.of()) + " or errno";
            case ValueType.ListType l -> "list<" + describe(l.of()) + ">";
            case ValueType.MapType m -> "map<" + describe(m.key()) + ", " + describe(m.value()) + ">";
        };
    }

    /// The type's name as the key of an extern function has it.
    static String key(ValueType t) {
        return switch (t) {
            case ValueType.Handle h -> h.name();
            default -> describe(t);
        };
    }
}
