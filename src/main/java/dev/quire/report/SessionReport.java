package dev.quire.report;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.engine.trace.Event;
import dev.quire.interpreter.Errno;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.session.Happening;
import dev.quire.session.Interactive.Answer;
import dev.quire.source.Source;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The answers of a session as text: what an input did, then its value. Names of page frames stay for the whole
/// session.
public final class SessionReport {
    private final List<Source> sources;
    private final Paint paint;
    private final Names names = new Names(Map.of());
    private TraceLevel level = TraceLevel.CALLS;

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
        };
    }

    private String refused(List<Diagnostic> diagnostics) {
        DiagnosticRenderer renderer = new DiagnosticRenderer(sources, paint);
        StringBuilder out = new StringBuilder();
        diagnostics.forEach(d -> out.append(renderer.render(d)));
        return out.toString();
    }

    private String trace(Program program, List<Happening> happenings) {
        return level == TraceLevel.NONE
                ? ""
                : new TraceText(program, level, names, paint).bare(TraceTree.operations(happenings, program, sources));
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

    /// The events of an answer as tables, one for each run of a kind.
    public String tables(Answer answer) {
        if (!(answer instanceof Answer.Done d)) {
            return of(answer);
        }
        names.objects(d.names());
        EventText events = new EventText(d.program(), names);
        StringBuilder out = new StringBuilder();
        Map<String, List<List<String>>> tables = new LinkedHashMap<>();
        for (Happening h : d.happenings()) {
            if (h instanceof Happening.Emitted e) {
                rows(tables, d.program(), events, e.event());
            }
        }
        tables.forEach((kind, rows) -> out.append(table(rows)));
        return out.isEmpty() ? "nothing\n" : out.toString();
    }

    private static void rows(Map<String, List<List<String>>> tables, Program program, EventText events, Event event) {
        List<List<String>> rows = tables.computeIfAbsent(events.name(event), kind -> {
            List<List<String>> made = new ArrayList<>();
            made.add(program.events().get(event.kind()).parameters().stream()
                    .map(ValueType.Member::name)
                    .toList());
            return made;
        });
        rows.add(events.arguments(event));
    }

    private String table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String cell = rows.get(r).get(c);
                line.append(cell).append(" ".repeat(widths[c] - cell.length() + 2));
            }
            String text = line.toString().stripTrailing();
            out.append(r == 0 ? paint.as(Paint.Role.FAINT, text) : text).append('\n');
        }
        return out.toString();
    }
}
