package dev.quire.session;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.store.WordStore;
import dev.quire.engine.trace.Event;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// One scenario under several kernels. A column is what it came to under one of them: how it ended, what its registers
/// held then, and what it
/// cost, counted in events.
public record Comparison(String title, List<Column> columns) implements Response {
    /// `verdict` is `ok`, or what failed. `values` holds the registers that are plain values, by name. `costs` counts
    /// events by kind, by
    /// the case of each enum that the event carries, and, for one that carries an entry before and after, by what
    /// became of the entry.
    public record Column(
            String kernel,
            boolean recorded,
            boolean held,
            Failure.@org.jspecify.annotations.Nullable Kind failed,
            String verdict,
            Map<String, String> values,
            Map<String, Long> costs) {}

    /// Compares programs of one scenario, in their order.
    static Comparison of(List<Program> programs) {
        String title = Objects.requireNonNull(programs.getFirst().scenario()).title();
        return new Comparison(title, programs.stream().map(Comparison::column).toList());
    }

    /// The programs of a script by scenario, in the order of the text.
    public static List<List<Program>> byScenario(List<Program> programs) {
        Map<String, List<Program>> all = new LinkedHashMap<>();
        for (Program p : programs) {
            all.computeIfAbsent(Objects.requireNonNull(p.scenario()).title(), t -> new ArrayList<>())
                    .add(p);
        }
        return List.copyOf(all.values());
    }

    private static Column column(Program program) {
        Machine machine = Session.machine(program);
        Costs costs = new Costs(program);
        Failure failure = new Runner(machine, new Trace(machine, false, costs::add)).run(new Schedule.Default());
        boolean checked = !machine.results().isEmpty();
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        String verdict = failure != null ? String.valueOf(failure.getMessage()) : checked ? "ok" : "checks nothing";
        return new Column(
                s.kernel(),
                s.recorded(),
                failure == null && checked,
                failure == null ? null : failure.kind(),
                verdict,
                values(machine, program, s),
                costs.byName());
    }

    private static Map<String, String> values(Machine machine, Program program, Program.Scenario s) {
        Map<String, String> values = new TreeMap<>();
        WordStore store = machine.engine().store();
        int cell = machine.scenarioCell();
        if (store.isLive(cell)) {
            for (Kind.FieldSlot field : program.kinds().get(s.registers()).fields()) {
                if (!field.isMetric() && field.count() == 1) {
                    String text = plain(field.type(), store.get(cell, field.offset()));
                    if (!text.isEmpty()) {
                        values.put(field.name(), text);
                    }
                }
            }
        }
        return values;
    }

    /// A value that means the same under every kernel; empty for handles and addresses, which are places. An entry's
    /// page is one, too.
    private static String plain(ValueType type, long word) {
        return switch (type) {
            case ValueType.Basic b ->
                switch (b.name()) {
                    case "int" -> Math.abs(word) < 10 ? String.valueOf(word) : "0x" + Long.toHexString(word);
                    case "bool" -> word != 0 ? "yes" : "no";
                    case "size" -> String.valueOf(word);
                    case "pte" -> Pte.describe(word);
                    default -> "";
                };
            case ValueType.EnumType e ->
                word >= 0 && word < e.cases().size() ? e.cases().get((int) word) : String.valueOf(word);
            case ValueType.FlagsType f -> Long.toHexString(word);
            case ValueType.Handle h -> "";
            case ValueType.RecordType r -> "";
            case ValueType.OrErrno o -> "";
            case ValueType.ListType l -> "";
            case ValueType.MapType m -> "";
        };
    }

    /// Counts events.
    private static final class Costs {
        private final Program program;
        private final List<Map<String, Long>> counts = new ArrayList<>();

        Costs(Program program) {
            this.program = program;
            program.events().forEach(e -> counts.add(new TreeMap<>()));
        }

        void add(Event event) {
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
            counts.get(event.kind()).merge(name.toString(), 1L, Long::sum);
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

        /// In the order of the events' declarations, then of their names.
        Map<String, Long> byName() {
            Map<String, Long> all = new LinkedHashMap<>();
            counts.forEach(all::putAll);
            return all;
        }
    }
}
