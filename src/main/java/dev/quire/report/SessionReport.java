package dev.quire.report;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.interpreter.Errno;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.session.Answer;
import dev.quire.session.Happening;
import dev.quire.session.Standing;
import dev.quire.source.Source;
import dev.quire.text.Paint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The answers of a session as text: what an input did, then its value. Names of page frames stay for the whole
/// session.
public final class SessionReport {
    /// Errors of one input that are told.
    private static final int MOST_DIAGNOSTICS = 10;

    private final List<Source> sources;
    private final Paint paint;
    private final Names names = new Names(Map.of());
    private final SessionTables tables;
    private TraceLevel level = TraceLevel.CALLS;

    public SessionReport(List<Source> sources, Paint paint) {
        this.sources = sources;
        this.paint = paint;
        tables = new SessionTables(names, paint);
    }

    /// What the session holds, in tables.
    public SessionTables tables() {
        return tables;
    }

    /// The cell of a frame by the name that reports give it, such as p0; 0 where there is none.
    public int frame(String name) {
        return names.frame(name);
    }

    public void level(TraceLevel wanted) {
        level = wanted;
    }

    public TraceLevel level() {
        return level;
    }

    public String of(Answer answer) {
        return switch (answer) {
            case Answer.Refused r -> refused(r.diagnostics());
            case Answer.Failed f -> {
                names.objects(f.names());
                String excerpt = new DiagnosticRenderer(sources, paint)
                        .excerpt(f.failure().span());
                yield trace(f.program(), f.happenings())
                        + paint.as(Paint.Role.BAD, String.valueOf(f.failure().getMessage())) + "\n"
                        + (excerpt.isEmpty() ? "" : excerpt.indent(2))
                        + RunReport.place(f.place());
            }
            case Answer.Done d -> {
                names.objects(d.names());
                yield trace(d.program(), d.happenings()) + value(d);
            }
            case Answer.Stepped s -> {
                names.objects(s.names());
                yield stepped(s) + (s.value() == null ? "" : value(s.value()));
            }
            case Answer.Stuck s -> stuck(s.standing()) + "\n";
        };
    }

    // --- threads ----------------------------------------------------------------------------------------------------

    /// What a step did: where it stood, and the events that came of it.
    private String stepped(Answer.Stepped s) {
        StringBuilder out = new StringBuilder();
        if (s.from() != null) {
            out.append(paint.as(Paint.Role.STRONG, s.thread()))
                    .append("  ")
                    .append(place(s.from()))
                    .append('\n');
        }
        out.append(level == TraceLevel.NONE ? "" : events(s.program(), s.happenings()));
        s.news()
                .forEach(n -> out.append(paint.as(n.startsWith("VIOLATED") ? Paint.Role.BAD : Paint.Role.GOOD, n))
                        .append('\n'));
        return out.toString();
    }

    private String events(Program program, List<Happening> happenings) {
        EventText events = new EventText(program, names);
        StringBuilder out = new StringBuilder();
        for (Happening h : happenings) {
            if (h instanceof Happening.Emitted e) {
                out.append("  -> ").append(events.of(e.event(), paint)).append('\n');
            } else if (h instanceof Happening.Skipped s && s.count() > 0) {
                out.append("  … ").append(s.count()).append(" events not kept\n");
            }
        }
        return out.toString();
    }

    private String place(Machine.Place at) {
        // Of several versions' names the first is enough here.
        String counterpart = at.function().counterpart().replaceAll(";.*", "");
        return paint.as(Paint.Role.NAME, at.function().display() + "()") + " " + PlaceText.of(sources, at.span())
                + (counterpart.isEmpty() ? "" : paint.as(Paint.Role.FAINT, "  [" + counterpart + "]"));
    }

    /// The threads that wait, and what for.
    public String waiting(List<Standing> standings) {
        return standings.stream()
                .filter(s -> s.state() == Standing.State.BLOCKED)
                .map(s -> stuck(s) + "\n")
                .collect(Collectors.joining());
    }

    private String stuck(Standing standing) {
        return standing.thread()
                + (standing.state() == Standing.State.ENDED ? " has ended" : " waits for " + standing.waits());
    }

    /// Which function and line is next for each thread; the one of the name `chosen` is marked.
    public String threads(List<Standing> standings, String chosen) {
        int width = standings.stream().mapToInt(s -> s.thread().length()).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (Standing s : standings) {
            out.append(s.thread().equals(chosen) ? "* " : "  ")
                    .append(paint.as(Paint.Role.STRONG, pad(s.thread(), width)))
                    .append("  ")
                    .append(next(s))
                    .append('\n');
        }
        return out.toString();
    }

