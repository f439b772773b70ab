package dev.quire.engine.reference;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A state written down as numbers.
public final class Dump {
    /// What the following numbers describe.
    static final long TABLE = -1;

    static final long TLB = -2;
    static final long LIST = -3;
    static final long MAP = -4;
    static final long LOCK = -5;
    static final long FRAME = -6;

    private long[] words = new long[256];
    private int size;

    Dump add(long... more) {
        while (size + more.length > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        System.arraycopy(more, 0, words, size, more.length);
        size += more.length;
        return this;
    }

    /// Four words that stand for all of them: no two dumps with the same four are known to anybody.
    long[] words() {
        long[] four = new long[4];
        ByteBuffer.wrap(hash()).asLongBuffer().get(four);
        return four;
    }

    /// The same as a name of the state.
    public String digest() {
        return HexFormat.of().formatHex(hash());
    }

    private byte[] hash() {
        ByteBuffer bytes = ByteBuffer.allocate(size * Long.BYTES);
        bytes.asLongBuffer().put(words, 0, size);
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.array());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
