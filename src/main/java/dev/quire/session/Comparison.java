package dev.quire.session;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.store.WordStore;
import dev.quire.explore.CostSearch;
import dev.quire.explore.Limits;
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
import org.jspecify.annotations.Nullable;

/// One scenario under several kernels. A column is what it came to under one of them: how it ended, what its registers
/// held then, and what it
/// cost, counted in events.
public record Comparison(String title, List<Column> columns) implements Response {
    /// `verdict` is `ok`, or what failed. `values` holds the registers that are plain values, by name. `costs` are
    /// named
    /// as [Tallies] names them. Where all interleavings were explored, a register has all its last values, and a cost
    /// is
    /// the range over all ways to a final state.
    public record Column(
            String kernel,
            boolean recorded,
            boolean held,
            Failure.@Nullable Kind failed,
            String verdict,
            Map<String, String> values,
            Map<String, CostSearch.Range> costs) {}

    /// Compares programs of one scenario, in their order: what each comes to when it is run, or within limits what all
    /// its
    /// interleavings come to.
    static Comparison of(List<Program> programs, @Nullable Limits explored) {
        String title = Objects.requireNonNull(programs.getFirst().scenario()).title();
        return new Comparison(
                title,
                programs.stream()
                        .map(p -> explored == null ? column(p) : ExploredColumn.of(p, explored))
                        .toList());
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
        Tallies costs = new Tallies(machine);
        Failure failure = new Runner(machine, new Trace(machine, false)).run(new Schedule.Default());
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
                costs.each(number -> {
                    long value = machine.engine().store().tally(number);
                    return new CostSearch.Range(value, value);
                }));
    }

    /// The registers that are plain values, as they are now.
    static Map<String, String> values(Machine machine, Program program, Program.Scenario s) {
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
}
