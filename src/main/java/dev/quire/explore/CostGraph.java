package dev.quire.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/// The states of a search, the steps between them and what each step costs: twelve bytes a step and four a state. The
/// least cost of a path is a shortest path's, the greatest a longest path's over the strongly connected components: one
/// in which a step costs something makes the cost of what lies behind it unbounded.
final class CostGraph {
    /// A cost without a bound.
    static final long UNBOUNDED = Long.MAX_VALUE;

    private static final int NONE = -1;

    private int[] first = new int[1 << 10];
    private int states;
    private int[] to = new int[1 << 12];
    private int[] labels = new int[1 << 12];
    private int[] actions = new int[1 << 12];
    private int edges;
    private int[] components = {};

    /// The steps of the next state follow.
    void state() {
        if (states + 1 >= first.length) {
            first = Arrays.copyOf(first, first.length * 2);
        }
        first[states++] = edges;
        first[states] = edges;
    }

    /// A step of the last state.
    void step(int target, int label, int action) {
        if (edges == to.length) {
            to = Arrays.copyOf(to, edges * 2);
            labels = Arrays.copyOf(labels, edges * 2);
            actions = Arrays.copyOf(actions, edges * 2);
        }
        to[edges] = target;
        labels[edges] = label;
        actions[edges++] = action;
        first[states] = edges;
    }

    long bytes() {
        return 12L * to.length + 4L * first.length;
    }

    /// Ends the graph. Steps to states whose own steps were never told are dropped: a search that met a limit has some.
    void close() {
        int kept = 0;
        for (int s = 0; s < states; s++) {
            int from = first[s];
            first[s] = kept;
            for (int e = from; e < first[s + 1]; e++) {
                if (to[e] < states) {
                    to[kept] = to[e];
                    labels[kept] = labels[e];
                    actions[kept++] = actions[e];
                }
            }
        }
        first[states] = kept;
        edges = kept;
        components = Components.of(first, to, states);
    }

    /// What each state costs to reach, and the step that it is reached by at that cost, -1 for none.
    record Reach(long[] cost, int[] by) {}

    /// The least costs, `price` being that of each label.
    Reach least(long[] price) {
        Reach reach = new Reach(new long[states], new int[states]);
        Arrays.fill(reach.cost, UNBOUNDED);
        Arrays.fill(reach.by, NONE);
        TreeMap<Long, Deque<Integer>> waiting = new TreeMap<>();
        reach.cost[0] = 0;
        waiting.computeIfAbsent(0L, c -> new ArrayDeque<>()).add(0);
        while (!waiting.isEmpty()) {
            long cost = waiting.firstKey();
            Deque<Integer> level = waiting.firstEntry().getValue();
            while (!level.isEmpty()) {
                int state = level.remove();
                if (reach.cost[state] < cost) {
                    continue;
                }
                for (int e = first[state]; e < first[state + 1]; e++) {
                    long there = cost + price[labels[e]];
                    if (there < reach.cost[to[e]]) {
                        reach.cost[to[e]] = there;
                        reach.by[to[e]] = e;
                        waiting.computeIfAbsent(there, c -> new ArrayDeque<>()).add(to[e]);
                    }
                }
            }
            waiting.remove(cost);
        }
        return reach;
    }

    /// The greatest costs. Of a state behind a component that costs something the step is the last from there, and what
    /// is in it is reached by none.
    Reach greatest(long[] price) {
        Reach reach = new Reach(new long[states], new int[states]);
        Arrays.fill(reach.cost, -1);
        Arrays.fill(reach.by, NONE);
        boolean[] costly = costly(price);
        reach.cost[0] = 0;
        int[] order = inOrder();
        for (int from = 0; from < states; ) {
            int component = components[order[from]];
            int end = from;
            int entry = order[from];
            while (end < states && components[order[end]] == component) {
                entry = reach.cost[order[end]] > reach.cost[entry] ? order[end] : entry;
                end++;
            }
            long cost = costly[component] ? UNBOUNDED : reach.cost[entry];
            within(reach, entry, component);
            for (int i = from; i < end; i++) {
                reach.cost[order[i]] = cost;
                leave(reach, order[i], cost, price);
            }
            from = end;
        }
        return reach;
    }

