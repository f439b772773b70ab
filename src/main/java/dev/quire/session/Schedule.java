package dev.quire.session;

import dev.quire.explore.Step;
import java.util.List;

/// In which order a run's threads take their steps, and which alternatives they choose.
public sealed interface Schedule {
    /// Threads in the order of the text, each as far as it can go; every choice its documented default.
    record Default() implements Schedule {}

    /// A random runnable thread for each step, random alternatives; the same for the same seed.
    record Seeded(long seed) implements Schedule {}

    /// Exactly these steps.
    record Exact(List<Step> steps) implements Schedule {
        public Exact {
            steps = List.copyOf(steps);
        }
    }
}
