package dev.quire.diagnostic;

import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.text.Paint;
import java.util.List;

/// Renders diagnostics: the sentence, the lines with caret runs under their spans, notes and help.
public final class DiagnosticRenderer {
    private final List<Source> sources;
    private final Paint paint;

    public DiagnosticRenderer(List<Source> sources) {
        this(sources, Paint.NONE);
    }

    public DiagnosticRenderer(List<Source> sources, Paint paint) {
        this.sources = sources;
        this.paint = paint;
    }

    public String render(Diagnostic d) {
        Paint.Role role = d.severity() == Severity.ERROR ? Paint.Role.BAD : Paint.Role.DOUBTFUL;
        StringBuilder out = new StringBuilder(paint.as(role, d.severity().word() + "[" + d.code() + "]"))
                .append(": ")
                .append(d.message())
                .append('\n');
        Excerpt excerpt = new Excerpt(sources, paint);
        excerpt.add(d.primary(), '^', role);
        d.secondary().forEach(label -> excerpt.add(label, '-', Paint.Role.NAME));
        String gutter = excerpt.render(out);
        for (String note : d.notes()) {
            out.append(gutter)
                    .append(paint.as(Paint.Role.NAME, " = note: "))
                    .append(note)
                    .append('\n');
        }
        if (!d.help().isBlank()) {
            out.append(paint.as(Paint.Role.NAME, "  help: ")).append(d.help()).append('\n');
        }
        return out.toString();
    }

    /// The place of a span: `--> file:line:column`, its line and a caret run; empty for a span of no source.
    public String excerpt(Span span) {
        StringBuilder out = new StringBuilder();
        Excerpt excerpt = new Excerpt(sources, paint);
        excerpt.add(new Label(span, ""), '^', Paint.Role.BAD);
        excerpt.render(out);
        return out.toString();
    }
}
