package dev.quire.explore;

import java.util.List;

/// One step of a path: who, and the alternatives taken.
public record Step(int thread, List<Integer> choices) {
    /// The alternatives as an array.
    public int[] script() {
        return choices.stream().mapToInt(Integer::intValue).toArray();
    }
}