    private String next(Standing s) {
        return switch (s.state()) {
            case ENDED -> paint.as(Paint.Role.FAINT, "ended");
            case READY -> place(Objects.requireNonNull(s.at()));
            case BLOCKED ->
                paint.as(Paint.Role.DOUBTFUL, "waits for " + s.waits()) + ": " + place(Objects.requireNonNull(s.at()));
        };
    }

    /// What every thread could do now, numbered, an alternative a line.
    public String alternatives(List<Standing> standings) {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (Standing s : standings) {
            for (List<Integer> choice : s.choices()) {
                String which = choice.isEmpty()
                        ? ""
                        : paint.as(
                                Paint.Role.DOUBTFUL,
                                "  alternative "
                                        + choice.stream()
                                                .map(c -> String.valueOf(c + 1))
                                                .collect(Collectors.joining(", ")));
                out.append(String.format("%4d  ", ++number))
                        .append(paint.as(Paint.Role.STRONG, s.thread()))
                        .append("  ")
                        .append(place(Objects.requireNonNull(s.at())))
                        .append(which)
                        .append('\n');
            }
            if (s.state() == Standing.State.BLOCKED) {
                out.append("   -  ")
                        .append(paint.as(Paint.Role.STRONG, s.thread()))
                        .append("  ")
                        .append(next(s))
                        .append('\n');
            }
        }
        return out.isEmpty() ? "no thread can go on\n" : out.toString();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private String refused(List<Diagnostic> diagnostics) {
        DiagnosticRenderer renderer = new DiagnosticRenderer(sources, paint);
        StringBuilder out = new StringBuilder();
        diagnostics.stream().limit(MOST_DIAGNOSTICS).forEach(d -> out.append(renderer.render(d)));
        int more = diagnostics.size() - MOST_DIAGNOSTICS;
        return more > 0 ? out + "and " + more + " more " + (more == 1 ? "error" : "errors") + "\n" : out.toString();
    }

    private String trace(Program program, List<Happening> happenings) {
        // A step stands in calls that were entered before it.
        boolean step = happenings.stream().anyMatch(h -> h.thread() != 0);
        return level == TraceLevel.NONE
                ? ""
                : step
                        ? events(program, happenings)
                        : new TraceText(program, level, names, paint)
                                .bare(TraceTree.operations(happenings, program, sources));
    }

    private String value(Answer.Done d) {
        return d.type() instanceof ValueType.OrErrno o && d.words()[0] == 0
                ? value(d, o.of(), Arrays.copyOfRange(d.words(), 1, d.words().length))
                : value(d, d.type(), d.words());
    }

    private String value(Answer.Done d, ValueType type, long[] words) {
        String label = d.label();
        if (type.words() == 0) {
            return "";
        }
        String text = new ValueText(names, d.program().texts()).of(type, words, 0);
        boolean number = type instanceof ValueType.Basic b && b.name().equals("int");
        String hexadecimal = number && (words[0] > 9 || words[0] < 0) ? " (0x" + Long.toHexString(words[0]) + ")" : "";
        String shown = text.equals(label) ? "" : " " + text + hexadecimal;
        return (label.isEmpty() ? "=" : paint.as(Paint.Role.STRONG, label) + (shown.isEmpty() ? "" : " =")) + shown
                + "  " + paint.as(Paint.Role.FAINT, ValueText.type(type)) + "\n";
    }

    /// The check that an expression's value was what it was, as a statement; empty where its value has no literal.
    public String expectation(Answer answer, String expression) {
        if (!(answer instanceof Answer.Done d)
                || !d.label().isEmpty()
                || d.type().words() == 0) {
            return "";
        }
        if (d.type() instanceof ValueType.OrErrno o) {
            return d.words()[0] != 0
                    ? "expect " + Errno.name(d.words()[0]) + " { " + expression + " }"
                    : literal(expression, d, o.of(), Arrays.copyOfRange(d.words(), 1, d.words().length));
        }
        return literal(expression, d, d.type(), d.words());
    }

    private String literal(String expression, Answer.Done d, ValueType type, long[] words) {
        boolean written = type instanceof ValueType.EnumType
                || type instanceof ValueType.Basic b
                        && Set.of("int", "bool", "perm").contains(b.name());
        return written
                ? "expect " + expression + " == "
                        + new ValueText(names, d.program().texts()).of(type, words, 0)
                : "";
    }

    /// The value that an input came to.
    public String valueText(Answer.Done d) {
        names.objects(d.names());
        return new ValueText(names, d.program().texts()).of(d.type(), d.words(), 0);
    }
}
