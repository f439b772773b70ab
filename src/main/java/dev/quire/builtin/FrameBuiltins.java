package dev.quire.builtin;

import dev.quire.engine.bits.ByteWord;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import java.util.List;

/// Contents of frames.
final class FrameBuiltins {
    private static final int MAX_ORDER = 10;

    private FrameBuiltins() {}

    static void register(Builtins b, int at) {
        runs(b);
        b.local(
                "byte_at(frame)",
                Contract.reading("the contents").fails("the offset is not in the page"),
                (t, s, a, r) -> {
                    width(s[a + 1], 1);
                    s[r] = t.engine().contents().byteAt(frame(t.machine(), s[a]), at, s[a + 1]);
                    return true;
                });
        b.step(
                "load_byte(frame)",
                Contract.reading("the contents")
                        .writes("that this thread is past its access")
                        .fails("the frame is freed, the offset is not in the page"),
                (t, s, a, r) -> {
                    width(s[a + 1], 1);
                    s[r] = t.engine().contents().byteAt(frame(t.machine(), s[a]), at, s[a + 1]);
                    t.midAccess(false);
                    return true;
                });
        b.step(
                "store_byte(frame)",
                Contract.reading("the contents")
                        .writes("the contents, that this thread is past its access")
                        .fails("the frame is freed, the offset is not in the page, the value is no byte"),
                (t, s, a, r) -> {
                    width(s[a + 1], 1);
                    value(s[a + 2]);
                    t.engine().contents().store(frame(t.machine(), s[a]), at, s[a + 1], s[a + 2], t.pool());
                    t.midAccess(false);
                    return true;
                });
        b.step(
                "load_bytes(frame)",
                Contract.reading("the contents")
                        .writes("that this thread is past its access")
                        .fails("the frame is freed, the access is not 1 to 8 bytes of one page"),
                (t, s, a, r) -> {
                    int frame = frame(t.machine(), s[a]);
                    long value = 0;
                    for (long i = width(s[a + 1], s[a + 2]) - 1; i >= 0; i--) {
                        value = value << Byte.SIZE | t.engine().contents().byteAt(frame, at, s[a + 1] + i);
                    }
                    s[r] = value;
                    t.midAccess(false);
                    return true;
                });
        b.step(
                "store_bytes(frame)",
                Contract.reading("the contents")
                        .writes("the contents, that this thread is past its access")
                        .fails("the frame is freed, the access is not 1 to 8 bytes of one page"),
                (t, s, a, r) -> {
                    int frame = frame(t.machine(), s[a]);
                    for (long i = 0; i < width(s[a + 1], s[a + 2]); i++) {
                        long value = Byte.toUnsignedLong((byte) (s[a + 3] >>> Byte.SIZE * i));
                        t.engine().contents().store(frame, at, s[a + 1] + i, value, t.pool());
                    }
                    t.midAccess(false);
                    return true;
                });
        b.step(
                "copy_frame(frame)",
                Contract.reading("the contents of `from`")
                        .writes("the contents of `to`")
                        .fails("a frame is freed"),
                (t, s, a, r) -> {
                    t.engine().contents().copy(frame(t.machine(), s[a]), frame(t.machine(), s[a + 1]), at, t.pool());
                    t.machine().cost("copy_frame", 1);
                    return true;
                });
        b.step("same_content(frame)", Contract.reading("both contents").fails("a frame is freed"), (t, s, a, r) -> {
            s[r] = t.engine().contents().compare(frame(t.machine(), s[a]), frame(t.machine(), s[a + 1]), at) == 0
                    ? 1
                    : 0;
            return true;
        });
        b.step("compare_content(frame)", Contract.reading("both contents").fails("a frame is freed"), (t, s, a, r) -> {
            s[r] = t.engine().contents().compare(frame(t.machine(), s[a]), frame(t.machine(), s[a + 1]), at);
            return true;
        });
        b.step("checksum(frame)", Contract.reading("the contents").fails("the frame is freed"), (t, s, a, r) -> {
            s[r] = t.engine().contents().checksum(frame(t.machine(), s[a]), at);
            return true;
        });
        b.step(
                "fill_frame(frame)",
                Contract.writing("the contents").fails("the frame is freed, the value is no byte"),
                (t, s, a, r) -> {
                    value(s[a + 1]);
                    t.engine().contents().fill(frame(t.machine(), s[a]), at, s[a + 1]);
                    return true;
                });
    }

    /// The bytes of one access, which stays within its page.
    private static long width(long offset, long count) {
        if (count < 1 || count > Long.BYTES || offset < 0 || offset + count > ByteWord.PAGE) {
            throw Failure.rule("one access is 1 to 8 bytes of one page, not " + count + " bytes at " + offset);
        }
        return count;
    }

    private static void value(long value) {
        if (value < 0 || value >= ByteWord.VALUES) {
            throw Failure.rule("a byte is 0 to 255, not " + value);
        }
    }

    /// Frames with consecutive numbers, as a compound page has them.
    private static void runs(Builtins b) {
        b.local("alloc_frames(int)", Contract.writing("new frames").fails("the order is not 0 to 10"), (t, s, a, r) -> {
            if (s[a] < 0 || s[a] > MAX_ORDER) {
                throw Failure.rule("an order is 0 to " + MAX_ORDER + ", not " + s[a]);
            }
            List<Kind> kinds = t.machine().program().kinds();
            int kind = 0;
            while (!kinds.get(kind).name().equals("frame")) {
                kind++;
            }
            s[r] = t.engine()
                    .store()
                    .allocateRun(
                            t.pool(),
                            Machine.FIRST_OBJECT_KIND + kind,
                            kinds.get(kind).words(),
                            1 << s[a]);
            return true;
        });
        b.local(
                "nth_frame(frame)",
                Contract.reading("that both frames exist").fails("there is no such frame"),
                (t, s, a, r) -> {
                    int from = frame(t.machine(), s[a]);
                    long to = from + s[a + 1];
                    if (to != (int) to
                            || t.engine().store().kind((int) to)
                                    != t.engine().store().kind(from)) {
                        throw Failure.rule("there is no frame " + s[a + 1] + " places from this one");
                    }
                    s[r] = to;
                    return true;
                });
        b.local("frame_index(frame)", Contract.reading("that the frame exists"), (t, s, a, r) -> {
            s[r] = frame(t.machine(), s[a]) & (1L << s[a + 1]) - 1;
            return true;
        });
    }

    private static int frame(Machine machine, long handle) {
        if (handle == 0 || !machine.engine().store().isLive((int) handle)) {
            throw Failure.rule("a frame is accessed that is free (I5: no translation outlives its frame)");
        }
        return (int) handle;
    }
}
