package dev.quire.engine.store;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// States of one store that wait for their turn, first in, first out, in flat memory. Each is its hashes and its
/// difference from the *base*, the state in which the queue was made: an address and what is there, in one long where
/// the
/// value fits into 32 bits and else in two.
///
/// While a queue is in use the store's journal holds what happened since the state that was last taken, and nobody else
/// may `forget` it.
public final class StateQueue {
    private static final int CHUNK = 1 << 17;
    private static final int MOST_SPARE = 4;
    private static final int HEAD = 4;
    private static final long NARROW = 0xFFFFFFFFL;

    private final WordStore store;
    private final WordStore base;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Deque<Chunk> spare = new ArrayDeque<>();
    private Chunk last = new Chunk(CHUNK);
    private Chunk first = last;
    private int readAt;
    private long size;

    /// The addresses at which the state last taken differs from the base.
    private int[] here = new int[256];

    private int hereCount;

    /// For each address whether it is in `here`: then the number of the state last taken.
    private int[] memberOf = new int[1 << 10];

    private int taken = 1;

    /// Whole states, up to `end`.
    private static final class Chunk {
        final long[] longs;
        int end;

        Chunk(int size) {
            longs = new long[size];
        }
    }

    /// The base is the store's present state; its journal is dropped.
    public StateQueue(WordStore store) {
        this.store = store;
        store.forget();
        base = store.copy();
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /// States that wait.
    public long size() {
        return size;
    }

    /// Bytes of the memory that holds them.
    public long bytes() {
        return (chunks.size() + spare.size() + 1L) * CHUNK * Long.BYTES;
    }

    /// Appends the store's present state.
    public void add() {
        int changes = store.changes();
        int most = HEAD + 2 * (hereCount + changes);
        if (last.end + most > last.longs.length) {
            last = spare.isEmpty() || most > CHUNK ? new Chunk(Math.max(CHUNK, most)) : spare.pop();
            chunks.add(last);
        }
        long[] out = last.longs;
        int start = last.end;
        out[start] = store.fingerprintLow();
        out[start + 1] = store.fingerprintHigh();
        out[start + 2] = store.structure();
        long[] words = store.words();
        long[] before = base.words();
        int plain = Math.min(words.length, before.length);
        int end = start + HEAD;
        for (int i = 0; i < hereCount; i++) {
            int address = here[i];
            if (address >= 0 && address < plain) {
                end = words[address] == before[address] ? end : put(out, end, address, words[address]);
            } else {
                end = put(out, end, address);
            }
        }
        int known = hereCount;
        for (int i = 0; i < changes; i++) {
            int address = store.changedAddress(i);
            if (!isHere(address)) {
                end = put(out, end, address);
                enter(address);
            }
        }
        // What was entered only now belongs to this state, not to the one that was taken.
        for (int i = known; i < hereCount; i++) {
            leave(here[i]);
        }
        hereCount = known;
        out[start + 3] = end;
        last.end = end;
        size++;
    }

    private int put(long[] out, int at, int address) {
        long value = store.peek(address);
        return value == base.peek(address) ? at : put(out, at, address, value);
    }

    private static int put(long[] out, int at, int address, long value) {
        if ((value & NARROW) == value && value != NARROW) {
            out[at] = (long) address << Integer.SIZE | value;
            return at + 1;
        }
        out[at] = (long) address << Integer.SIZE | NARROW;
        out[at + 1] = value;
        return at + 2;
    }

    private boolean isHere(int address) {
        if (address >= 0 && address < memberOf.length) {
            return memberOf[address] == taken;
        }
        for (int i = 0; i < hereCount; i++) {
            if (here[i] == address) {
                return true;
            }
        }
        return false;
    }

    private void enter(int address) {
        if (hereCount == here.length) {
            here = Arrays.copyOf(here, hereCount * 2);
        }
        here[hereCount++] = address;
        if (address >= memberOf.length && address < store.words().length) {
            memberOf = Arrays.copyOf(memberOf, store.words().length);
        }
        if (address >= 0 && address < memberOf.length) {
            memberOf[address] = taken;
        }
    }

    private void leave(int address) {
        if (address >= 0 && address < memberOf.length) {
            memberOf[address] = 0;
        }
    }

    /// Puts the store into the state that waits longest, which leaves the queue.
    public void take() {
        toBase();
        if (readAt == first.end) {
            nextChunk();
        }
        long[] in = first.longs;
        long low = in[readAt];
        long high = in[readAt + 1];
        long structure = in[readAt + 2];
        int end = (int) in[readAt + 3];
        if (here.length < end - readAt) {
            here = new int[2 * (end - readAt)];
        }
        long[] words = store.words();
        int plain = Math.min(words.length, memberOf.length);
        for (int i = readAt + HEAD; i < end; i++) {
            int address = (int) (in[i] >> Integer.SIZE);
            long value = in[i] & NARROW;
            if (value == NARROW) {
                value = in[++i];
            }
            if (address >= 0 && address < plain) {
                words[address] = value;
                memberOf[address] = taken;
                here[hereCount++] = address;
            } else {
                store.poke(address, value);
                words = store.words();
                enter(address);
                plain = Math.min(words.length, memberOf.length);
            }
        }
        readAt = end;
        store.became(low, high, structure);
        size--;
    }

    private void nextChunk() {
        first.end = 0;
        if (spare.size() < MOST_SPARE && first.longs.length == CHUNK) {
            spare.push(first);
        }
        first = chunks.remove();
        readAt = 0;
    }

    /// Puts the store into the base state; what waits goes on waiting.
    public void toBase() {
        for (int i = store.changes() - 1; i >= 0; i--) {
            store.poke(store.changedAddress(i), base.peek(store.changedAddress(i)));
        }
        long[] words = store.words();
        long[] before = base.words();
        int plain = Math.min(words.length, before.length);
        for (int i = 0; i < hereCount; i++) {
            int address = here[i];
            if (address >= 0 && address < plain) {
                words[address] = before[address];
            } else {
                store.poke(address, base.peek(address));
            }
        }
        hereCount = 0;
        taken++;
        store.became(base.fingerprintLow(), base.fingerprintHigh(), base.structure());
    }

    /// Drops all that waits.
    public void clear() {
        chunks.clear();
        spare.clear();
        first = last;
        readAt = 0;
        first.end = 0;
        size = 0;
    }
}
