package dev.quire.engine.store;

import java.util.BitSet;

/// A set of a store's addresses: a bit for each word, each entry of a pool's directory and each metric.
final class AddressSet {
    private final BitSet words = new BitSet();
    private final BitSet metrics = new BitSet();
    private final BitSet[] directory = new BitSet[WordStore.POOLS];

    /// Whether the address was not in it before.
    boolean add(int address) {
        int index = WordStore.index(address);
        BitSet bits = of(address);
        boolean fresh = !bits.get(index);
        bits.set(index);
        return fresh;
    }

    private BitSet of(int address) {
        if (address < 0) {
            return metrics;
        }
        int pool = WordStore.pool(address);
        if (pool < 0) {
            return words;
        }
        if (directory[pool] == null) {
            directory[pool] = new BitSet();
        }
        return directory[pool];
    }
}
