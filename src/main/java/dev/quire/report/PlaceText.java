package dev.quire.report;

import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.List;

/// Places in sources as a path shows them: file, line, and what stands there.
final class PlaceText {
    private PlaceText() {}

    static String of(List<Source> sources, Span span) {
        if (span.source() < 0) {
            return "";
        }
        Source source = sources.get(span.source());
        int line = source.line(span.start());
        String name = source.name();
        return name.substring(name.lastIndexOf('/') + 1) + ":" + line + " "
                + source.lineText(line).strip();
    }
}
