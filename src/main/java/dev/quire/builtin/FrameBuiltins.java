package dev.quire.builtin;

import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;

/// Contents of frames.
final class FrameBuiltins {
    private FrameBuiltins() {}

    static void register(Builtins b, int at) {
        b.local("byte_at(frame)", (t, s, a, r) -> {
            s[r] = t.engine().contents().byteAt(frame(t.machine(), s[a]), at, s[a + 1]);
            return true;
        });
        b.step("load_byte(frame)", (t, s, a, r) -> {
            s[r] = t.engine().contents().byteAt(frame(t.machine(), s[a]), at, s[a + 1]);
            t.midAccess(false);
            return true;
        });
        b.step("store_byte(frame)", (t, s, a, r) -> {
            t.engine().contents().store(frame(t.machine(), s[a]), at, s[a + 1], s[a + 2], t.pool());
            t.midAccess(false);
            return true;
        });
        b.step("copy_frame(frame)", (t, s, a, r) -> {
            t.engine().contents().copy(frame(t.machine(), s[a]), frame(t.machine(), s[a + 1]), at, t.pool());
            return true;
        });
        b.step("same_content(frame)", (t, s, a, r) -> {
            s[r] = t.engine().contents().compare(frame(t.machine(), s[a]), frame(t.machine(), s[a + 1]), at) == 0
                    ? 1
                    : 0;
            return true;
        });
        b.step("compare_content(frame)", (t, s, a, r) -> {
            s[r] = t.engine().contents().compare(frame(t.machine(), s[a]), frame(t.machine(), s[a + 1]), at);
            return true;
        });
        b.step("fill_frame(frame)", (t, s, a, r) -> {
            t.engine().contents().fill(frame(t.machine(), s[a]), at, s[a + 1]);
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
