package dev.quire.explore;

import java.util.Arrays;

/// The scripts of a step, one after the other.
public final class Scripts {
    /// The script of a step that has not met a choice.
    public static final int[] NONE = {};

    /// After the last script.
    public static final int[] END = {};

    private Scripts() {}

    /// The next alternatives, the last choice turning fastest; END when all have been.
    public static int[] next(int[] choices, int[] arities) {
        for (int i = choices.length - 1; i >= 0; i--) {
            if (choices[i] + 1 < arities[i]) {
                int[] following = Arrays.copyOf(choices, i + 1);
                following[i]++;
                return following;
            }
        }
        return END;
    }
}
