package dev.quire.engine.bits;

/// A byte of a frame that differs from the frame's fill: its place and its value.
///
/// ```
///  63 ...... 20  19 ..... 8  7 ..... 0
/// +------------+------------+---------+
/// |     0      |   offset   |  value  |
/// +------------+------------+---------+
/// ```
public final class ByteWord {
    private static final BitField VALUE = BitField.lowest("value", Byte.SIZE, "the byte");
    private static final BitField OFFSET = VALUE.then("offset", 12, "its place in the page");

    public static final Layout LAYOUT = Layout.of(
            "Byte of a frame",
            "A byte that differs from its frame's fill.",
            VALUE,
            OFFSET,
            OFFSET.thenZero(Long.SIZE - OFFSET.shift() - OFFSET.width()));

    /// Bytes of a page.
    public static final int PAGE = (int) OFFSET.max() + 1;
    /// Values of a byte.
    public static final int VALUES = (int) VALUE.max() + 1;

    private ByteWord() {}

    public static long make(long offset, long value) {
        return OFFSET.of(offset) | VALUE.of(value);
    }

    public static int offset(long word) {
        return (int) OFFSET.get(word);
    }

    public static int value(long word) {
        return (int) VALUE.get(word);
    }
}
