package dev.quire.session;

import dev.quire.engine.store.WordStore;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The names that a scenario gives to objects: register `A` names its process, `A.mm` what its field `mm` holds.
final class Named {
    private Named() {}

    /// Names by cell, as the registers stand now.
    static Map<Integer, String> objects(Machine machine) {
        Map<Integer, String> names = new TreeMap<>();
        Program program = machine.program();
        WordStore store = machine.engine().store();
        int scenario = machine.scenarioCell();
        if (!store.isLive(scenario)) {
            return names;
        }
        Kind registers =
                program.kinds().get(Objects.requireNonNull(program.scenario()).registers());
        handles(registers, store, scenario, "", names);
        Map<Integer, String> outer = Map.copyOf(names);
        new TreeMap<>(outer).forEach((cell, name) -> {
            int kind = store.kind(cell) - Machine.FIRST_OBJECT_KIND;
            if (kind >= 0 && kind < program.kinds().size()) {
                handles(program.kinds().get(kind), store, cell, name + ".", names);
            }
        });
        return names;
    }

    private static void handles(Kind kind, WordStore store, int cell, String prefix, Map<Integer, String> names) {
        for (Kind.FieldSlot field : kind.fields()) {
            boolean handle = field.type() instanceof ValueType.Handle && field.count() == 1 && !field.isMetric();
            int held = handle ? (int) store.get(cell, field.offset()) : 0;
            if (held != 0 && store.isLive(held) && !field.name().startsWith("_")) {
                names.putIfAbsent(held, prefix + field.name());
            }
        }
    }
}
