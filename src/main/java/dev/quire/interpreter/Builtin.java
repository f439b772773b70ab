package dev.quire.interpreter;

/// The Java half of an `extern fn`.
public interface Builtin {
    /// Whether a call is a step of its own.
    default boolean visible() {
        return false;
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
