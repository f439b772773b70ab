package dev.quire.program;

/// The third operand of `COLLECTION`: the result's slot and the words of an element, in one int.
public final class CollectionWords {
    private static final int RESULT_BITS = 20;

    private CollectionWords() {}

    /// Packs result slot and element words.
    public static int pack(int resultSlot, int words) {
        return words << RESULT_BITS | resultSlot;
    }

    /// The words of an element or value.
    public static int of(int packed) {
        return packed >>> RESULT_BITS;
    }

    /// The slot that the result goes to.
    public static int result(int packed) {
        return packed & (1 << RESULT_BITS) - 1;
    }
}
