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

    // Tarjan's algorithm, without recursion.
    private int[] number = new int[0];
    private int[] low = new int[0];
    private int[] next = new int[0];
    private int[] path = new int[0];
    private int[] open = new int[0];
    private int[] component = new int[0];

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
        number = new int[states];
        low = new int[states];
        next = Arrays.copyOf(first, states);
        path = new int[states];
        open = new int[states];
        component = new int[states];
        int count = 0;
        int openTop = 0;
        FairRun found = null;
        for (int root = 0; root < states; root++) {
            if (number[root] != 0 || good.get(root)) {
                continue;
            }
            int depth = 0;
            path[0] = root;
            number[root] = ++count;
            low[root] = count;
            open[openTop++] = root;
            while (depth >= 0) {
                int at = path[depth];
                if (next[at] < first[at + 1]) {
                    int target = to[next[at]++];
                    if (target == NOWHERE || target >= states || good.get(target)) {
                        continue;
                    }
                    if (number[target] == 0) {
                        path[++depth] = target;
                        number[target] = ++count;
                        low[target] = count;
                        open[openTop++] = target;
                    } else if (component[target] == 0) {
                        low[at] = Math.min(low[at], number[target]);
                    }
                    continue;
                }
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[at]);
                }
                if (low[at] == number[at]) {
                    int from = openTop;
                    do {
                        component[open[--from]] = number[at];
                    } while (open[from] != at);
                    FairRun run = fair(from, openTop, number[at]);
                    found = run != null && (found == null || run.state() < found.state()) ? run : found;
                    openTop = from;
                }
            }
        }
        return found;
    }

    /// The states `open[from .. end)` as a fair run, or null.
    private @org.jspecify.annotations.Nullable FairRun fair(int from, int end, int id) {
        long stepping = 0;
        long always = -1L >>> Long.SIZE - threads;
        int lowest = Integer.MAX_VALUE;
        for (int i = from; i < end; i++) {
            int state = open[i];
            lowest = Math.min(lowest, state);
            long enabled = 0;
            for (int e = first[state]; e < first[state + 1]; e++) {
                enabled |= 1L << by[e];
                if (to[e] != NOWHERE && to[e] < states && component[to[e]] == id) {
                    stepping |= 1L << by[e];
                }
            }
            always &= enabled;
        }
        // A thread that could always step and never does makes the run unfair.
        return stepping != 0 && (always & ~stepping) == 0 ? new FairRun(lowest, stepping) : null;
    }
}
