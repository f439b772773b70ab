package dev.quire.diagnostic;

import dev.quire.source.Span;

/// Something wrong with a script or its kernel: a code, where, what, and what to do.
public record Diagnostic(Code code, Span span, String message, String help) implements Comparable<Diagnostic> {
    @Override
    public int compareTo(Diagnostic other) {
        int order = Integer.compare(span.source(), other.span.source());
        return order != 0 ? order : Integer.compare(span.start(), other.span.start());
    }
}
