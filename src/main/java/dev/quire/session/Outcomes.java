package dev.quire.session;

import dev.quire.engine.store.WordStore;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Counts final states by what the threads' registers hold.
final class Outcomes {
    private final Machine machine;
    private final List<Kind.FieldSlot> registers;
    private final Map<String, Long> counts = new TreeMap<>();

    Outcomes(Machine machine) {
        this.machine = machine;
        Program.Scenario s = Objects.requireNonNull(machine.program().scenario());
        // A thread's own register is called thread.name.
        registers = machine.program().kinds().get(s.registers()).fields().stream()
                .filter(f -> f.name().contains(".") && f.type().words() == 1)
                .toList();
    }

    /// Counts the present state.
    void add() {
        WordStore store = machine.engine().store();
        List<String> parts = new ArrayList<>();
        for (Kind.FieldSlot r : registers) {
            parts.add(r.name() + "=" + store.get(machine.scenarioCell(), r.offset()));
        }
        counts.merge(parts.isEmpty() ? "(no registers)" : String.join("; ", parts) + ";", 1L, Long::sum);
    }

    /// Takes what another has counted, which begins anew.
    void take(Outcomes other) {
        other.counts.forEach((values, count) -> counts.merge(values, count, Long::sum));
        other.counts.clear();
    }

    Map<String, Long> counts() {
        return counts;
    }
}
