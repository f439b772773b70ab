package dev.quire.report;

import dev.quire.explore.Outcome;
import dev.quire.program.Program;
import dev.quire.session.Operation;
import dev.quire.session.Operation.Judged;
import dev.quire.session.Operation.Verdict;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// What a suite came to: a table of its operations, then the counterexample of each that is not coherent.
public final class SuiteReport {
    private final String driver;
    private final String suite;
    private final List<Operation> operations;
    private final Reports reports;

    public SuiteReport(String driver, String suite, List<Operation> operations, Reports reports) {
        this.driver = driver;
        this.suite = suite;
        this.operations = List.copyOf(operations);
        this.reports = reports;
    }

    /// The table, how many operations came to what, and the bounds of all that.
    public String table() {
        List<String> heading = new ArrayList<>(List.of(""));
        operations.getFirst().columns().forEach(x -> heading.add(kernel(x)));
        heading.add("states");
        Table table = new Table("operation", heading);
        for (Operation o : operations) {
            List<String> row = new ArrayList<>(List.of("  " + o.title()));
            o.columns().forEach(x -> row.add(cell(Operation.judge(x))));
            row.add(states(o));
            table.row(row);
        }
        return driver + " under the suite " + suite + "\n"
                + table.of(TableMode.TABLE, Paint.NONE, 0)
                + "  " + count(Verdict.COHERENT) + " coherent, " + count(Verdict.REFUTED) + " not coherent, "
                + count(Verdict.OPEN)
                + " open; one or two pages, one CPU thread beside one of the device, every interleaving"
                + " at the steps of docs/primitives.md\n";
    }

    private static String kernel(Session.Exploration x) {
        Program.Scenario s = Objects.requireNonNull(x.program().scenario());
        return s.kernel() + (s.recorded() ? "" : " (unrecorded)");
    }

    private static String cell(Judged j) {
        return switch (j.verdict()) {
            case COHERENT -> "coherent";
            case REFUTED -> "NOT coherent: " + j.why();
            case OPEN -> "open: " + j.why();
        };
    }

    /// The states of all kernels of an operation, in order.
    private static String states(Operation o) {
        List<String> counts = new ArrayList<>();
        for (Session.Exploration x : o.columns()) {
            Outcome outcome = x.outcome();
            counts.add(outcome == null ? "-" : String.format("%,d", outcome.states()));
        }
        return String.join(" ", counts);
    }

    private long count(Verdict verdict) {
        return operations.stream()
                .flatMap(o -> o.columns().stream())
                .filter(x -> Operation.judge(x).verdict() == verdict)
                .count();
    }

    /// The shortest counterexample of each operation under each kernel that refutes it.
    public String counterexamples() {
        StringBuilder out = new StringBuilder();
        for (Operation o : operations) {
            for (Session.Exploration x : o.columns()) {
                if (Operation.judge(x).verdict() == Verdict.REFUTED) {
                    out.append('\n').append(RunReport.heading(x.program())).append('\n');
                    OptionalInt found = Operation.against(x);
                    out.append(
                            found.isPresent() ? reports.counterexample(x, found.getAsInt()) : reports.withoutPath(x));
                }
            }
        }
        return out.toString();
    }
}
