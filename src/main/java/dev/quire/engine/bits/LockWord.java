package dev.quire.engine.bits;

/// A lock in one word.
///
/// ```
///  63 ........ 56  55 ........................... 0
/// +--------------+--------------------------------+
/// | writer + 1   | a bit per reading thread       |
/// +--------------+--------------------------------+
/// ```
public final class LockWord {
    /// Threads that a lock can tell apart.
    public static final int THREADS = 56;

    private static final long READERS = (1L << THREADS) - 1;

    private LockWord() {}

    /// The writing thread, or -1.
    public static int writer(long word) {
        return (int) (word >>> THREADS) - 1;
    }

    public static long withWriter(int thread) {
        return (long) (thread + 1) << THREADS;
    }

    public static boolean reads(long word, int thread) {
        return (word >>> thread & 1) != 0;
    }

    public static long withReader(long word, int thread) {
        return word | 1L << thread;
    }

    public static long withoutReader(long word, int thread) {
        return word & ~(1L << thread);
    }

    public static boolean hasReaders(long word) {
        return (word & READERS) != 0;
    }
}
