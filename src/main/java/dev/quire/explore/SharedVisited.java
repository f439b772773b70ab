package dev.quire.explore;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The states that several workers have seen: what `Visited` is for one. A state's number says nothing of its order,
/// which its *link* does: the state it is reached from first, and the step.
///
/// A worker takes a block of numbers, writes fingerprint and link of a state under the next of them, and publishes it
/// by
/// exchanging an empty slot of the table. The table grows only while no worker probes it.
final class SharedVisited {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle LINK = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int FIRST_SLOTS = 1 << 14;

    private int[] table = new int[FIRST_SLOTS];
    private int tagMask = TableSize.tagMask(FIRST_SLOTS);
    private long[][] prints = new long[16][];
    private long[][] links = new long[16][];
    private int next;

    /// A link: the number of the state before, and of the step.
    static long link(int from, int action) {
        return (long) from << Integer.SIZE | action;
    }

    static int from(long link) {
        return (int) (link >>> Integer.SIZE);
    }

    static int action(long link) {
        return (int) link;
    }

    /// Numbers that were given out: no fewer than there are states.
    synchronized int numbers() {
        return next;
    }

    /// Bytes that the states take at present.
    synchronized long bytes() {
        long chunks = (next + (CHUNK - 1L)) / CHUNK;
        return 4L * table.length + chunks * CHUNK * 24L;
    }

    /// Whether `count` more states need a larger table.
    synchronized boolean crowded(int count) {
        return next + (long) count > TableSize.room(table.length);
    }

    /// The first of `count` numbers that nobody else has.
    synchronized int block(int count) {
        int first = next;
        for (int chunk = first >>> CHUNK_BITS; chunk <= first + count - 1 >>> CHUNK_BITS; chunk++) {
            if (chunk == prints.length) {
                prints = Arrays.copyOf(prints, chunk * 2);
                links = Arrays.copyOf(links, chunk * 2);
            }
            if (prints[chunk] == null) {
                prints[chunk] = new long[CHUNK * 2];
                links[chunk] = new long[CHUNK];
            }
        }
        next = first + count;
        return first;
    }

    /// Makes room for `count` more states. Nobody may probe meanwhile.
    synchronized void grow(int count) {
        while (crowded(count)) {
            int slots = TableSize.larger(table.length);
            int[] bigger = new int[slots];
            int mask = TableSize.tagMask(slots);
            for (int slot : table) {
                if (slot != 0) {
                    int state = (slot & ~tagMask) - 1;
                    long[] chunk = prints[state >>> CHUNK_BITS];
                    int i = (state & CHUNK - 1) * 2;
                    int at = TableSize.at(chunk[i], slots);
                    while (bigger[at] != 0) {
                        at = TableSize.after(at, slots);
                    }
                    bigger[at] = (int) chunk[i + 1] & mask | state + 1;
                }
            }
            table = bigger;
            tagMask = mask;
        }
    }

    /// Adds a state under `number`, or returns `~` of the number that it is known by.
    int add(long low, long high, long link, int number) {
        int[] slots = table;
        int at = TableSize.at(low, slots.length);
        int tag = (int) high & tagMask;
        boolean written = false;
        while (true) {
            int slot = (int) SLOT.getAcquire(slots, at);
            if (slot == 0) {
                if (!written) {
                    int i = number & CHUNK - 1;
                    prints[number >>> CHUNK_BITS][2 * i] = low;
                    prints[number >>> CHUNK_BITS][2 * i + 1] = high;
                    LINK.setOpaque(links[number >>> CHUNK_BITS], i, link);
                    written = true;
                }
                slot = (int) SLOT.compareAndExchange(slots, at, 0, tag | number + 1);
                if (slot == 0) {
                    return number;
                }
            }
            if ((slot & tagMask) == tag) {
                int state = (slot & ~tagMask) - 1;
                long[] chunk = prints[state >>> CHUNK_BITS];
                int i = (state & CHUNK - 1) * 2;
                if (chunk[i] == low && chunk[i + 1] == high) {
                    return ~state;
                }
            }
            at = TableSize.after(at, slots.length);
        }
    }

    /// Has the memory brought that `add` of this state will look at first, and `fetchPrint` what it will look at
    /// second.
    int fetchSlot(long low) {
        return table[TableSize.at(low, table.length)];
    }

    long fetchPrint(long low, long high) {
        int slot = (int) SLOT.getAcquire(table, TableSize.at(low, table.length));
        if (slot == 0 || (slot & tagMask) != ((int) high & tagMask)) {
            return 0;
        }
        int state = (slot & ~tagMask) - 1;
        return prints[state >>> CHUNK_BITS][(state & CHUNK - 1) * 2];
    }

    long linkOf(int state) {
        return (long) LINK.getOpaque(links[state >>> CHUNK_BITS], state & CHUNK - 1);
    }

    /// Gives a state another link, unless somebody else just did.
    boolean relink(int state, long old, long link) {
        return LINK.compareAndSet(links[state >>> CHUNK_BITS], state & CHUNK - 1, old, link);
    }

    /// The steps from the initial state, number 0, to this one.
    List<Step> path(int state, SharedActions actions) {
        List<Step> steps = new ArrayList<>();
        for (int at = state; at != 0; at = from(linkOf(at))) {
            steps.add(actions.step(action(linkOf(at))));
        }
        Collections.reverse(steps);
        return steps;
    }
}
