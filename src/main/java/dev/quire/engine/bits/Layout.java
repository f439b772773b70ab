package dev.quire.engine.bits;

import java.util.List;

/// The picture of a packed word: its fields from bit 0 up, which cover it. All pictures are in `docs/bit-layouts.md`.
public record Layout(String title, String about, List<BitField> fields) {
    public Layout {
        fields = List.copyOf(fields);
    }

    static Layout of(String title, String about, BitField... fields) {
        return new Layout(title, about, List.of(fields));
    }

    /// Every layout, in the order of the document.
    public static List<Layout> all() {
        return List.of(
                Pte.LAYOUT,
                SwapPte.LAYOUT,
                SwapPte.PFN_OFFSET,
                SwapPte.MARKER_OFFSET,
                LockWord.LAYOUT,
                Rights.LAYOUT,
                ByteWord.LAYOUT);
    }
}
