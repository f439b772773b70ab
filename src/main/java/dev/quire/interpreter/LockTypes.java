package dev.quire.interpreter;

import dev.quire.program.ValueType;
import java.util.Set;

/// Which lock types spin: their holder may not sleep.
final class LockTypes {
    private static final Set<String> SPINNING = Set.of("spinlock", "rwlock", "seqcount");

    private LockTypes() {}

    static boolean spins(ValueType type) {
        return type instanceof ValueType.Basic basic && SPINNING.contains(basic.name());
    }
}
