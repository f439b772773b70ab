package dev.quire.interpreter;

import java.util.Arrays;

/// Classes of words that some code may read and may write, a bit each.
public final class Touched {
    private long[] reads = new long[2];
    private long[] writes = new long[2];

    private static long[] with(long[] bits, int at) {
        long[] grown = at >> 6 < bits.length ? bits : Arrays.copyOf(bits, Math.max((at >> 6) + 1, bits.length * 2));
        grown[at >> 6] |= 1L << at;
        return grown;
    }

    void read(int wordClass) {
        reads = with(reads, wordClass);
    }

    void write(int wordClass) {
        writes = with(writes, wordClass);
    }

    /// Adds all of another; whether there was something new.
    boolean add(Touched other) {
        boolean grows = lacks(reads, other.reads) || lacks(writes, other.writes);
        reads = or(reads, other.reads);
        writes = or(writes, other.writes);
        return grows;
    }

    private static boolean lacks(long[] bits, long[] more) {
        for (int i = 0; i < more.length; i++) {
            if ((more[i] & ~(i < bits.length ? bits[i] : 0)) != 0) {
                return true;
            }
        }
        return false;
    }

    private static long[] or(long[] bits, long[] more) {
        long[] out = bits.length >= more.length ? bits : Arrays.copyOf(bits, more.length);
        for (int i = 0; i < more.length; i++) {
            out[i] |= more[i];
        }
        return out;
    }

    /// Adds the reads of another.
    void addReads(Touched other) {
        reads = or(reads, other.reads);
    }

    boolean reads(int wordClass) {
        return wordClass >> 6 < reads.length && (reads[wordClass >> 6] >>> wordClass & 1) != 0;
    }

    boolean writes(int wordClass) {
        return wordClass >> 6 < writes.length && (writes[wordClass >> 6] >>> wordClass & 1) != 0;
    }

    /// Whether this writes a class that the other reads.
    boolean writesWhatReads(Touched other) {
        return meet(writes, other.reads);
    }

    /// Whether one may write what the other reads or writes.
    public boolean dependsOn(Touched other) {
        return meet(writes, other.writes) || meet(writes, other.reads) || meet(reads, other.writes);
    }

    private static boolean meet(long[] one, long[] other) {
        for (int i = Math.min(one.length, other.length) - 1; i >= 0; i--) {
            if ((one[i] & other[i]) != 0) {
                return true;
            }
        }
        return false;
    }
}
