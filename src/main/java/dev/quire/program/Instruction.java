package dev.quire.program;

import dev.quire.source.Span;

/// One instruction and the source that it comes from.
public record Instruction(Op op, int a, int b, int c, Span span) {}
