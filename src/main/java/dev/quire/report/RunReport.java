package dev.quire.report;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.session.Session;
import dev.quire.source.Source;
import dev.quire.text.Paint;
import java.util.List;
import java.util.Objects;

/// A run as text: a verdict line, what was done, and where it failed.
public final class RunReport {
    private final List<Source> sources;
    private final DiagnosticRenderer renderer;
    private final TraceLevel level;
    private final Paint paint;

    public RunReport(List<Source> sources, TraceLevel level, Paint paint) {
        this.sources = sources;
        this.level = level;
        this.paint = paint;
        renderer = new DiagnosticRenderer(sources, paint);
    }

    public String of(Session.Run run) {
        StringBuilder out = new StringBuilder();
        int held =
                (int) run.checks().stream().filter(c -> c.problem().isEmpty()).count();
        out.append(verdict(run))
                .append(paint.as(Paint.Role.STRONG, heading(run.program())))
                .append(": ")
                .append(held)
                .append(held == 1 ? " check held" : " checks held")
                .append(
                        run.failure() == null && run.checks().isEmpty()
                                ? "; a scenario that checks nothing does not pass\n"
                                : "\n");
        Names names = new Names(run.names());
        if (level != TraceLevel.NONE) {
            out.append(new TraceText(run.program(), level, names, paint)
                    .of(TraceTree.operations(run.happenings(), run.program(), sources)));
        }
        if (run.failure() != null) {
            out.append("  ")
                    .append(paint.as(
                            Paint.Role.BAD, String.valueOf(run.failure().getMessage())))
                    .append('\n');
            String excerpt = renderer.excerpt(run.failure().span());
            out.append(excerpt.isEmpty() ? "" : excerpt.indent(2))
                    .append(place(run.place()))
                    .append(new FailurePath(run, names).text());
        }
        return out.toString();
    }

    private String verdict(Session.Run run) {
        return run.held()
                ? paint.as(Paint.Role.GOOD, "ok") + "    "
                : run.failure() == null
                        ? paint.as(Paint.Role.DOUBTFUL, "none") + "  "
                        : paint.as(Paint.Role.BAD, "FAIL") + "  ";
    }

    static String place(Machine.@org.jspecify.annotations.Nullable Place place) {
        return place == null || place.function().counterpart().isEmpty()
                ? ""
                : "  in " + place.function().display() + "(), Linux "
                        + place.function().counterpart() + "\n";
    }

    /// A scenario's title and kernel.
    static String heading(Program program) {
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        String kernel =
                s.kernel().isEmpty() ? "" : " [" + s.kernel() + (s.recorded() ? "" : ", unrecorded profile") + "]";
        return s.title() + kernel;
    }
}
