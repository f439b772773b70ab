package dev.quire.program;

/// Which metric an instruction means, in one int: the kind of object and the word that the metric has where it is
/// state. Never 0, for word 0 is the kind itself.
public final class MetricWord {
    private static final int OFFSET_BITS = 16;

    private MetricWord() {}

    public static int pack(int kind, int offset) {
        return kind << OFFSET_BITS | offset;
    }

    public static int kind(int packed) {
        return packed >>> OFFSET_BITS;
    }

    public static int offset(int packed) {
        return packed & (1 << OFFSET_BITS) - 1;
    }
}
