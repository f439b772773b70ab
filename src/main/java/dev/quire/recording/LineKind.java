package dev.quire.recording;

/// The kinds of lines of a step, by the word that begins them. A `RUN` is expanded into entries when it is read.
public enum LineKind {
    RET,
    N,
    F,
    T,
    K,
    H,
    G,
    VMA,
    PTE,
    PMD,
    OUT;

    /// Whether the line describes the state after the step; the others tell what happened in it.
    public boolean state() {
        return this == VMA || this == PTE || this == PMD;
    }
}
