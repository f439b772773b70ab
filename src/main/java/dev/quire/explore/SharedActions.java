package dev.quire.explore;

import java.util.Arrays;

/// The steps that some state was reached by, numbered for all workers. Each asks through a `View` of its own, which
/// asks
/// here once for each step.
final class SharedActions {
    private final Actions actions = new Actions();

    private synchronized int number(int thread, int[] choices) {
        return actions.number(thread, choices);
    }

    synchronized Step step(int number) {
        return actions.step(number);
    }

    /// The order in which a search tries the steps of one state.
    int compare(int one, int other) {
        if (one == other) {
            return 0;
        }
        return Actions.compare(step(one), step(other));
    }

    /// What one worker knows of the numbers.
    final class View {
        private final Actions mine = new Actions();
        private int[] shared = new int[16];

        View() {
            Arrays.fill(shared, -1);
        }

        int number(int thread, int[] choices) {
            int own = mine.number(thread, choices);
            if (own >= shared.length) {
                int old = shared.length;
                shared = Arrays.copyOf(shared, Math.max(own + 1, old * 2));
                Arrays.fill(shared, old, shared.length, -1);
            }
            if (shared[own] < 0) {
                shared[own] = SharedActions.this.number(thread, choices);
            }
            return shared[own];
        }
    }
}
