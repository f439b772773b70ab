package dev.quire.engine.store;

/// The difference between two states of a store: addresses in order, what is there in the later state, and that state's
/// hashes.
public record Delta(int[] addresses, long[] values, long low, long high, long structure) {}
