package dev.quire.interpreter;

import java.util.Arrays;
import java.util.function.LongPredicate;

/// Which threads read and which write each plain word, over all steps that were ever taken, by the word's key. A
/// survey:
/// only a word that one thread writes and another touches can be raced for.
public final class SharedWords {
    private final LongPredicate atomic;
    private long[] keys = new long[1 << 8];
    private long[] readers = new long[1 << 8];
    private long[] writers = new long[1 << 8];
    private int size;

    /// By address: the word that was last touched there, and who was added for it already.
    private long[] keyAt = new long[1 << 8];

    private long[] readAt = new long[1 << 8];
    private long[] writtenAt = new long[1 << 8];

    /// `atomic` tells, while a word lives, whether only atomic operations touch it: then nobody races for it.
    public SharedWords(LongPredicate atomic) {
        this.atomic = atomic;
    }

    /// A thread reads the word, which is at `address`.
    void read(int thread, long key, int address) {
        if (address >= keyAt.length || keyAt[address] != key || (readAt[address] >>> thread & 1) == 0) {
            remember(thread, key, address, readAt, false);
        }
    }

    /// A thread writes the word, which is at `address`.
    void write(int thread, long key, int address) {
        if (address >= keyAt.length || keyAt[address] != key || (writtenAt[address] >>> thread & 1) == 0) {
            remember(thread, key, address, writtenAt, true);
        }
    }

    private void remember(int thread, long key, int address, long[] by, boolean write) {
        add(thread, key, write);
        long[] mask = by;
        if (address >= keyAt.length) {
            int length = Math.max(address + 1, keyAt.length * 2);
            keyAt = Arrays.copyOf(keyAt, length);
            readAt = Arrays.copyOf(readAt, length);
            writtenAt = Arrays.copyOf(writtenAt, length);
            mask = write ? writtenAt : readAt;
        }
        if (keyAt[address] != key) {
            keyAt[address] = key;
            readAt[address] = 0;
            writtenAt[address] = 0;
        }
        mask[address] |= 1L << thread;
    }

    void add(int thread, long key, boolean write) {
        if (atomic.test(key)) {
            return;
        }
        int at = slot(key);
        (write ? writers : readers)[at] |= 1L << thread;
    }

    private int slot(long key) {
        int at = find(key);
        if (keys[at] == 0) {
            if (++size * 2 > keys.length) {
                grow();
                at = find(key);
            }
            keys[at] = key;
        }
        return at;
    }

    /// Adds all that another survey holds.
    public void addAll(SharedWords other) {
        for (int i = 0; i < other.keys.length; i++) {
            if (other.keys[i] != 0) {
                int at = slot(other.keys[i]);
                readers[at] |= other.readers[i];
                writers[at] |= other.writers[i];
            }
        }
    }

    /// Whether one thread wrote the word and another read or wrote it.
    boolean contested(long key) {
        return contestedAt(find(key));
    }

    /// How many words are contested.
    public int contested() {
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            count += contestedAt(i) ? 1 : 0;
        }
        return count;
    }

    private boolean contestedAt(int at) {
        return writers[at] != 0 && Long.bitCount(writers[at] | readers[at]) > 1;
    }

    private int find(long key) {
        int at = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & keys.length - 1;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldReaders = readers;
        long[] oldWriters = writers;
        keys = new long[oldKeys.length * 2];
        readers = Arrays.copyOf(keys, keys.length);
        writers = Arrays.copyOf(keys, keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                readers[at] = oldReaders[i];
                writers[at] = oldWriters[i];
            }
        }
    }
}
