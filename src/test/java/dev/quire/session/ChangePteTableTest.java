package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The table of docs/the-2019-question.md, change_pte by where it stands and whose handler answers, is what the
/// scenarios come to: a cell holds the
/// faults of a load, and of the store after it where the row says so.
final class ChangePteTableTest {
    private static final Path SCRIPT = Path.of("scenarios/seed/change-pte-by-architecture.quire");
    private static final List<String> HANDLERS =
            List.of("", " + arm64_handler", " + riscv_handler", " + loongarch_handler");
    private static final String COW = "the host breaks copy-on-write";
    private static final String ALONE = "the only page of its table";
    private static final String KSM = "a read-only entry is replaced by another";

    /// What a row of the table asks.
    private record Row(String label, String title, String kernel, boolean stores) {}

    private static final List<Row> ROWS = List.of(
            new Row("absent: load, store faults", COW, "v6_8 + change_pte_absent", true),
            new Row("in a section", COW, "v6_8", true),
            new Row("in a section, the table's only page", ALONE, "v6_8", true),
            new Row("alone", COW, "v6_8 + change_pte_bare", true),
            new Row("alone, KSM's read-only entry: load faults", KSM, "v6_8 + change_pte_bare", false),
            new Row("in a section, KSM's read-only entry", KSM, "v6_8", false));

    @Test
    void everyCellIsWhatTheScenarioComesTo() throws IOException {
        Map<String, List<String>> written = table();
        assertEquals(ROWS.stream().map(Row::label).sorted().toList(), List.copyOf(written.keySet()));
        Session session = new Session();
        for (Row row : ROWS) {
            List<String> kernels = HANDLERS.stream().map(h -> row.kernel() + h).toList();
            Session.Checked checked =
                    session.answer(new Request.Check(SCRIPT, SCRIPT.toString(), KernelChoice.of(kernels)));
            assertEquals(List.of(), checked.diagnostics());
            List<Program> programs = checked.programs().stream()
                    .filter(p -> Objects.requireNonNull(p.scenario()).title().equals(row.title()))
                    .toList();
            Comparison comparison = session.answer(new Request.Compare(programs, null));
            assertTrue(
                    comparison.columns().stream().allMatch(Comparison.Column::held),
                    () -> row + ": " + comparison.columns());
            assertEquals(
                    comparison.columns().stream()
                            .map(c -> cell(c, row.stores()))
                            .toList(),
                    written.get(row.label()),
                    row.label());
        }
    }

    private static String cell(Comparison.Column column, boolean stores) {
        String loads = faults(column, "load_faults");
        return stores ? loads + ", " + faults(column, "store_faults") : loads;
    }

    private static String faults(Comparison.Column column, String register) {
        return Objects.requireNonNull(column.values().get(register), register).equals("yes") ? "1" : "0";
    }

    /// The page's only table with a column x86-64: its rows by label.
    private static Map<String, List<String>> table() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs/the-2019-question.md"));
        int head = lines.indexOf("| | x86-64 | arm64 | riscv | loongarch |");
        assertTrue(head >= 0);
        Map<String, List<String>> rows = new TreeMap<>();
        for (int i = head + 2; lines.get(i).startsWith("|"); i++) {
            List<String> cells = Arrays.stream(lines.get(i).split("\\|"))
                    .map(String::strip)
                    .skip(1)
                    .toList();
            rows.put(cells.getFirst(), cells.subList(1, cells.size()));
        }
        return rows;
    }
}
