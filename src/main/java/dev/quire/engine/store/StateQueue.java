package dev.quire.engine.store;

import java.util.ArrayDeque;
import java.util.Deque;

/// States of one store that wait for their turn, first in, first out, each as its difference from the one that was
/// added
/// before it. Who takes a state comes from that one, so that both ways cost what two neighbours differ by, however far
/// they are from the state in which the queue was made, the *base*, and however much memory lies around.
///
/// Wherever the store is put meanwhile, the next state is found all the same: before that a picture is made of the
/// state
/// that was taken last.
public final class StateQueue {
    private static final int CHUNK = 1 << 17;
    private static final int FIRST_CHUNK = 1 << 9;
    private static final int MOST_SPARE = 4;
    private static final long NOWHERE = -1;

    private final Differences differences;
    private final WordStore store;

    /// A picture of the state that was added last, the base before there is one.
    private final WordStore added;

    /// A picture of the state that was taken last, from when the store was put elsewhere.
    private final WordStore taken;

    /// The addresses at which the state added last may differ from the state that the store's journal begins with.
    private final AddressList stale = new AddressList();

    /// Those at which some state of the queue ever differed from the base.
    private final AddressList ever = new AddressList();

    /// How often the store had been moved by others when this last knew where it was, or `NOWHERE`.
    private long moves;

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Deque<Chunk> spare = new ArrayDeque<>();
    private Chunk last = new Chunk(0);
    private Chunk first = last;
    private int readAt;
    private long size;

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
        this(new Differences(store));
    }

    /// The store stands in the base.
    public StateQueue(Differences differences) {
        this.differences = differences;
        store = differences.store();
        added = store.copy();
        taken = store.copy();
        moves = differences.moves();
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
        long longs = spare.size() * (long) CHUNK + first.longs.length;
        for (Chunk chunk : chunks) {
            longs += chunk.longs.length;
        }
        return longs * Long.BYTES;
    }

    /// Appends the store's present state.
    public void add() {
        if (moves != differences.moves()) {
            meet();
        }
        int changes = store.changes();
        int most = Differences.HEAD + 2 * (stale.size() + changes);
        if (last.end + most > last.longs.length) {
            last = spare.isEmpty() || most > CHUNK ? new Chunk(Math.max(larger(last), most)) : spare.pop();
            chunks.add(last);
        }
        long[] out = last.longs;
        int start = last.end;
        int end = put(out, start + Differences.HEAD, stale.members(), stale.size());
        end = put(out, end, store.changedAddresses(), changes);
        stale.clear();
        for (int i = 0; i < changes; i++) {
            stale.add(store.changedAddress(i));
        }
        out[start] = store.fingerprintLow();
        out[start + 1] = store.fingerprintHigh();
        out[start + 2] = store.structure();
        out[start + 3] = end;
        last.end = end;
        size++;
    }

    /// The length of the chunk after one: chunks of a short search are short.
    private static int larger(Chunk chunk) {
        return Math.clamp(4L * chunk.longs.length, FIRST_CHUNK, CHUNK);
    }

    /// Writes what is at those addresses where the state added last has something else; where what was written ends.
    private int put(long[] out, int at, int[] addresses, int count) {
        long[] words = store.words();
        long[] before = added.words();
        int plain = Math.min(words.length, before.length);
        int end = at;
        for (int i = 0; i < count; i++) {
            int address = addresses[i];
            if (address >= 0 && address < plain) {
                long value = words[address];
                if (value != before[address]) {
                    before[address] = value;
                    ever.add(address);
                    end = Differences.put(out, end, address, value);
                }
            } else if (store.peek(address) != added.peek(address)) {
                added.poke(address, store.peek(address));
                before = added.words();
                plain = Math.min(words.length, before.length);
                ever.add(address);
                end = Differences.put(out, end, address, store.peek(address));
            }
        }
        return end;
    }

    /// Puts the store into the state that waits longest, which leaves the queue.
    public void take() {
        if (readAt == first.end) {
            nextChunk();
        }
        if (moves == differences.moves()) {
            store.undo();
        } else {
            goBack();
        }
        long[] in = first.longs;
        int end = (int) in[readAt + 3];
        long[] words = store.words();
        for (int i = readAt + Differences.HEAD; i < end; i++) {
            int address = (int) (in[i] >> Integer.SIZE);
            long value = in[i] & Differences.NARROW;
            if (value == Differences.NARROW) {
                value = in[++i];
            }
            stale.add(address);
            if (address >= 0 && address < words.length) {
                words[address] = value;
            } else {
                store.poke(address, value);
                words = store.words();
            }
        }
        store.became(in[readAt], in[readAt + 1], in[readAt + 2]);
        differences.isAt(this);
        readAt = end;
        size--;
    }

    /// Puts the store into the state that was taken last.
    private void goBack() {
        differences.toOrigin();
        meet();
        for (int i = 0; i < ever.size(); i++) {
            store.poke(ever.get(i), taken.peek(ever.get(i)));
        }
    }

    /// The store is about to be put elsewhere from a state that this has put it into: at which addresses that differs
    /// from the base.
    AddressList leave() {
        for (int i = 0; i < ever.size(); i++) {
            taken.poke(ever.get(i), store.peek(ever.get(i)));
        }
        for (int i = store.changes() - 1; i >= 0; i--) {
            taken.poke(store.changedAddress(i), store.overwritten(i));
        }
        return ever;
    }

    /// The store was moved by others: it may differ from what was added last wherever either differs from the base.
    private void meet() {
        moves = differences.moves();
        for (int i = 0; i < ever.size(); i++) {
            stale.add(ever.get(i));
        }
        differences.addTo(stale);
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
        differences.toOrigin();
    }

    /// Drops all that waits.
    public void clear() {
        // What is added next is told as its difference from what was added last, and taken from there.
        for (int i = 0; i < ever.size(); i++) {
            taken.poke(ever.get(i), added.peek(ever.get(i)));
        }
        moves = NOWHERE;
        chunks.clear();
        spare.clear();
        first = last;
        readAt = 0;
        first.end = 0;
        size = 0;
    }
}
