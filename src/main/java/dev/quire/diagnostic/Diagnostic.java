package dev.quire.diagnostic;

import dev.quire.source.Span;
import java.util.List;

/// Something wrong with a script or its kernel: a code, what, where, other places that matter, notes, and what to do.
/// `help` is empty where nothing is to be said.
public record Diagnostic(
        Code code, String message, Label primary, List<Label> secondary, List<String> notes, String help)
        implements Comparable<Diagnostic> {
    public Diagnostic {
        secondary = List.copyOf(secondary);
        notes = List.copyOf(notes);
    }

    public Severity severity() {
        return code.severity();
    }

    /// Where it is.
    public Span span() {
        return primary.span();
    }

    @Override
    public int compareTo(Diagnostic other) {
        int order = Integer.compare(span().source(), other.span().source());
        return order != 0 ? order : Integer.compare(span().start(), other.span().start());
    }
}
