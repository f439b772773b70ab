package dev.quire.engine.bits;

/// A run of bits of a packed word: the name that its picture shows, the place, and what it means. Fields are chained,
/// so
/// that no shift is written down.
public record BitField(String name, int shift, int width, String meaning) {
    /// The name of bits that are always zero.
    public static final String ZERO = "0";

    public BitField {
        if (width < 1 || shift < 0 || shift + width > Long.SIZE) {
            throw new IllegalArgumentException(name + " does not fit a word");
        }
    }

    /// The field that begins at bit 0.
    public static BitField lowest(String name, int width, String meaning) {
        return new BitField(name, 0, width, meaning);
    }

    /// The field right above this one.
    public BitField then(String name, int width, String meaning) {
        return new BitField(name, shift + this.width, width, meaning);
    }

    /// The bits above this field that are always zero.
    public BitField thenZero(int width) {
        return then(ZERO, width, "always zero");
    }

    /// The field right above this one, up to the word's end.
    public BitField thenRest(String name, String meaning) {
        return then(name, Long.SIZE - shift - width, meaning);
    }

    public boolean zero() {
        return name.equals(ZERO);
    }

    /// The field's largest value.
    public long max() {
        return -1L >>> Long.SIZE - width;
    }

    public long mask() {
        return max() << shift;
    }

    public long get(long word) {
        return word >>> shift & max();
    }

    /// Whether any of the field's bits is set.
    public boolean in(long word) {
        return (word & mask()) != 0;
    }

    /// A word with nothing but `value` in the field; bits of the value that do not fit are lost.
    public long of(long value) {
        return (value & max()) << shift;
    }

    public long with(long word, long value) {
        return word & ~mask() | of(value);
    }
}
