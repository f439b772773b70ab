package dev.quire.engine.store;

import java.util.ArrayDeque;
import java.util.Deque;

/// States of one store that wait for their turn, first in, first out, each as its difference from the *base*, the state
/// in which the queue was made.
public final class StateQueue {
    private static final int CHUNK = 1 << 17;
    private static final int MOST_SPARE = 4;

    private final Differences differences;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Deque<Chunk> spare = new ArrayDeque<>();
    private Chunk last = new Chunk(CHUNK);
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

    public StateQueue(Differences differences) {
        this.differences = differences;
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
        int most = differences.most();
        if (last.end + most > last.longs.length) {
            last = spare.isEmpty() || most > CHUNK ? new Chunk(Math.max(CHUNK, most)) : spare.pop();
            chunks.add(last);
        }
        last.end = differences.save(last.longs, last.end);
        size++;
    }

    /// Puts the store into the state that waits longest, which leaves the queue.
    public void take() {
        if (readAt == first.end) {
            nextChunk();
        }
        readAt = differences.restore(first.longs, readAt);
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
        differences.toBase();
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
