package dev.quire.explore;

/// A system of threads whose state can be saved, undone and fingerprinted.
public interface Model {
    /// What became of an attempt to step.
    enum Outcome {
        MOVED,
        BLOCKED,
        FINISHED,
        FAILED
    }

    /// How a property judges states.
    enum Kind {
        /// In every state; false is a violation.
        ALWAYS,
        /// In no state; true is a violation.
        NEVER,
        /// In some state; true is a witness.
        EXISTS,
        /// In every state in which all threads have ended.
        FINALLY
    }

    /// The value of a property in a state.
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    int threads();

    /// The halves of the state's fingerprint.
    long low();

    long high();

    long mark();

    void rollback(long mark);

    /// Tries one step of a thread with the given choices (missing ones are 0). Unless it MOVED or FAILED the state is
    /// as before.
    Outcome step(int thread, int[] choices);

    /// How many alternatives the last step had at each of its choices.
    int[] arities();

    /// What the last failure was.
    String failure();

    /// The state, as a difference from the initial one.
    Object capture();

    /// Goes to the initial state, and from there to a captured one (null for the initial state itself).
    void restore(@org.jspecify.annotations.Nullable Object captured);

    /// A race that the last step ran into, by a number of the model's own; -1 for none.
    default int race() {
        return -1;
    }

    int properties();

    Kind kind(int property);

    Truth judge(int property);
}
