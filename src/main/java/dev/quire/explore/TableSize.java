package dev.quire.explore;

/// How large a table of states is, and where in it a state is looked for. Tables are at most three quarters full and
/// grow
/// by half and by a third in turn, so that they are never less than half full: a slot takes 4 bytes, thus a state 5.3
/// to
/// 8.
final class TableSize {
    private static final int MOST = 1 << 30;

    private TableSize() {}

    /// The states that a table of so many slots may hold.
    static int room(int slots) {
        return slots / 4 * 3;
    }

    /// The next larger table after one of so many slots.
    static int larger(int slots) {
        if (slots == MOST) {
            throw new OutOfMemoryError("more states than can be numbered");
        }
        int power = Integer.highestOneBit(slots);
        return power == slots ? slots / 2 * 3 : power * 2;
    }

    /// The bits of a slot that a state's number leaves to its fingerprint.
    static int tagMask(int slots) {
        return -1 << Integer.SIZE - Integer.numberOfLeadingZeros(slots - 1);
    }

    /// The slot where a state with this half of its fingerprint is looked for first.
    static int at(long low, int slots) {
        return (int) ((low >>> Integer.SIZE) * slots >>> Integer.SIZE);
    }

    /// The slot after one.
    static int after(int at, int slots) {
        return at + 1 == slots ? 0 : at + 1;
    }
}
