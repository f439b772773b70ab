package dev.quire.builtin;

import dev.quire.interpreter.Failure;

/// What concerns the running thread, and all of them.
final class ThreadBuiltins {
    private ThreadBuiltins() {}

    static void register(Builtins b) {
        b.step("irq_disable()", Contract.writing("this thread's interrupts"), (t, s, a, r) -> {
            t.interruptsOff(true);
            return true;
        });
        b.step("irq_enable()", Contract.writing("this thread's interrupts"), (t, s, a, r) -> {
            t.interruptsOff(false);
            return true;
        });
        b.local(
                "may_sleep()",
                Contract.reading("the spinning locks that this thread holds").fails("this thread holds one"),
                (t, s, a, r) -> {
                    if (t.spinningLocks() > 0) {
                        throw Failure.rule("sleeping function called while a spinning lock is held");
                    }
                    return true;
                });
        b.local("current_thread()", Contract.VALUE, (t, s, a, r) -> {
            s[r] = t.thread();
            return true;
        });
        b.local("globals()", Contract.reading("the word for the globals"), (t, s, a, r) -> {
            s[r] = t.machine().globals();
            return true;
        });
        b.local("set_globals(globals)", Contract.writing("the word for the globals"), (t, s, a, r) -> {
            t.machine().globals(s[a]);
            return true;
        });
        b.step("step()", Contract.VALUE, (t, s, a, r) -> true);
        b.local("exploring()", Contract.VALUE, (t, s, a, r) -> {
            s[r] = t.machine().exploring() ? 1 : 0;
            return true;
        });
    }
}
