package dev.quire.session;

import dev.quire.engine.store.WordStore;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A thread of a scenario in one state: where it stands, and those of its registers that are assigned.
public record Stand(Standing standing, List<Register> registers) {
    /// A register by its name in the thread, and its words.
    public record Register(String name, ValueType type, long[] words) {}

    public Stand {
        registers = List.copyOf(registers);
    }

    /// All threads in the present state, in the order of the text. Steps are tried and taken back.
    static List<Stand> all(Machine machine) {
        Threads threads = new Threads(machine);
        List<Stand> all = new ArrayList<>();
        for (int t = 1; t < machine.threadCount(); t++) {
            all.add(new Stand(threads.of(t), registers(machine, t, threads.name(t))));
        }
        return all;
    }

    private static List<Register> registers(Machine machine, int thread, String name) {
        Program program = machine.program();
        WordStore store = machine.engine().store();
        int cell = machine.scenarioCell();
        // A word for each thread tells which of its registers are assigned, a bit each in their order.
        long assigned = store.get(cell, thread);
        List<Register> registers = new ArrayList<>();
        int number = 0;
        for (Kind.FieldSlot field : program.kinds()
                .get(Objects.requireNonNull(program.scenario()).registers())
                .fields()) {
            if (field.name().startsWith(name + ".")) {
                if ((assigned >>> number++ & 1) != 0) {
                    long[] words = new long[field.type().words()];
                    for (int i = 0; i < words.length; i++) {
                        words[i] = store.get(cell, field.offset() + i);
                    }
                    registers.add(new Register(field.name().substring(name.length() + 1), field.type(), words));
                }
            }
        }
        return registers;
    }
}
