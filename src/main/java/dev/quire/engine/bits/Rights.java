package dev.quire.engine.bits;

/// Access rights in a word: execute, write and read, from bit 0 up, as in `rwx`.
public final class Rights {
    private static final BitField X = BitField.lowest("X", 1, "execute");
    private static final BitField W = X.then("W", 1, "write");
    private static final BitField R = W.then("R", 1, "read");

    public static final Layout LAYOUT =
            Layout.of("Rights", "A `perm`, as in /proc/PID/maps.", X, W, R, R.thenZero(Long.SIZE - 3));

    private Rights() {}

    public static boolean read(long rights) {
        return R.in(rights);
    }

    public static boolean write(long rights) {
        return W.in(rights);
    }

    public static boolean execute(long rights) {
        return X.in(rights);
    }

    /// As in /proc/PID/maps.
    public static String describe(long rights) {
        return (read(rights) ? "r" : "-") + (write(rights) ? "w" : "-") + (execute(rights) ? "x" : "-");
    }
}
