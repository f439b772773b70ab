package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The states seen, numbered as they came: 128-bit fingerprints in flat memory, each with the state it was first
/// reached
/// from and the step that led there. 24 bytes a state in chunks, and a table of 5.3 to 8 bytes a state.
///
/// A slot of the table holds a state's number + 1 and, in the bits above, as much of its fingerprint as fits, so that
/// nearly every probe of another state ends in the table.
final class Visited {
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int FIRST_SLOTS = 1 << 14;

    private int[] table = new int[FIRST_SLOTS];
    private int tagMask = TableSize.tagMask(FIRST_SLOTS);
    private int room = TableSize.room(FIRST_SLOTS);

    private long[][] prints = new long[16][];
    private int[][] parents = new int[16][];
    private int[][] actions = new int[16][];
    private int size;
    private final Actions known = new Actions();

    int size() {
        return size;
    }

    /// Bytes that the states take at present.
    long bytes() {
        long chunks = (size + (CHUNK - 1L)) / CHUNK;
        return 4L * table.length + chunks * CHUNK * 24L;
    }

    /// Adds a state; its number, or `~` of its number when it was known.
    int add(long low, long high, int from, int thread, int[] choices) {
        if (size == room) {
            grow();
        }
        int[] slots = table;
        int at = TableSize.at(low, slots.length);
        int tag = (int) high & tagMask;
        int slot = slots[at];
        while (slot != 0) {
            if ((slot & tagMask) == tag) {
                int state = (slot & ~tagMask) - 1;
                long[] chunk = prints[state >>> CHUNK_BITS];
                int i = (state & CHUNK - 1) * 2;
                if (chunk[i] == low && chunk[i + 1] == high) {
                    return ~state;
                }
            }
            at = TableSize.after(at, slots.length);
            slot = slots[at];
        }
        slots[at] = tag | size + 1;
        return append(low, high, from, known.number(thread, choices));
    }

    /// Has the memory brought that `add` of this state will look at first. Done for several states before any is added,
    /// so that they wait for memory together.
    int fetchSlot(long low) {
        return table[TableSize.at(low, table.length)];
    }

    /// The same for what `add` will look at second.
    long fetchPrint(long low, long high) {
        int slot = table[TableSize.at(low, table.length)];
        if (slot == 0 || (slot & tagMask) != ((int) high & tagMask)) {
            return 0;
        }
        int state = (slot & ~tagMask) - 1;
        return prints[state >>> CHUNK_BITS][(state & CHUNK - 1) * 2];
    }

    private int append(long low, long high, int from, int action) {
        int chunk = size >>> CHUNK_BITS;
        int i = size & CHUNK - 1;
        if (i == 0) {
            if (chunk == prints.length) {
                prints = Arrays.copyOf(prints, chunk * 2);
                parents = Arrays.copyOf(parents, chunk * 2);
                actions = Arrays.copyOf(actions, chunk * 2);
            }
            prints[chunk] = new long[CHUNK * 2];
            parents[chunk] = new int[CHUNK];
            actions[chunk] = new int[CHUNK];
        }
        prints[chunk][2 * i] = low;
        prints[chunk][2 * i + 1] = high;
        parents[chunk][i] = from;
        actions[chunk][i] = action;
        return size++;
    }

    private void grow() {
        int slots = TableSize.larger(table.length);
        int[] bigger = new int[slots];
        int mask = TableSize.tagMask(slots);
        for (int state = 0; state < size; state++) {
            long[] chunk = prints[state >>> CHUNK_BITS];
            int i = (state & CHUNK - 1) * 2;
            int at = TableSize.at(chunk[i], slots);
            while (bigger[at] != 0) {
                at = TableSize.after(at, slots);
            }
            bigger[at] = (int) chunk[i + 1] & mask | state + 1;
        }
        table = bigger;
        tagMask = mask;
        room = TableSize.room(slots);
    }

    /// The steps from the initial state to this one.
    List<Step> path(int state) {
        List<Step> steps = new ArrayList<>();
        for (int at = state; at != 0; at = parents[at >>> CHUNK_BITS][at & CHUNK - 1]) {
            steps.add(known.step(actions[at >>> CHUNK_BITS][at & CHUNK - 1]));
        }
        Collections.reverse(steps);
        return steps;
    }
}
