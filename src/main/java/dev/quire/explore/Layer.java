package dev.quire.explore;

import java.util.Arrays;

/// The states of one depth in the order in which a search by one worker expands them, their *ranks*: by the rank of the
/// state before, then by the step. `numbers`, `keepers` and `where` tell for each rank the state's number, the worker
/// whose model keeps it, and where; `ranks` is by number less `base`.
record Layer(int base, int size, int[] numbers, byte[] keepers, long[] where, int[] ranks) {
    /// The initial state alone.
    static Layer first(long where) {
        return new Layer(0, 1, new int[1], new byte[1], new long[] {where}, new int[1]);
    }

    int rank(int number) {
        return ranks[number - base];
    }

    /// Whether a link comes before another: both lead from states of this layer.
    boolean earlier(long link, long other, SharedActions actions) {
        int rank = rank(SharedVisited.from(link));
        int otherRank = rank(SharedVisited.from(other));
        return rank < otherRank
                || rank == otherRank && actions.compare(SharedVisited.action(link), SharedVisited.action(other)) < 0;
    }

    /// What one worker reached first: `count` numbers, and where its model keeps the states.
    record Reached(int[] numbers, long[] where, int count) {}

    /// The next layer. Linear in its size and in this one's: a place for each state by the rank of the state before,
    /// then
    /// brothers in order.
    Layer next(int nextBase, Reached[] reached, SharedVisited visited, SharedActions actions) {
        int[] start = new int[size + 1];
        int count = 0;
        int highest = nextBase - 1;
        for (Reached by : reached) {
            count += by.count;
            for (int i = 0; i < by.count; i++) {
                start[rank(SharedVisited.from(visited.linkOf(by.numbers[i]))) + 1]++;
                highest = Math.max(highest, by.numbers[i]);
            }
        }
        for (int i = 1; i <= size; i++) {
            start[i] += start[i - 1];
        }
        int[] numbers = new int[count];
        byte[] keepers = new byte[count];
        long[] places = new long[count];
        int[] end = Arrays.copyOf(start, size);
        for (int worker = 0; worker < reached.length; worker++) {
            Reached by = reached[worker];
            for (int i = 0; i < by.count; i++) {
                long link = visited.linkOf(by.numbers[i]);
                int parent = rank(SharedVisited.from(link));
                int at = end[parent]++;
                while (at > start[parent]
                        && actions.compare(
                                        SharedVisited.action(link),
                                        SharedVisited.action(visited.linkOf(numbers[at - 1])))
                                < 0) {
                    numbers[at] = numbers[at - 1];
                    keepers[at] = keepers[at - 1];
                    places[at] = places[at - 1];
                    at--;
                }
                numbers[at] = by.numbers[i];
                keepers[at] = (byte) worker;
                places[at] = by.where[i];
            }
        }
        int[] ranks = new int[highest - nextBase + 1];
        for (int i = 0; i < count; i++) {
            ranks[numbers[i] - nextBase] = i;
        }
        return new Layer(nextBase, count, numbers, keepers, places, ranks);
    }
}
