package dev.quire.report;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.engine.trace.Event;
import dev.quire.explore.Finding;
import dev.quire.explore.Outcome;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.session.Session;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Renders runs and explorations as text.
public final class Reports {
    private static final int COLUMN = 58;

    private final List<Source> sources;
    private final DiagnosticRenderer renderer;

    public Reports(List<Source> sources) {
        this.sources = sources;
        renderer = new DiagnosticRenderer(sources);
    }

    private static String heading(Program program) {
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        String kernel =
                s.kernel().isEmpty() ? "" : " [" + s.kernel() + (s.recorded() ? "" : ", unrecorded profile") + "]";
        return s.title() + kernel;
    }

    /// One line when all held; else what did not, and where.
    public String run(Session.Run run, boolean trace) {
        StringBuilder out = new StringBuilder();
        int held =
                (int) run.checks().stream().filter(c -> c.problem().isEmpty()).count();
        out.append(run.held() ? "ok    " : run.failure() == null ? "none  " : "FAIL  ")
                .append(heading(run.program()))
                .append(": ");
        out.append(held).append(held == 1 ? " check held" : " checks held");
        out.append(
                run.failure() == null && run.checks().isEmpty()
                        ? "; a scenario that checks nothing does not pass\n"
                        : "\n");
        if (trace) {
            run.events()
                    .forEach(e -> out.append("        ")
                            .append(event(run.program(), e))
                            .append('\n'));
        }
        if (run.failure() != null) {
            out.append("  ").append(run.failure().getMessage()).append('\n');
            String excerpt = renderer.excerpt(run.failure().span());
            out.append(excerpt.isEmpty() ? "" : excerpt.indent(2));
            if (run.place() != null && !run.place().function().counterpart().isEmpty()) {
                out.append("  in ")
                        .append(run.place().function().display())
                        .append("(), Linux ")
                        .append(run.place().function().counterpart())
                        .append('\n');
            }
        }
        return out.toString();
    }

    /// Verdicts, counts, and each counterexample as columns.
    public String exploration(Session.Exploration x) {
        StringBuilder out = new StringBuilder(heading(x.program())).append('\n');
        if (x.setupFailure() != null) {
            return out.append("  FAIL  the setup: ")
                    .append(x.setupFailure().getMessage())
                    .append('\n')
                    .append(renderer.excerpt(x.setupFailure().span()).indent(2))
                    .toString();
        }
        Outcome o = Objects.requireNonNull(x.outcome());
        Program.Scenario s = Objects.requireNonNull(x.program().scenario());
        out.append(String.format(
                "  %,d distinct states, %,d transitions, depth %d: %s%n",
                o.states(),
                o.transitions(),
                o.depth(),
                o.exhausted() ? "exhausted for this scenario" : "NOT exhausted, " + o.limit()));
        for (int p = 0; p < s.properties().size(); p++) {
            int property = p;
            Program.PropertyCode code = s.properties().get(p);
            Finding found = o.findings().stream()
                    .filter(f -> f.property() == property)
                    .findFirst()
                    .orElse(null);
            out.append("  ")
                    .append(verdict(code.kind(), found, o.known()[p], o.exhausted()))
                    .append("  ")
                    .append(code.kind())
                    .append(' ')
                    .append(code.text())
                    .append('\n');
        }
        x.unreached()
                .forEach(c -> out.append("  UNREACHED  expect ")
                        .append(x.program().checks().get(c).text())
                        .append('\n'));
        for (int t = 0; t < s.threads().size(); t++) {
            out.append(
                    o.moved()[t]
                            ? ""
                            : "  NEVER RAN  thread " + s.threads().get(t).name() + "\n");
        }
        for (int i = 0; i < o.findings().size(); i++) {
            Finding f = o.findings().get(i);
            if (f.what() != Finding.What.WITNESS) {
                String what = f.property() >= 0
                        ? s.properties().get(f.property()).kind() + " "
                                + s.properties().get(f.property()).text()
                        : f.text();
                out.append("\n  ")
                        .append(
                                f.what() == Finding.What.DEADLOCK
                                        ? "DEADLOCK"
                                        : f.what() == Finding.What.FAILURE ? "FAILED" : "VIOLATED")
                        .append("  ")
                        .append(what)
                        .append(", shortest in ")
                        .append(f.path().size())
                        .append(" steps:\n\n")
                        .append(columns(x.program(), x.paths().get(i)));
            }
        }
        return out.toString();
    }

    private static String verdict(
            String kind, @org.jspecify.annotations.Nullable Finding found, boolean known, boolean exhausted) {
        if (found != null) {
            return found.what() == Finding.What.WITNESS ? "WITNESSED" : "VIOLATED ";
        }
        if (!known) {
            return "VACUOUS  ";
        }
        return !exhausted ? "OPEN     " : kind.equals("exists") ? "NEVER    " : "HELD     ";
    }

    private String columns(Program program, List<Session.Row> rows) {
        List<Program.ThreadCode> threads =
                Objects.requireNonNull(program.scenario()).threads();
        StringBuilder out = new StringBuilder("  ");
        for (Program.ThreadCode t : threads) {
            out.append(pad(t.name()));
        }
        out.append('\n')
                .append("  ")
                .append("-".repeat(COLUMN * threads.size()))
                .append('\n');
        String last = "";
        for (Session.Row row : rows) {
            String here = row.thread() + row.function();
            if (!here.equals(last)) {
                line(
                        out,
                        threads.size(),
                        row.thread(),
                        row.function() + "()" + (row.counterpart().isEmpty() ? "" : "  [" + row.counterpart() + "]"));
            }
            last = here;
            line(out, threads.size(), row.thread(), "  " + place(row.span()));
            for (Event e : row.events()) {
                line(out, threads.size(), row.thread(), "    -> " + event(program, e));
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, int threads, int thread, String text) {
        StringBuilder line = new StringBuilder("  ");
        for (int t = 0; t < threads; t++) {
            line.append(pad(t == thread ? text : ""));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String pad(String text) {
        String cut = text.length() > COLUMN - 2 ? text.substring(0, COLUMN - 3) + "…" : text;
        return cut + " ".repeat(COLUMN - cut.length());
    }

    private String place(Span span) {
        if (span.source() < 0) {
            return "";
        }
        Source source = sources.get(span.source());
        int line = source.line(span.start());
        String name = source.name();
        return name.substring(name.lastIndexOf('/') + 1) + ":" + line + " "
                + source.lineText(line).strip();
    }

    /// An event by name, with its arguments.
    public static String event(Program program, Event e) {
        Program.EventKind kind = program.events().get(e.kind());
        List<String> parts = new ArrayList<>();
        parts.add(kind.name());
        int at = 0;
        for (ValueType.Member m : kind.parameters()) {
            parts.add(ValueText.of(m.type(), e.words(), at));
            at += m.type().words();
        }
        return String.join(" ", parts);
    }
}
