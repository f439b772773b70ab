package dev.quire.program;

import java.util.List;

/// A kind of object: its fields with their word offsets (word 0 is the kind itself). `words` includes word 0.
public record Kind(String name, boolean secondary, int words, List<FieldSlot> fields) {
    /// A field: `count` is the length of an array, else 1. `metric` is the [MetricWord] of a metric, else 0; its word
    /// is
    /// used only where it is state.
    public record FieldSlot(
            String name, ValueType type, int offset, int count, boolean shared, int metric, boolean atomic) {
        public boolean isMetric() {
            return metric != 0;
        }
    }
}
