package dev.quire.session;

import dev.quire.explore.Preemptions;
import java.util.OptionalInt;

/// How an exploration goes about it. What is found and counted is the same for any number of `workers`. Runs with more
/// preemptions than are allowed are left out. A `reduced` search tries fewer interleavings: verdicts and final states
/// are
/// those of all, the numbers of states and transitions are not.
public record Strategy(Order order, int workers, OptionalInt preemptions, boolean reduced) {
    /// Workers that a search can have.
    public static final int MOST_WORKERS = 64;

    /// Breadth first, one worker, every run.
    public static final Strategy DEFAULT = new Strategy(new Order.BreadthFirst(), 1, OptionalInt.empty(), false);

    /// In which order states are visited.
    public sealed interface Order {
        record BreadthFirst() implements Order {}

        record DepthFirst() implements Order {}

        /// Not all are: random runs.
        record Random(long walks, long seed) implements Order {}
    }

    public Strategy {
        check(workers >= 1 && workers <= MOST_WORKERS, "there can be 1 to " + MOST_WORKERS + " workers");
        check(
                workers == 1 || order instanceof Order.BreadthFirst,
                "several workers search breadth first, not depth first or at random");
        check(
                !reduced || order instanceof Order.BreadthFirst && preemptions.isEmpty(),
                "a reduced search goes breadth first, without a bound of preemptions");
        check(!(order instanceof Order.Random r) || r.walks() >= 1, "there must be at least one random walk");
        check(
                preemptions.orElse(0) >= 0 && preemptions.orElse(0) <= Preemptions.MOST,
                "there can be 0 to " + Preemptions.MOST + " preemptions");
    }

    private static void check(boolean holds, String demand) {
        if (!holds) {
            throw new IllegalArgumentException(demand);
        }
    }

    /// The same with other workers.
    public Strategy workers(int count) {
        return new Strategy(order, count, preemptions, reduced);
    }

    /// The same, reduced.
    public Strategy reduce() {
        return new Strategy(order, workers, preemptions, true);
    }
}
