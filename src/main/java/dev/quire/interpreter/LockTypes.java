package dev.quire.interpreter;

import dev.quire.program.ValueType;
import java.util.Set;

/// Which lock types spin: their holder may not sleep.
final class LockTypes {
    private static final Set<String> SPINNING = Set.of("spinlock", "rwlock", "seqcount");

    private static final Set<String> SLEEPING = Set.of("rwsem", "mutex", "folio_lock", "vma_lock", "srcu");

    private LockTypes() {}

    static boolean isLock(ValueType type) {
        return spins(type) || type instanceof ValueType.Basic basic && SLEEPING.contains(basic.name());
    }

    static boolean spins(ValueType type) {
        return type instanceof ValueType.Basic basic && SPINNING.contains(basic.name());
    }
}
