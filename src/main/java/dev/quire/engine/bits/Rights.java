package dev.quire.engine.bits;

/// Access rights in a word: execute, write and read, from bit 0 up, as in `rwx`.
public final class Rights {
    private static final long EXECUTE = 1;
    private static final long WRITE = EXECUTE << 1;
    private static final long READ = WRITE << 1;

    private Rights() {}

    public static boolean read(long rights) {
        return (rights & READ) != 0;
    }

    public static boolean write(long rights) {
        return (rights & WRITE) != 0;
    }

    public static boolean execute(long rights) {
        return (rights & EXECUTE) != 0;
    }

    /// As in /proc/PID/maps.
    public static String describe(long rights) {
        return (read(rights) ? "r" : "-") + (write(rights) ? "w" : "-") + (execute(rights) ? "x" : "-");
    }
}
