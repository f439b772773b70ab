package dev.quire.diagnostic;

import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Lines of sources with marks under them, as compilers print them: `^^^` under what is wrong, `---` under what
/// explains it.
final class Excerpt {
    private static final int LONGEST_LINE = 160;

    private final List<Source> sources;
    private final Paint paint;
    private final List<Mark> marks = new ArrayList<>();

    Excerpt(List<Source> sources, Paint paint) {
        this.sources = sources;
        this.paint = paint;
    }

    /// A label in its source, with the letter that marks it.
    private record Mark(Source source, Span span, String text, char letter, Paint.Role role) {
        int line() {
            return source.line(span.start());
        }

        int column() {
            return source.column(span.start());
        }
    }

    void add(Label label, char letter, Paint.Role role) {
        Span span = label.span();
        if (span.source() >= 0 && span.source() < sources.size()) {
            marks.add(new Mark(sources.get(span.source()), span, label.text(), letter, role));
        }
    }

    /// Appends the excerpt; returns the blank gutter, as wide as the widest line number.
    String render(StringBuilder out) {
        int widest = marks.stream().mapToInt(Mark::line).max().orElse(0);
        String gutter = " ".repeat(String.valueOf(widest).length());
        if (marks.isEmpty()) {
            return gutter;
        }
        List<Mark> ordered = new ArrayList<>(marks);
        Source first = marks.getFirst().source();
        ordered.sort(Comparator.<Mark, Boolean>comparing(m -> m.source() != first)
                .thenComparing(m -> m.source().index())
                .thenComparing(m -> m.span().start()));
        String arrow = " --> ";
        int from = 0;
        while (from < ordered.size()) {
            int to = from;
            while (to < ordered.size()
                    && ordered.get(to).source() == ordered.get(from).source()) {
                to++;
            }
            Mark head = from == 0 ? marks.getFirst() : ordered.get(from);
            out.append(gutter).append(arrow).append(head.source().name());
            out.append(':')
                    .append(head.line())
                    .append(':')
                    .append(head.column())
                    .append('\n');
            lines(out, gutter, ordered.subList(from, to));
            arrow = " ::: ";
            from = to;
        }
        return gutter;
    }

    private void lines(StringBuilder out, String gutter, List<Mark> marks) {
        boolean begun = false;
        int shown = 0;
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            String text = mark.source().lineText(mark.line());
            if (text.length() > LONGEST_LINE) {
                continue;
            }
            if (!begun) {
                out.append(gutter).append(" |\n");
            } else if (mark.line() > shown + 1) {
                out.append("...\n");
            }
            begun = true;
            if (mark.line() != shown) {
                String number = String.valueOf(mark.line());
                out.append(number)
                        .append(" ".repeat(gutter.length() - number.length()))
                        .append(" | ")
                        .append(Columns.expand(text))
                        .append('\n');
            }
            shown = mark.line();
            out.append(gutter).append(" | ").append(run(mark, text)).append('\n');
        }
    }

    private String run(Mark mark, String line) {
        int from = Math.min(mark.column() - 1, line.length());
        int length = mark.span().end() - mark.span().start();
        int to = Math.max(from, Math.min(line.length(), mark.column() - 1 + length));
        String run = String.valueOf(mark.letter()).repeat(Math.max(1, Columns.width(line.substring(from, to))));
        return " ".repeat(Columns.width(line.substring(0, from)))
                + paint.as(mark.role(), mark.text().isEmpty() ? run : run + " " + mark.text());
    }
}
