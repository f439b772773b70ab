package dev.quire.report;

import dev.quire.engine.trace.Event;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.session.Answer;
import dev.quire.session.Happening;
import dev.quire.session.Holdings;
import dev.quire.session.Inspection;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a session holds and what views emit, as tables and pictures.
public final class SessionTables {
    private static final int PAGE_SHIFT = 12;

    private final Names names;
    private final Paint paint;
    private TableMode mode = TableMode.TABLE;
    private int width;

    SessionTables(Names names, Paint paint) {
        this.names = names;
        this.paint = paint;
    }

    /// How tables are written from now on; lines are cut to a width, 0 for no limit.
    public void mode(TableMode wanted, int limit) {
        mode = wanted;
        width = limit;
    }

    public TableMode mode() {
        return mode;
    }

    private String of(Table table) {
        return table.of(mode, paint, width);
    }

    // --- what a view emits ------------------------------------------------------------------------------------------

    /// The events of an answer as tables, one for each kind.
    public String of(Answer.Done d) {
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

    /// What a view emits of each process, under its name where there are several. Tables that a program reads have a
    /// column
    /// for it instead, so that every line of the answer is one of a table.
    public String ofProcesses(Map<String, Answer.Done> answers, boolean pictures) {
        if (mode == TableMode.TABLE) {
            StringBuilder out = new StringBuilder();
            answers.forEach((process, d) -> out.append(
                            answers.size() > 1 ? paint.as(Paint.Role.STRONG, process) + "\n" : "")
                    .append(pictures ? picture(d) : of(d)));
            return out.toString();
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        answers.forEach((process, d) -> {
            names.objects(d.names());
            EventText events = new EventText(d.program(), names);
            for (Happening h : d.happenings()) {
                if (h instanceof Happening.Emitted e) {
                    String kind = events.name(e.event());
                    tables.computeIfAbsent(
                                    kind,
                                    k -> new Table(
                                            kind,
                                            Stream.concat(
                                                    Stream.of(new Table.Column("process", Table.Form.TEXT)),
                                                    columns(d.program(), e.event()))))
                            .row(before(process, events.arguments(e.event())));
                }
            }
        });
        return tables.values().stream().map(this::of).collect(Collectors.joining());
    }

    private static List<String> before(String first, List<String> rest) {
        List<String> all = new ArrayList<>(rest);
        all.addFirst(first);
        return all;
    }

    private static Stream<Table.Column> columns(Program program, Event event) {
        return program.events().get(event.kind()).parameters().stream()
                .map(p -> new Table.Column(p.name(), form(p.type())));
    }

    private static Table.Form form(ValueType type) {
        if (type instanceof ValueType.Basic b && b.name().equals("int")) {
            return Table.Form.NUMBER;
        }
        return type instanceof ValueType.Basic b && b.name().equals("bool") ? Table.Form.BOOLEAN : Table.Form.TEXT;
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

    /// The runs of pages of an answer as a picture.
    private String picture(Answer.Done d) {
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

    // --- what a session holds ---------------------------------------------------------------------------------------

    /// What each name of the session holds.
    public List<String> values(Holdings session) {
        names.objects(session.objects());
        ValueText values = new ValueText(names, session.program().texts());
        List<String> lines = new ArrayList<>();
        session.values().forEach((name, held) -> lines.add(name + " = " + values.of(held.type(), held.words(), 0)));
        return lines;
    }

    /// Events of the session with the numbers of their moves; those whose text holds `filter`.
    public String events(Holdings session, String filter) {
        names.objects(session.objects());
        EventText events = new EventText(session.program(), names);
        Table table = new Table("event", List.of("input", "thread", "event", "arguments"));
        int shown = 0;
        List<Holdings.Logged> kept = session.events();
        for (Holdings.Logged logged : kept) {
            if (events.of(logged.event()).contains(filter)) {
                shown++;
                table.row(List.of(
                        String.valueOf(logged.move()),
                        session.thread(logged.event().thread()),
                        events.name(logged.event()),
                        String.join(" ", events.arguments(logged.event()))));
            }
        }
        long all = session.counts().values().stream().mapToLong(Long::longValue).sum();
        String left = all == kept.size() ? "" : "of " + all + " events " + kept.size() + " were kept\n";
        return (shown == 0 ? "no event\n" : of(table)) + left;
    }

    /// The sections that threads stand in, each with its kind, its arguments and its thread.
    public List<String> open(Holdings session) {
        names.objects(session.objects());
        return OpenSections.of(session, new EventText(session.program(), names));
    }

    /// How often each kind of event came, and what the metrics of objects that have a name come to.
    public String counters(Holdings session, Map<String, String> metrics) {
        EventText events = new EventText(session.program(), names);
        Map<String, Long> counts = new TreeMap<>();
        session.counts().forEach((kind, n) -> counts.merge(events.name(kind), n, Long::sum));
        Table table = new Table(
                "counter",
                Stream.of(new Table.Column("counter", Table.Form.TEXT), new Table.Column("count", Table.Form.NUMBER)));
        counts.forEach((name, count) -> table.row(List.of(name, String.valueOf(count))));
        metrics.forEach((name, value) -> table.row(List.of(name, value)));
        return counts.isEmpty() && metrics.isEmpty() ? "nothing was counted yet\n" : of(table);
    }

    /// The locks that are held, and by whom.
    public String locks(Holdings session) {
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
        return locks.isEmpty() ? "no lock is held\n" : of(table);
    }

    /// The translations that TLBs may still hold beside what their tables say.
    public String tlbs(Holdings session) {
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
}
