package dev.quire.session;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.trace.Event;
import dev.quire.interpreter.CostSink;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Books what a machine's steps cost in the tallies of its store: events by kind, by the case of each enum that the
/// event
/// carries, and, for one that carries an entry before and after, by what became of the entry; metrics; locks that were
/// taken; frames that were copied.
final class Tallies implements CostSink {
    private final Machine machine;
    private final Program program;

    /// Names in their order: those of each event together, then the others.
    private final List<TreeMap<String, Integer>> numbers;

    private int count;

    Tallies(Machine machine) {
        this.machine = machine;
        program = machine.program();
        numbers = IntStream.rangeClosed(0, program.events().size())
                .mapToObj(i -> new TreeMap<String, Integer>())
                .toList();
        machine.costs(this);
    }

    @Override
    public void event(Event event) {
        add(event.kind(), name(event), 1);
    }

    @Override
    public void cost(String what, long by) {
        add(program.events().size(), what, by);
    }

    private void add(int group, String name, long by) {
        int number = numbers.get(group).computeIfAbsent(name, n -> count++);
        machine.engine().store().addTally(number, by);
    }

    /// What each tally comes to, in the order of the events' declarations, then of names.
    <T> Map<String, T> each(IntFunction<T> value) {
        Map<String, T> all = new LinkedHashMap<>();
        numbers.forEach(group -> group.forEach((name, number) -> all.put(name, value.apply(number))));
        return all;
    }

    private String name(Event event) {
        Program.EventKind kind = program.events().get(event.kind());
        StringBuilder name = new StringBuilder(kind.name());
        int at = 0;
        int entries = 0;
        long before = 0;
        for (ValueType.Member m : kind.parameters()) {
            long word = m.type().words() == 0 ? 0 : event.words()[at];
            if (m.type() instanceof ValueType.EnumType e
                    && word >= 0
                    && word < e.cases().size()) {
                name.append(' ').append(e.cases().get((int) word));
            } else if (m.type() instanceof ValueType.Basic b && b.name().equals("pte")) {
                if (entries++ == 1) {
                    name.append(' ').append(change(before, word));
                }
                before = word;
            }
            at += m.type().words();
        }
        return name.toString();
    }

    private static String change(long before, long now) {
        boolean was = Pte.present(before);
        boolean is = Pte.present(now);
        if (!was || !is) {
            return is ? "made" : was ? "zapped" : "absent";
        }
        if (Pte.pfn(before) != Pte.pfn(now)) {
            return "changed in place";
        }
        boolean wrote = Pte.has(before, Pte.WRITABLE);
        boolean writes = Pte.has(now, Pte.WRITABLE);
        return wrote == writes ? "kept" : writes ? "upgraded" : "downgraded";
    }
}
