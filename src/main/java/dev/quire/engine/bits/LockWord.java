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

    private static final BitField READERS = BitField.lowest("readers", THREADS, "a bit for each reading thread");
    private static final BitField WRITER = READERS.thenRest("writer", "the writing thread's number plus 1, or 0");

    public static final Layout LAYOUT = Layout.of("Lock", "A lock of any type.", READERS, WRITER);

    private LockWord() {}

    private static long reader(int thread) {
        return READERS.of(1L << thread);
    }

    /// The writing thread, or -1.
    public static int writer(long word) {
        return (int) WRITER.get(word) - 1;
    }

    public static long withWriter(int thread) {
        return WRITER.of(thread + 1L);
    }

    public static boolean reads(long word, int thread) {
        return (word & reader(thread)) != 0;
    }

    public static long withReader(long word, int thread) {
        return word | reader(thread);
    }

    public static long withoutReader(long word, int thread) {
        return word & ~reader(thread);
    }

    public static boolean hasReaders(long word) {
        return READERS.in(word);
    }
}
