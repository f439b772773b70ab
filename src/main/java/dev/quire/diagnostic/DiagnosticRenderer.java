package dev.quire.diagnostic;

import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.text.Paint;
import java.util.List;

/// Renders diagnostics with the line, a caret run under the span, and the help.
public final class DiagnosticRenderer {
    private static final int TAB = 4;
    private static final int LONGEST_LINE = 160;

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
        StringBuilder out =
                new StringBuilder(paint.as(Paint.Role.BAD, "error[" + d.code() + "]") + ": " + d.message() + "\n");
        out.append(excerpt(d.span()));
        if (!d.help().isBlank()) {
            out.append(paint.as(Paint.Role.NAME, "  help: ")).append(d.help()).append('\n');
        }
        return out.toString();
    }

    /// The place of a span: `--> file:line:column`, its line and a caret run.
    public String excerpt(Span span) {
        if (span.source() < 0 || span.source() >= sources.size()) {
            return "";
        }
        Source source = sources.get(span.source());
        int line = source.line(span.start());
        int column = source.column(span.start());
        String gutter = " ".repeat(String.valueOf(line).length());
        String whole = source.lineText(line);
        if (whole.length() > LONGEST_LINE) {
            return gutter + " --> " + source.name() + ":" + line + ":" + column + "\n";
        }
        String text = whole;
        int from = Math.min(column - 1, text.length());
        int to = Math.max(from, Math.min(text.length(), column - 1 + span.end() - span.start()));
        return gutter + " --> " + source.name() + ":" + line + ":" + column + "\n"
                + gutter + " |\n"
                + line + " | " + expand(text) + "\n"
                + gutter + " | " + " ".repeat(width(text.substring(0, from)))
                + paint.as(Paint.Role.BAD, "^".repeat(Math.max(1, width(text.substring(from, to))))) + "\n";
    }

    private static String expand(String text) {
        return text.replace("\t", " ".repeat(TAB));
    }

    private static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            width += c == '\t' ? TAB : Character.getType(c) == Character.NON_SPACING_MARK ? 0 : isWide(c) ? 2 : 1;
        }
        return width;
    }

    private static boolean isWide(int c) {
        return c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0x1F300 && c <= 0x1FAFF;
    }
}
