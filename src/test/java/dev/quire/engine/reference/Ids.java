package dev.quire.engine.reference;

import dev.quire.engine.store.WordStore;
import java.util.TreeSet;

/// The ids in use: the lowest free one of a pool is the next.
final class Ids {
    private final TreeSet<Integer> used = new TreeSet<>();

    Ids() {}

    Ids(Ids other) {
        used.addAll(other.used);
    }

    int allocate(int pool) {
        int id = pool << WordStore.POOL_SHIFT | 1;
        while (used.contains(id)) {
            id++;
        }
        used.add(id);
        return id;
    }

    /// `count` ids in a row, the first a multiple of `count` within its pool.
    int allocateRun(int pool, int count) {
        int first = pool << WordStore.POOL_SHIFT | count;
        while (!used.subSet(first, first + count).isEmpty()) {
            first += count;
        }
        for (int i = 0; i < count; i++) {
            used.add(first + i);
        }
        return first;
    }

    void free(int id) {
        if (!used.remove(id)) {
            throw new IllegalStateException("id " + id + " is not in use");
        }
    }

    long[] all() {
        return used.stream().mapToLong(Integer::longValue).toArray();
    }
}
