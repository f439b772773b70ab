package dev.quire.diagnostic;

import dev.quire.source.Span;

/// A place in a text with a few words about it; the words may be empty.
public record Label(Span span, String text) {}
