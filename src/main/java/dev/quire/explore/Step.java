package dev.quire.explore;

import java.util.Arrays;
import java.util.List;

/// One step of a path: who, and the alternatives taken.
public record Step(int thread, List<Integer> choices) {
    /// A step with its alternatives in an array.
    public static Step of(int thread, int[] script) {
        return new Step(thread, Arrays.stream(script).boxed().toList());
    }

    /// The alternatives as an array.
    public int[] script() {
        return choices.stream().mapToInt(Integer::intValue).toArray();
    }
}
