package dev.quire.interpreter;

import dev.quire.source.Span;

/// A step that cannot be what the kernel does: a failed check, an unmodelled path, a broken rule of the engine. It ends
/// the thread's
/// step and becomes an outcome; it never leaves the interpreter.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What kind of failure, which decides the exit code.
    public enum Kind {
        /// A check of the script did not hold.
        CHECK,
        /// The library or the script broke a rule (null handle, lock rule, bounds).
        RULE,
        /// The library says that a path is not written.
        UNMODELLED,
        /// An errno or signal that the script did not expect.
        OUTCOME,
        /// A limit was reached.
        LIMIT
    }

    private final Kind kind;
    private final boolean none;
    private final transient Span span;

    public Failure(Kind kind, String message, Span span) {
        this(kind, message, span, false);
    }

    private Failure(Kind kind, String message, Span span, boolean none) {
        super(message, null, false, false);
        this.none = none;
        this.kind = kind;
        this.span = span;
    }

    public Kind kind() {
        return kind;
    }

    public Span span() {
        return span;
    }

    /// The same failure at a place, unless it has one.
    public Failure at(Span place) {
        return span.equals(Span.NONE) ? new Failure(kind, String.valueOf(getMessage()), place, none) : this;
    }

    /// Something was asked of a handle that is none. A property that comes to this is unknown.
    public static Failure none() {
        return new Failure(Kind.RULE, "this handle is none", Span.NONE, true);
    }

    /// Whether it is `none()`.
    public boolean isNone() {
        return none;
    }

    /// An interrupt: whoever asked for the work wants it no longer.
    static Failure stopped() {
        return new Failure(Kind.LIMIT, "stopped, and taken back", Span.NONE);
    }

    /// A broken rule whose place the interpreter fills in.
    public static Failure rule(String message) {
        return new Failure(Kind.RULE, message, Span.NONE);
    }
}
