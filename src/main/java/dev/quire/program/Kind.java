package dev.quire.program;

import java.util.List;

/// A kind of object: its fields with their word offsets (word 0 is the kind itself). `words` includes word 0.
public record Kind(String name, boolean secondary, int words, List<FieldSlot> fields) {
    /// A field: `count` is the length of an array, else 1. Metrics have an index in the metrics region in place of an
    /// offset.
    public record FieldSlot(
            String name, ValueType type, int offset, int count, boolean shared, boolean metric, boolean atomic) {}
}
