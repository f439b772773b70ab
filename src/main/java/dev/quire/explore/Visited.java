package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The states seen: 128-bit fingerprints in flat memory, each with the state it was first reached from and the step
/// that led there.
final class Visited {
    private int[] table = new int[1 << 12];
    private long[] low = new long[1 << 11];
    private long[] high = new long[1 << 11];
    private int[] parent = new int[1 << 11];
    private int[] action = new int[1 << 11];
    private int size;
    private final List<Step> actions = new ArrayList<>();
    private final Map<Step, Integer> actionNumbers = new HashMap<>();

    int size() {
        return size;
    }

    /// Adds a state; its number, or -1 when it was known.
    int add(long l, long h, int from, int thread, int[] choices) {
        if (size * 2 >= table.length) {
            grow();
        }
        int mask = table.length - 1;
        int at = (int) (l ^ h >>> 17) & mask;
        while (table[at] != 0) {
            int state = table[at] - 1;
            if (low[state] == l && high[state] == h) {
                return -1;
            }
            at = at + 1 & mask;
        }
        if (size == low.length) {
            low = Arrays.copyOf(low, size * 2);
            high = Arrays.copyOf(high, size * 2);
            parent = Arrays.copyOf(parent, size * 2);
            action = Arrays.copyOf(action, size * 2);
        }
        low[size] = l;
        high[size] = h;
        parent[size] = from;
        action[size] = number(thread, choices);
        table[at] = ++size;
        return size - 1;
    }

    private int number(int thread, int[] choices) {
        Step step = new Step(thread, Arrays.stream(choices).boxed().toList());
        Integer known = actionNumbers.get(step);
        if (known == null) {
            known = actions.size();
            actions.add(step);
            actionNumbers.put(step, known);
        }
        return known;
    }

    private void grow() {
        int[] bigger = new int[table.length * 2];
        int mask = bigger.length - 1;
        for (int state = 0; state < size; state++) {
            int at = (int) (low[state] ^ high[state] >>> 17) & mask;
            while (bigger[at] != 0) {
                at = at + 1 & mask;
            }
            bigger[at] = state + 1;
        }
        table = bigger;
    }

    /// The steps from the initial state to this one.
    List<Step> path(int state) {
        List<Step> steps = new ArrayList<>();
        for (int at = state; at != 0; at = parent[at]) {
            steps.add(actions.get(action[at]));
        }
        Collections.reverse(steps);
        return steps;
    }
}
