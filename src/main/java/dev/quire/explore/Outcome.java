package dev.quire.explore;

import java.util.List;

/// What a search came to. `limit` is empty when it was exhaustive; `premises` tells for each property whether it ever
/// had a value, `bytes` the memory that the visited states took, `moved` for each thread whether it ever stepped, or
/// had ended before its first step; `reduced` that counts are of fewer interleavings than all.
public record Outcome(
        long states,
        long transitions,
        int depth,
        long bytes,
        String limit,
        List<Finding> findings,
        boolean[] known,
        boolean[] moved,
        boolean reduced) {
    /// Of a search of all interleavings.
    public Outcome(
            long states,
            long transitions,
            int depth,
            long bytes,
            String limit,
            List<Finding> findings,
            boolean[] known,
            boolean[] moved) {
        this(states, transitions, depth, bytes, limit, findings, known, moved, false);
    }

    public Outcome {
        known = known.clone();
        moved = moved.clone();
    }

    /// The same with a reason why it was not exhaustive.
    public Outcome withLimit(String reason) {
        return new Outcome(states, transitions, depth, bytes, reason, findings, known, moved, reduced);
    }

    /// The same with other findings.
    public Outcome withFindings(List<Finding> others) {
        return new Outcome(states, transitions, depth, bytes, limit, others, known, moved, reduced);
    }

    /// The same, of a search of fewer interleavings: counts say little.
    public Outcome asReduced() {
        return new Outcome(states, transitions, depth, bytes, limit, findings, known, moved, true);
    }

    public boolean exhausted() {
        return limit.isEmpty();
    }
}
