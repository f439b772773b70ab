package dev.quire.report;

import dev.quire.program.Program;
import dev.quire.report.TraceTree.Node;
import dev.quire.report.TraceTree.Operation;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Operations as an indented tree.
///
/// A function that begins or ends with its only event is shown as that event, and what it did beside it stands beneath:
/// a fault holds the notifications that it sent, a section's start the callbacks that it reached. Functions without
/// events are left out, callbacks are not.
final class TraceText {
    private static final String INDENT = "  ";
    private static final int LONGEST = 100;

    private final Program program;
    private final TraceLevel level;
    private final EventText events;
    private final Paint paint;
    private final BitSet callbacks;
    private final StringBuilder out = new StringBuilder();

    TraceText(Program program, TraceLevel level, Names names, Paint paint) {
        this.program = program;
        this.level = level;
        this.paint = paint;
        this.events = new EventText(program, names);
        this.callbacks = TraceTree.callbacks(program);
    }

    /// A line as it is shown, with what stands beneath it.
    private record Line(String text, List<Line> beneath) {}

    String of(List<Operation> operations) {
        int digits = operations.stream()
                .mapToInt(o -> String.valueOf(o.line()).length())
                .max()
                .orElse(1);
        boolean several = !Objects.requireNonNull(program.scenario()).threads().isEmpty();
        Operation shown = null;
        Set<String> begun = new HashSet<>();
        for (Operation o : operations) {
            List<Line> lines = lines(o.inside());
            if (lines.isEmpty()) {
                continue;
            }
            if (several && (shown == null || shown.thread() != o.thread())) {
                String name = TraceTree.thread(o.thread(), program);
                String heading = o.thread() == 0 ? name : "thread " + name;
                out.append(INDENT).append(paint.as(Paint.Role.FAINT, heading)).append('\n');
            }
            boolean first = begun.add(o.thread() + " " + o.line());
            boolean same = shown != null && o.resumed() && shown.thread() == o.thread() && shown.line() == o.line();
            if (!same) {
                heading(o, digits, !first && o.resumed());
            }
            if (level != TraceLevel.SUMMARY) {
                lines.forEach(l -> write(l, INDENT + " ".repeat(digits) + INDENT + INDENT));
            }
            shown = o;
        }
        return out.toString();
    }

    /// The same without the lines of the script, for one statement.
    String bare(List<Operation> operations) {
        for (Operation o : operations) {
            if (level == TraceLevel.SUMMARY) {
                String counts = counts(o.inside());
                out.append(counts.isEmpty() ? "" : INDENT + paint.as(Paint.Role.FAINT, counts) + "\n");
            } else {
                lines(o.inside()).forEach(l -> write(l, INDENT));
            }
        }
        return out.toString();
    }

    private void heading(Operation o, int digits, boolean again) {
        String number = String.valueOf(o.line());
        String text = o.text().length() > LONGEST ? o.text().substring(0, LONGEST - 1) + "…" : o.text();
        out.append(INDENT)
                .append(paint.as(Paint.Role.FAINT, " ".repeat(digits - number.length()) + number))
                .append(INDENT)
                .append(paint.as(Paint.Role.STRONG, text))
                .append(again ? paint.as(Paint.Role.FAINT, "  (goes on)") : "");
        if (level == TraceLevel.SUMMARY) {
            out.append(INDENT).append(paint.as(Paint.Role.FAINT, counts(o.inside())));
        }
        out.append('\n');
    }

    private void write(Line line, String indent) {
        out.append(indent).append(line.text()).append('\n');
        line.beneath().forEach(l -> write(l, indent + INDENT));
    }

    private List<Line> lines(List<Node> nodes) {
        List<Line> lines = new ArrayList<>();
        for (Node node : nodes) {
            switch (node) {
                case Node.Emitted e -> lines.add(new Line(events.of(e.event(), paint), List.of()));
                case Node.Call c -> lines.addAll(call(c));
                case Node.Skipped s -> lines.add(new Line(skipped(s), List.of()));
            }
        }
        return lines;
    }

    private List<Line> call(Node.Call call) {
        List<Node> inside = call.inside();
        int own = 0;
        for (Node n : inside) {
            own += n instanceof Node.Emitted ? 1 : 0;
        }
        boolean callback = callbacks.get(call.function());
        String name = program.functions().get(call.function()).display();
        if (own == 1 && !callback) {
            boolean first = firstEvent(inside) == firstShown(inside);
            boolean last = lastEvent(inside) == lastShown(inside);
            if (first || last) {
                // Names are given by first appearance, so texts are made in the order in which they are shown.
                Node heading = inside.get(firstEvent(inside));
                String text = events.of(((Node.Emitted) heading).event(), paint);
                return List.of(new Line(
                        text, lines(inside.stream().filter(n -> n != heading).toList())));
            }
        }
        List<Line> lines = lines(inside);
        if (callback) {
            return List.of(new Line("-> " + name, lines));
        }
        if (level != TraceLevel.FULL || lines.isEmpty()) {
            return lines;
        }
        if (lines.size() == 1) {
            Line only = lines.get(0);
            return List.of(new Line(paint.as(Paint.Role.FAINT, name + " > ") + only.text(), only.beneath()));
        }
        return List.of(new Line(paint.as(Paint.Role.FAINT, name), lines));
    }

    private static int firstEvent(List<Node> nodes) {
        int at = 0;
        while (!(nodes.get(at) instanceof Node.Emitted)) {
            at++;
        }
        return at;
    }

    private static int lastEvent(List<Node> nodes) {
        int at = nodes.size() - 1;
        while (!(nodes.get(at) instanceof Node.Emitted)) {
            at--;
        }
        return at;
    }

    private int firstShown(List<Node> nodes) {
        int at = 0;
        while (!shown(nodes.get(at))) {
            at++;
        }
        return at;
    }

    private int lastShown(List<Node> nodes) {
        int at = nodes.size() - 1;
        while (!shown(nodes.get(at))) {
            at--;
        }
        return at;
    }

    private boolean shown(Node node) {
        return switch (node) {
            case Node.Emitted e -> true;
            case Node.Skipped s -> true;
            case Node.Call c ->
                callbacks.get(c.function()) || c.inside().stream().anyMatch(this::shown);
        };
    }

    private String skipped(Node.Skipped s) {
        long all = s.events().values().stream().mapToLong(Long::longValue).sum();
        return paint.as(Paint.Role.FAINT, "… " + all + " events not kept: " + counts(List.of(s)));
    }

    private String counts(List<Node> nodes) {
        Map<String, Long> counts = new LinkedHashMap<>();
        count(nodes, counts);
        return counts.entrySet().stream()
                .map(e -> e.getValue() == 1 ? e.getKey() : e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private void count(List<Node> nodes, Map<String, Long> counts) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Emitted e -> counts.merge(events.name(e.event()), 1L, Long::sum);
                case Node.Skipped s -> s.events().forEach((kind, n) -> counts.merge(events.name(kind), n, Long::sum));
                case Node.Call c -> {
                    if (callbacks.get(c.function())) {
                        counts.merge(program.functions().get(c.function()).display(), 1L, Long::sum);
                    }
                    count(c.inside(), counts);
                }
            }
        }
    }
}
