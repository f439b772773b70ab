package dev.quire.report;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.engine.trace.Event;
import dev.quire.interpreter.Errno;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.session.Happening;
import dev.quire.session.Inspection;
import dev.quire.session.Interactive;
import dev.quire.session.Interactive.Answer;
import dev.quire.session.Standing;
import dev.quire.source.Source;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The answers of a session as text: what an input did, then its value. Names of page frames stay for the whole
/// session.
public final class SessionReport {
    private final List<Source> sources;
    private final Paint paint;
    private final Names names = new Names(Map.of());
    private static final int PAGE_SHIFT = 12;

    private TraceLevel level = TraceLevel.CALLS;
    private TableMode mode = TableMode.TABLE;
    private int width;

    public SessionReport(List<Source> sources, Paint paint) {
        this.sources = sources;
        this.paint = paint;
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
        diagnostics.forEach(d -> out.append(renderer.render(d)));
        return out.toString();
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

    // --- tables -----------------------------------------------------------------------------------------------------

    /// How tables are written from now on; lines are cut to a width, 0 for no limit.
    public void mode(TableMode wanted, int limit) {
        mode = wanted;
        width = limit;
    }

    public TableMode mode() {
        return mode;
    }

    /// A table as this report writes it.
    public String of(Table table) {
        return table.of(mode, paint, width);
    }

    /// The events of an answer as tables, one for each kind.
    public String tables(Answer answer) {
        if (!(answer instanceof Answer.Done d)) {
            return of(answer);
        }
        names.objects(d.names());
        EventText events = new EventText(d.program(), names);
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Happening h : d.happenings()) {
            if (h instanceof Happening.Emitted e) {
                String kind = events.name(e.event());
                tables.computeIfAbsent(kind, k -> new Table(kind, columns(d.program(), e.event())))
                        .row(events.arguments(e.event()));
            }
        }
        StringBuilder out = new StringBuilder();
        tables.values().forEach(t -> out.append(of(t)));
        return out.isEmpty() ? "nothing\n" : out.toString();
    }

    /// The rows of an answer's tables, each with the name of its table.
    public List<String> rows(Answer answer) {
        if (!(answer instanceof Answer.Done d)) {
            return List.of();
        }
        names.objects(d.names());
        EventText events = new EventText(d.program(), names);
        List<String> rows = new ArrayList<>();
        for (Happening h : d.happenings()) {
            if (h instanceof Happening.Emitted e) {
                rows.add(events.name(e.event()) + "  " + String.join("  ", events.arguments(e.event())));
            }
        }
        return rows;
    }

    /// What each name of the session holds.
    public List<String> values(Interactive session) {
        names.objects(session.objects());
        ValueText values = new ValueText(names, session.program().texts());
        List<String> lines = new ArrayList<>();
        session.values().forEach((name, held) -> lines.add(name + " = " + values.of(held.type(), held.words(), 0)));
        return lines;
    }

    /// The value that an input came to.
    public String valueText(Answer.Done d) {
        names.objects(d.names());
        return new ValueText(names, d.program().texts()).of(d.type(), d.words(), 0);
    }

    private static List<String> columns(Program program, Event event) {
        return program.events().get(event.kind()).parameters().stream()
                .map(ValueType.Member::name)
                .toList();
    }

    /// The runs of pages of an answer as a picture.
    public String picture(Answer answer) {
        if (!(answer instanceof Answer.Done d) || mode != TableMode.TABLE) {
            return tables(answer);
        }
        PagePicture picture = new PagePicture(paint);
        EventText events = new EventText(d.program(), names);
        for (Happening h : d.happenings()) {
            if (h instanceof Happening.Emitted e && events.name(e.event()).equals("run")) {
                long[] words = e.event().words();
                picture.run(
                        words[1] - words[0] >>> PAGE_SHIFT,
                        events.arguments(e.event()).getLast());
            }
        }
        return picture.text();
    }

    /// Events of the session with the numbers of their moves; those whose text holds `filter`.
    public String events(Interactive session, String filter) {
        names.objects(session.objects());
        EventText events = new EventText(session.program(), names);
        Table table = new Table("event", List.of("input", "thread", "event", "arguments"));
        int shown = 0;
        for (Interactive.Logged logged : session.events()) {
            String text = events.of(logged.event());
            if (text.contains(filter)) {
                shown++;
                table.row(List.of(
                        String.valueOf(logged.move()),
                        session.thread(logged.event().thread()),
                        events.name(logged.event()),
                        String.join(" ", events.arguments(logged.event()))));
            }
        }
        return shown == 0 ? "no event\n" : of(table);
    }

    /// How often each kind of event came, and the metrics of objects that have a name.
    public String counters(Interactive session) {
        EventText events = new EventText(session.program(), names);
        Map<String, Long> counts = new TreeMap<>();
        session.events().forEach(l -> counts.merge(events.name(l.event()), 1L, Long::sum));
        Table table = new Table("counter", List.of("counter", "count"));
        counts.forEach((name, count) -> table.row(List.of(name, String.valueOf(count))));
        List<String> metrics = session.metrics();
        for (String metric : metrics) {
            if (session.look(metric) instanceof Answer.Done d) {
                table.row(List.of(metric, valueText(d)));
            }
        }
        return counts.isEmpty() && metrics.isEmpty() ? "nothing was counted yet\n" : of(table);
    }

    /// The locks that are held, by whom, and who waits.
    public String locks(Interactive session) {
        names.objects(session.objects());
        Table table = new Table("lock", List.of("lock", "type", "held", "by"));
        List<Inspection.HeldLock> locks = session.inspection().locks();
        for (Inspection.HeldLock lock : locks) {
            String object = lock.cell() == 0 ? lock.kind() : names.object(lock.kind(), lock.cell());
            boolean written = lock.writer() >= 0;
            table.row(List.of(
                    object + "." + lock.field(),
                    lock.type(),
                    written ? "exclusively" : "shared",
                    written
                            ? session.thread(lock.writer())
                            : lock.readers().stream().map(session::thread).collect(Collectors.joining(", "))));
        }
        StringBuilder out = new StringBuilder(locks.isEmpty() ? "no lock is held\n" : of(table));
        for (Standing s : session.standings()) {
            if (s.state() == Standing.State.BLOCKED) {
                out.append(stuck(s)).append('\n');
            }
        }
        return out.toString();
    }

    /// The translations that TLBs may still hold beside what their tables say.
    public String tlbs(Interactive session) {
        names.objects(session.objects());
        ValueText values = new ValueText(names, session.program().texts());
        Table table = new Table("tlb", List.of("thread", "table", "page", "translation"));
        List<Inspection.Lingering> lingering = session.inspection().lingering();
        for (Inspection.Lingering l : lingering) {
            table.row(List.of(
                    session.thread(l.thread()),
                    l.table(),
                    values.of(new ValueType.Basic("addr", 1), new long[] {l.address()}, 0),
                    values.of(new ValueType.Basic("pte", 1), new long[] {l.entry()}, 0)));
        }
        return lingering.isEmpty() ? "no TLB holds anything that its tables no longer say\n" : of(table);
    }

    /// The cell of a frame by the name that reports give it, such as p0; 0 where there is none.
    public int frame(String name) {
        return names.frame(name);
    }
}
