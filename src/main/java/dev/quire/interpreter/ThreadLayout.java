package dev.quire.interpreter;

/// The words of a thread's cell: its header, then its stack of frames. A frame is two words, `function << 32 | pc` and
/// `caller's frame << 32 | place of the result`, and then the slots of its function.
final class ThreadLayout {
    /// Word 0 of a thread's cell.
    static final int KIND = 2;

    /// Frame pointer, 0 when the thread has ended.
    static final int FRAME = 1;
    /// Spinning locks held, interrupt and access state.
    static final int FLAGS = 2;
    /// The TLB's cell.
    static final int TLB = 3;
    /// Where the operands of `expect events` stand, and which pattern comes next.
    static final int MATCH = 4;
    static final int MATCH_NEXT = 5;
    /// The cell of what its attempts have read.
    static final int WATCH = 6;
    /// A hash of what the thread stands in: frame pointer, flags and stack. 0 when it has ended.
    static final int DIGEST = 8;
    /// Of thread 0 only: the object that holds the program's global variables, 0 while there is none.
    static final int GLOBALS = 7;
    /// The first frame.
    static final int STACK = 10;

    static final long MID_ACCESS = 1;
    static final long IRQS_OFF = 2;
    static final int SPIN_SHIFT = 8;
    static final long SPIN_ONE = 1L << SPIN_SHIFT;

    /// Words of a frame before its slots.
    static final int LINKS = 2;

    private ThreadLayout() {}
}