    /// Hands on what a state costs to the states behind its component.
    private void leave(Reach reach, int state, long cost, long[] price) {
        for (int e = first[state]; e < first[state + 1]; e++) {
            if (components[to[e]] != components[state]) {
                long there = cost == UNBOUNDED ? UNBOUNDED : cost + price[labels[e]];
                if (there > reach.cost[to[e]]) {
                    reach.cost[to[e]] = there;
                    reach.by[to[e]] = e;
                }
            }
        }
    }

    /// The states of a component are reached from its entry by steps within it.
    private void within(Reach reach, int entry, int component) {
        Deque<Integer> open = new ArrayDeque<>(List.of(entry));
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int e = first[state]; e < first[state + 1]; e++) {
                int target = to[e];
                if (components[target] == component && target != entry && !(enteredBy(reach, target, component))) {
                    reach.by[target] = e;
                    open.add(target);
                }
            }
        }
    }

    private boolean enteredBy(Reach reach, int state, int component) {
        return reach.by[state] >= 0 && components[source(reach.by[state])] == component;
    }

    private boolean[] costly(long[] price) {
        boolean[] costly = new boolean[states];
        for (int s = 0; s < states; s++) {
            for (int e = first[s]; e < first[s + 1]; e++) {
                costly[components[s]] |= components[to[e]] == components[s] && price[labels[e]] > 0;
            }
        }
        return costly;
    }

    /// The states so that no step leads backwards but within a component.
    private int[] inOrder() {
        int[] starts = new int[states + 1];
        for (int s = 0; s < states; s++) {
            starts[states - 1 - components[s] + 1]++;
        }
        for (int i = 0; i < states; i++) {
            starts[i + 1] += starts[i];
        }
        int[] order = new int[states];
        for (int s = 0; s < states; s++) {
            order[starts[states - 1 - components[s]]++] = s;
        }
        return order;
    }

    /// The state that a step leaves.
    private int source(int edge) {
        int at = Arrays.binarySearch(first, 0, states + 1, edge);
        if (at < 0) {
            return -at - 2;
        }
        while (first[at + 1] == edge) {
            at++;
        }
        return at;
    }

    /// The actions of the path by which a state is reached.
    List<Integer> path(Reach reach, int state) {
        List<Integer> path = new ArrayList<>();
        for (int at = state; reach.by[at] >= 0; at = source(reach.by[at])) {
            path.add(actions[reach.by[at]]);
        }
        Collections.reverse(path);
        return path;
    }

    /// A path to a state whose cost is unbounded: to a component that costs something, round in it `times` times, and
    /// on.
    List<Integer> lasso(Reach reach, int state, long[] price, int times) {
        boolean[] costly = costly(price);
        int at = state;
        while (!costly[components[at]]) {
            at = source(reach.by[at]);
        }
        int step = costlyStep(components[at], price);
        int begin = source(step);
        List<Integer> path = new ArrayList<>(between(0, begin, NONE));
        for (int i = 0; i < times; i++) {
            path.add(actions[step]);
            path.addAll(between(to[step], begin, components[begin]));
        }
        path.addAll(between(begin, state, NONE));
        return path;
    }

    /// The first step within a component that costs something, or -1.
    private int costlyStep(int component, long[] price) {
        for (int s = 0; s < states; s++) {
            for (int e = first[s]; components[s] == component && e < first[s + 1]; e++) {
                if (components[to[e]] == component && price[labels[e]] > 0) {
                    return e;
                }
            }
        }
        return NONE;
    }

    /// A shortest path, within a component if one is given.
    private List<Integer> between(int from, int target, int component) {
        int[] by = new int[states];
        Arrays.fill(by, NONE);
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty() && by[target] < 0 && from != target) {
            int state = open.remove();
            for (int e = first[state]; e < first[state + 1]; e++) {
                if (to[e] != from && by[to[e]] < 0 && (component < 0 || components[to[e]] == component)) {
                    by[to[e]] = e;
                    open.add(to[e]);
                }
            }
        }
        List<Integer> path = new ArrayList<>();
        for (int at = target; at != from; at = source(by[at])) {
            path.add(actions[by[at]]);
        }
        Collections.reverse(path);
        return path;
    }
}
