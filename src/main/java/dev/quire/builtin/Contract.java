package dev.quire.builtin;

import dev.quire.interpreter.Builtin;

/// What a primitive promises, for `docs/primitives.md`: the words it reads and writes, what a step of it may wait for,
/// and
/// when it fails. An empty text is "nothing" or "never".
public record Contract(String reads, String writes, String waits, String fails) {
    /// Of computation over its arguments alone.
    static final Contract VALUE = new Contract("", "", "", "");

    static Contract reading(String reads) {
        return new Contract(reads, "", "", "");
    }

    static Contract writing(String writes) {
        return new Contract("", writes, "", "");
    }

    /// What a call may do to words.
    Builtin.Reach reach() {
        return !writes.isEmpty() || !waits.isEmpty()
                ? Builtin.Reach.WRITES
                : reads.isEmpty() ? Builtin.Reach.NOTHING : Builtin.Reach.READS;
    }

    Contract writes(String what) {
        return new Contract(reads, what, waits, fails);
    }

    Contract waits(String forWhat) {
        return new Contract(reads, writes, forWhat, fails);
    }

    Contract fails(String when) {
        return new Contract(reads, writes, waits, when);
    }
}
