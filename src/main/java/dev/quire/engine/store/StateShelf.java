package dev.quire.engine.store;

import java.util.ArrayList;
import java.util.List;

/// States of one store that wait in two layers, to be restored in any order, also into other stores that were set up
/// alike: what is kept belongs to the next layer, and becomes the present one at a `turn`.
public final class StateShelf {
    private static final int CHUNK = 1 << 17;
    private static final int FIRST_CHUNK = 1 << 9;
    private static final int MOST_SPARE = 16;

    private final Differences differences;
    private List<long[]> present = new ArrayList<>();
    private List<long[]> next = new ArrayList<>();
    private final List<long[]> spare = new ArrayList<>();
    private int end;

    public StateShelf(Differences differences) {
        this.differences = differences;
    }

    /// Keeps the store's present state for the next layer; where.
    public long keep() {
        int most = differences.most();
        if (next.isEmpty() || end + most > next.getLast().length) {
            next.add(spare.isEmpty() || most > CHUNK ? new long[Math.max(larger(), most)] : spare.removeLast());
            end = 0;
        }
        long where = (long) (next.size() - 1) << Integer.SIZE | end;
        end = differences.save(next.getLast(), end);
        return where;
    }

    /// The length of the next chunk: those of a small layer are short.
    private int larger() {
        return next.isEmpty() ? FIRST_CHUNK : Math.clamp(4L * next.getLast().length, FIRST_CHUNK, CHUNK);
    }

    /// Puts the store into a state of the present layer that is kept on some shelf.
    public void take(StateShelf keeper, long where) {
        differences.restore(keeper.present.get((int) (where >>> Integer.SIZE)), (int) where);
    }

    /// Drops the present layer; the next one takes its place. Until `approach` says otherwise what is kept from now on
    /// is
    /// told as its difference from what the present layer is told of.
    public void turn() {
        differences.turn();
        for (long[] chunk : present) {
            if (chunk.length == CHUNK && spare.size() < MOST_SPARE) {
                spare.add(chunk);
            }
        }
        present = next;
        next = new ArrayList<>();
    }

    /// Puts the store into a state of the present layer, of which the next one is told: once a layer, before anything
    /// is
    /// kept, and alike by all shelves that take from each other.
    public void approach(StateShelf keeper, long where) {
        take(keeper, where);
        differences.approach();
    }

    /// Takes from now on from shelves like the other.
    public void join(StateShelf other) {
        differences.join(other.differences);
    }

    /// Drops all that is kept.
    public void clear() {
        present = new ArrayList<>();
        next = new ArrayList<>();
        spare.clear();
    }

    /// Bytes of the memory that holds the states.
    public long bytes() {
        long longs = spare.size() * (long) CHUNK;
        for (long[] chunk : present) {
            longs += chunk.length;
        }
        for (long[] chunk : next) {
            longs += chunk.length;
        }
        return longs * Long.BYTES;
    }
}
