package dev.quire.session;

import dev.quire.engine.store.WordStore;
import dev.quire.interpreter.Failure;
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
    private final String title;
    private final List<Program.PropertyCode> exists;
    private final long[] holding;
    private long all;

    Outcomes(Machine machine) {
        this.machine = machine;
        Program.Scenario s = Objects.requireNonNull(machine.program().scenario());
        title = s.title();
        exists = s.properties().stream().filter(p -> p.kind().equals("exists")).toList();
        holding = new long[exists.size()];
        // A thread's own register is called thread.name.
        registers = machine.program().kinds().get(s.registers()).fields().stream()
                .filter(f -> f.name().contains(".") && f.type().words() == 1)
                .toList();
    }

    /// Counts the present state.
    void add() {
        for (int p = 0; p < exists.size(); p++) {
            try {
                holding[p] += machine.evaluate(exists.get(p)) == Machine.Truth.TRUE ? 1 : 0;
            } catch (Failure broken) {
                // What cannot be evaluated here is not seen here.
                continue;
            }
        }
        all++;
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

    /// For each `exists` how many final states it holds in, and how many not, as the litmus tools write it.
    List<String> observations() {
        List<String> lines = new ArrayList<>();
        for (int p = 0; p < exists.size(); p++) {
            String often = holding[p] == 0 ? "Never" : holding[p] == all ? "Always" : "Sometimes";
            lines.add(
                    "Observation " + title.replace(' ', '-') + " " + often + " " + holding[p] + " " + (all - holding[p])
                            + (exists.size() > 1 ? " exists " + exists.get(p).text() : ""));
        }
        return lines;
    }
}
