package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The steps that some state was reached by, numbered: there are few, and a state remembers its own by the number.
final class Actions {
    private int[][] keys = new int[64][];
    private int[] numbers = new int[64];
    private final List<Step> steps = new ArrayList<>();
    private int[] plain = new int[0];

    /// The number of the step that a thread takes with these choices.
    int number(int thread, int[] choices) {
        if (choices.length > 0) {
            return chosen(thread, choices);
        }
        if (thread >= plain.length) {
            int old = plain.length;
            plain = Arrays.copyOf(plain, thread + 1);
            Arrays.fill(plain, old, plain.length, -1);
        }
        if (plain[thread] < 0) {
            plain[thread] = add(thread, choices);
        }
        return plain[thread];
    }

    private int chosen(int thread, int[] choices) {
        int mask = keys.length - 1;
        int at = (Arrays.hashCode(choices) * 31 + thread) & mask;
        while (keys[at] != null) {
            int[] key = keys[at];
            if (key[key.length - 1] == thread && Arrays.equals(key, 0, key.length - 1, choices, 0, choices.length)) {
                return numbers[at];
            }
            at = at + 1 & mask;
        }
        if (steps.size() * 2 >= keys.length) {
            grow();
            return chosen(thread, choices);
        }
        keys[at] = Arrays.copyOf(choices, choices.length + 1);
        keys[at][choices.length] = thread;
        numbers[at] = add(thread, choices);
        return numbers[at];
    }

    private int add(int thread, int[] choices) {
        steps.add(Step.of(thread, choices));
        return steps.size() - 1;
    }

    private void grow() {
        int[][] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new int[oldKeys.length * 2][];
        numbers = new int[oldKeys.length * 2];
        int mask = keys.length - 1;
        for (int i = 0; i < oldKeys.length; i++) {
            int[] key = oldKeys[i];
            if (key != null) {
                int at = (Arrays.hashCode(Arrays.copyOf(key, key.length - 1)) * 31 + key[key.length - 1]) & mask;
                while (keys[at] != null) {
                    at = at + 1 & mask;
                }
                keys[at] = key;
                numbers[at] = oldNumbers[i];
            }
        }
    }

    /// For each number the place of its step in the order in which a search tries the steps of one state.
    int[] places() {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, steps.size()).boxed().toList());
        order.sort((a, b) -> compare(steps.get(a), steps.get(b)));
        int[] places = new int[order.size()];
        for (int i = 0; i < places.length; i++) {
            places[order.get(i)] = i;
        }
        return places;
    }

    /// The order in which a search tries the steps of one state: threads as written, then alternatives, the last choice
    /// turning fastest.
    static int compare(Step a, Step b) {
        if (a.thread() != b.thread()) {
            return Integer.compare(a.thread(), b.thread());
        }
        int both = Math.min(a.choices().size(), b.choices().size());
        for (int i = 0; i < both; i++) {
            int difference = Integer.compare(a.choices().get(i), b.choices().get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.choices().size(), b.choices().size());
    }

    Step step(int number) {
        return steps.get(number);
    }
}
