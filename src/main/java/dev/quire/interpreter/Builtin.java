package dev.quire.interpreter;

/// The Java half of an `extern fn`.
public interface Builtin {
    /// Whether a call is a step of its own.
    default boolean visible() {
        return false;
    }

    /// What a call may do to words besides its arguments and its thread's own.
    enum Reach {
        NOTHING,
        READS,
        WRITES
    }

    default Reach reach() {
        return Reach.WRITES;
    }

    /// Takes its arguments from `slots[arguments ..)` and leaves its result at `slots[result ..)`. Returns false when
    /// the step cannot be
    /// taken now; what it has changed is then undone.
    boolean execute(Activation activation, long[] slots, int arguments, int result);

    /// Finds the Java half for `name(first parameter's type)`.
    interface Registry {
        /// The Java half, or a failure that names the missing function.
        Builtin find(String key);
    }
}
