package dev.quire.source;

/// A half-open run of UTF-16 code units of one source, `[start, end)`. The source is named by its index in the
/// session's list of sources.
public record Span(int source, int start, int end) {
    /// Stands for code that no source text holds.
    public static final Span NONE = new Span(-1, 0, 0);

    /// The smallest span that covers both; both must be of one source.
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }
}
