package dev.quire.explore;

import java.util.List;

/// What a search came to. `limit` is empty when it was exhaustive; `premises` tells for each property whether it ever
/// had a value, `bytes` the memory that the visited states took, `moved` for each thread whether it ever stepped, or
/// had ended before its first step.
public record Outcome(
        long states,
        long transitions,
        int depth,
        long bytes,
        String limit,
        List<Finding> findings,
        boolean[] known,
        boolean[] moved) {
    public Outcome {
        known = known.clone();
        moved = moved.clone();
    }

    public boolean exhausted() {
        return limit.isEmpty();
    }
}
