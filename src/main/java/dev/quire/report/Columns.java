package dev.quire.report;

import dev.quire.engine.trace.Event;
import dev.quire.program.Program;
import dev.quire.session.Session;
import dev.quire.session.Stand;
import dev.quire.session.Standing;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A path as kernel commit messages draw races: a column for each thread that takes a step, time downwards. A line that
/// is
/// too long for its column goes on in the next one, indented; nothing is cut. A function's counterpart in Linux is
/// named
/// where the function comes first. In full there is a column for every thread, and after each step all of them tell
/// where they stand and what their registers hold.
final class Columns {
    /// What fits into a commit message.
    static final int WIDTH = 100;

    private static final int NARROWEST = 24;
    private static final int GAP = 2;
    private static final int MARGIN = 2;
    private static final int HANGING = 4;

    private final Program program;
    private final Function<Span, String> place;
    private final EventText events;
    private final ValueText values;
    private final List<Integer> threads;
    private final int column;
    private final StringBuilder out = new StringBuilder();

    private Columns(Program program, Function<Span, String> place, List<Session.Row> rows, boolean full) {
        this.program = program;
        this.place = place;
        Names names = new Names(Map.of());
        events = new EventText(program, names);
        values = new ValueText(names, program.texts());
        threads = full
                ? IntStream.range(
                                0,
                                Objects.requireNonNull(program.scenario())
                                        .threads()
                                        .size())
                        .boxed()
                        .toList()
                : rows.stream().map(Session.Row::thread).distinct().sorted().toList();
        int n = Math.max(1, threads.size());
        column = Math.max(NARROWEST, (WIDTH - MARGIN + GAP) / n - GAP);
    }

    static String of(Program program, Function<Span, String> place, List<Session.Row> rows, boolean full) {
        if (rows.isEmpty()) {
            return "";
        }
        Columns columns = new Columns(program, place, rows, full);
        columns.head();
        if (full) {
            columns.states(rows);
        } else {
            columns.body(rows);
        }
        return columns.out.toString();
    }

    private void head() {
        List<Program.ThreadCode> all =
                Objects.requireNonNull(program.scenario()).threads();
        line(t -> all.get(t).name());
        line(t -> "-".repeat(column));
    }

    private void body(List<Session.Row> rows) {
        Set<String> met = new HashSet<>();
        String last = "";
        for (Session.Row row : rows) {
            String here = row.thread() + row.function();
            if (!here.equals(last)) {
                boolean known = row.counterpart().isEmpty() || !met.add(row.function());
                put(row.thread(), row.function() + "()" + (known ? "" : "  [" + row.counterpart() + "]"), 0);
            }
            last = here;
            put(row.thread(), place.apply(row.span()), 2);
            for (Event e : row.events()) {
                put(row.thread(), "-> " + events.of(e), 4);
            }
        }
    }

    private void states(List<Session.Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            Session.Row row = rows.get(i);
            out.append(i == 0 ? "" : "\n").append("  step ").append(i + 1).append('\n');
            String counterpart = row.counterpart().isEmpty() ? "" : "  [" + row.counterpart() + "]";
            put(row.thread(), row.function() + "()" + counterpart, 0);
            put(row.thread(), place.apply(row.span()), 2);
            for (Event e : row.events()) {
                put(row.thread(), "-> " + events.of(e), 4);
            }
            List<List<String>> cells = row.after().stream().map(this::stand).toList();
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int l = 0; l < height; l++) {
                int at = l;
                line(t -> at < cells.get(t).size() ? cells.get(t).get(at) : "");
            }
        }
    }

    /// Where a thread stands now, and what its registers hold, in lines of a column.
    private List<String> stand(Stand stand) {
        Standing s = stand.standing();
        String at = s.at() == null ? "" : s.at().function().display() + "() " + place.apply(s.at().span());
        List<String> lines = new ArrayList<>(wrap(
                switch (s.state()) {
                    case ENDED -> "| ended";
                    case READY -> "| at " + at;
                    case BLOCKED -> "| waits for " + s.waits() + " at " + at;
                },
                0));
        for (Stand.Register r : stand.registers()) {
            lines.addAll(wrap("| " + r.name() + " = " + values.of(r.type(), r.words(), 0), 0));
        }
        return lines;
    }

    private void put(int thread, String text, int indent) {
        for (String part : wrap(text, indent)) {
            line(t -> t == thread ? part : "");
        }
    }

    private void line(Function<Integer, String> cell) {
        StringBuilder line = new StringBuilder(" ".repeat(MARGIN));
        for (int t : threads) {
            String text = cell.apply(t);
            line.append(text).append(" ".repeat(Math.max(0, column + GAP - text.length())));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /// The text in lines of the column's width, broken at spaces where there are any.
    private List<String> wrap(String text, int indent) {
        List<String> lines = new ArrayList<>();
        String rest = " ".repeat(indent) + text;
        while (rest.length() > column) {
            int lead = lines.isEmpty() ? indent : indent + HANGING;
            int at = rest.lastIndexOf(' ', column);
            boolean space = at > lead;
            lines.add(rest.substring(0, space ? at : column).stripTrailing());
            rest = " ".repeat(indent + HANGING)
                    + rest.substring(space ? at : column).strip();
        }
        lines.add(rest);
        return lines;
    }
}
