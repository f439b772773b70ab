package dev.quire.explore;

import java.util.Arrays;
import java.util.BitSet;

/// The states of a search and the steps between them, to find runs that never end. Recorded only for `eventually`: five
/// bytes a transition and four a state.
///
/// A run is weakly fair when every thread steps again and again, or again and again cannot. So a strongly connected set
/// of
/// states is a fair run if each thread takes a step within it, or cannot step in one of its states.
final class RunGraph {
    private static final int NOWHERE = -1;

    private final int threads;
    private int[] first = new int[1 << 10];
    private int states;
    private int[] to = new int[1 << 12];
    private byte[] by = new byte[1 << 12];
    private int edges;

    RunGraph(int threads) {
        this.threads = threads;
    }

    /// The steps of the next state follow.
    void state() {
        if (states + 1 >= first.length) {
            first = Arrays.copyOf(first, first.length * 2);
        }
        first[states++] = edges;
        first[states] = edges;
    }

    /// A step of the last state that leads to another one.
    void step(int thread, int target) {
        if (edges == to.length) {
            to = Arrays.copyOf(to, edges * 2);
            by = Arrays.copyOf(by, edges * 2);
        }
        to[edges] = target;
        by[edges++] = (byte) thread;
        first[states] = edges;
    }

    /// A step of the last state that fails.
    void fails(int thread) {
        step(thread, NOWHERE);
    }

    /// A fair run: the lowest state that it passes again and again, and the threads that step in it, a bit each.
    record FairRun(int state, long stepping) {}

    /// The fair run through the lowest state none of whose states is among `good`, or null.
    @org.jspecify.annotations.Nullable
    FairRun without(BitSet good) {
        int[] component = Components.of(starts(good), targets(good), states);
        int components = Arrays.stream(component).max().orElse(-1) + 1;
        int[] lowest = new int[components];
        Arrays.fill(lowest, -1);
        long[] stepping = new long[components];
        long[] always = new long[components];
        Arrays.fill(always, -1L >>> Long.SIZE - threads);
        for (int state = 0; state < states; state++) {
            if (!good.get(state)) {
                int c = component[state];
                lowest[c] = lowest[c] < 0 ? state : lowest[c];
                long enabled = 0;
                for (int e = first[state]; e < first[state + 1]; e++) {
                    enabled |= 1L << by[e];
                    if (leadsOn(e, good) && component[to[e]] == c) {
                        stepping[c] |= 1L << by[e];
                    }
                }
                always[c] &= enabled;
            }
        }
        FairRun found = null;
        for (int c = 0; c < components; c++) {
            // A thread that could always step and never does makes the run unfair.
            boolean fair = stepping[c] != 0 && (always[c] & ~stepping[c]) == 0;
            if (fair && (found == null || lowest[c] < found.state())) {
                found = new FairRun(lowest[c], stepping[c]);
            }
        }
        return found;
    }

    /// Whether a step leads to a state that was expanded and is not good.
    private boolean leadsOn(int edge, BitSet good) {
        return to[edge] != NOWHERE && to[edge] < states && !good.get(to[edge]);
    }

    /// Where each state's steps among those that are not good begin in `targets`.
    private int[] starts(BitSet good) {
        int[] starts = new int[states + 1];
        for (int state = 0; state < states; state++) {
            starts[state + 1] = starts[state];
            for (int e = first[state]; e < first[state + 1] && !good.get(state); e++) {
                starts[state + 1] += leadsOn(e, good) ? 1 : 0;
            }
        }
        return starts;
    }

    private int[] targets(BitSet good) {
        int[] targets = new int[edges];
        int count = 0;
        for (int state = 0; state < states; state++) {
            for (int e = first[state]; e < first[state + 1] && !good.get(state); e++) {
                if (leadsOn(e, good)) {
                    targets[count++] = to[e];
                }
            }
        }
        return targets;
    }
}
