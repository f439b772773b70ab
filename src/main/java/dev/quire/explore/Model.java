package dev.quire.explore;

import org.jspecify.annotations.Nullable;

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
        FINALLY,
        /// Like FINALLY, and again and again in every fair run that does not end
        EVENTUALLY
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

    /// Saves the present state until it is rolled back to, or another is pulled.
    long mark();

    void rollback(long mark);

    /// Tries one step of a thread with the given choices (missing ones are 0). Unless it MOVED or FAILED the state is
    /// as before.
    Outcome step(int thread, int[] choices);

    /// Knows of steps what they come to without taking them; null where the model knows of none.
    default @Nullable Foresight foresight() {
        return null;
    }

    /// Threads whose next steps are enough to try in the present state, a bit each, if one of them moves and none
    /// fails: a
    /// persistent set.
    default long enough() {
        return -1L;
    }

    /// How many alternatives the last step, taken or foreseen, had at each of its choices.
    int[] arities();

    /// What the last failure was.
    String failure();

    /// Goes to the initial state. What waits goes on waiting.
    void restart();

    /// Bytes that the waiting states take.
    default long waitingBytes() {
        return 0;
    }

    /// Drops all that waits, to have memory again.
    void drop();

    /// The present state is one in which every thread has ended. Told once for each.
    default void ended() {}

    /// The next race that the last step ran into and that was not told yet, by a number of the model's own; -1 for
    /// none.
    default int race() {
        return -1;
    }

    /// What a race is for. Two races of one name are one finding.
    default String raceName(int race) {
        return "";
    }

    int properties();

    Kind kind(int property);

    Truth judge(int property);

    /// Whether the property may have another value than before the last step.
    default boolean mayDiffer(int property) {
        return true;
    }
}
