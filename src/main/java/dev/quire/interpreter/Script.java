package dev.quire.interpreter;

import java.util.Arrays;

/// The alternatives that one step takes where it has a choice, and, after the step, how many there were. Past its end a
/// script says
/// zero, the documented default.
public final class Script {
    private static final int[] NONE = {};

    private int[] choices = new int[4];
    private int[] arities = new int[4];
    private int given;
    private int met;

    /// Starts over with the given choices.
    public void load(int[] given) {
        if (choices.length < given.length) {
            choices = new int[given.length];
            arities = new int[given.length];
        }
        System.arraycopy(given, 0, choices, 0, given.length);
        this.given = given.length;
        met = 0;
    }

    /// A step was made again that had these alternatives.
    void replayed(int[] alternatives) {
        arities = alternatives.length > arities.length ? alternatives.clone() : arities;
        System.arraycopy(alternatives, 0, arities, 0, alternatives.length);
        met = alternatives.length;
    }

    int choose(int arity) {
        if (met == choices.length) {
            choices = Arrays.copyOf(choices, met * 2);
            arities = Arrays.copyOf(arities, met * 2);
        }
        int choice = met < given ? choices[met] : 0;
        if (choice >= arity) {
            throw Failure.rule("the schedule takes alternative " + choice + " of " + arity);
        }
        choices[met] = choice;
        arities[met++] = arity;
        return choice;
    }

    /// The choices that the step took.
    public int[] taken() {
        return Arrays.copyOf(choices, met);
    }

    /// The number of alternatives at each choice of the step.
    public int[] arities() {
        return met == 0 ? NONE : Arrays.copyOf(arities, met);
    }
}
