package dev.quire.report;

import dev.quire.explore.Outcome;
import java.util.Locale;

/// What a search took, and how far its counts can be trusted.
public final class SearchStatistics {
    private SearchStatistics() {}

    /// Two lines: memory, and the chance that two states were taken for one.
    public static String of(Outcome o) {
        return String.format(
                Locale.ROOT,
                "  %,d bytes for visited states, %.1f a state%n"
                        + "  two states taken for one: a chance of at most %.0e, by fingerprints of 128 bits%n",
                o.bytes(),
                (double) o.bytes() / o.states(),
                collision(o.states()));
    }

    /// The chance that some two of so many states have one fingerprint: n (n - 1) / 2 pairs, each with 2^-128.
    static double collision(long states) {
        return Math.scalb((double) states * (states - 1) / 2, -128);
    }
}
