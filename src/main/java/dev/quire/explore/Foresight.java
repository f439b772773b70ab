package dev.quire.explore;

import org.jspecify.annotations.Nullable;

/// Tells what steps of a model's present state come to without taking them.
public interface Foresight {
    /// Slots for steps that wait to be looked at.
    int SLOTS = 64;

    /// What a step would come to, if that is known, else null; the model's `arities` are then those of the step. One
    /// that
    /// MOVED is remembered under `slot`, below `SLOTS`, until the state changes.
    Model.@Nullable Outcome foresee(int slot, int thread, int[] choices);

    /// The halves of the fingerprint of the state that the step leads to.
    long foreseenLow(int slot);

    long foreseenHigh(int slot);

    /// Takes the step.
    void take(int slot);
}
