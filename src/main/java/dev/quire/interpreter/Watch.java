package dev.quire.interpreter;

import dev.quire.engine.store.WordStore;
import java.util.ArrayList;
import java.util.List;

/// What the attempts of a thread have read, so that `retry` can wait for a change of it. A watch's cell: kind, size,
/// then sorted entries of three words: the attempt (`frame << 32 | pc` of its ATTEMPT), the word (`cell << 24 |
/// offset`), and the value that the attempt saw first.
///
/// RECORD_ONLY_WHILE_OPEN: an entry exists only while a `retry` of its attempt can still be reached, so that states
/// that differ in nothing that matters have equal words. An attempt that took one of several alternatives has the
/// entry `CHOSE`: begun again it may do otherwise, so it waits for nothing.
final class Watch {
    /// Word 0 of a watch's cell.
    static final int KIND = 16;

    /// The pool of watches: no thread's, so that what a thread allocates has the same ids with and without them.
    static final int POOL = WordStore.POOLS - 1;

    private static final int SIZE = 1;
    private static final int FIRST = 2;
    private static final int ENTRY = 3;
    private static final long CHOSE = 0;

    private final WordStore store;
    private final Activation thread;

    Watch(WordStore store, Activation thread) {
        this.store = store;
        this.thread = thread;
    }

    static int create(WordStore store) {
        return store.allocate(POOL, KIND, FIRST);
    }

    /// The running thread has read a word, standing at `place` of its top frame.
    void read(long key, long value, int place) {
        record(key, value, place);
    }

    /// The running step takes one of several alternatives.
    void chose(int place) {
        record(CHOSE, 1, place);
    }

    private void record(long key, long value, int place) {
        int at = place;
        for (int frame = thread.frame; frame != 0; frame = (int) (thread.stack[frame + 1] >>> 32)) {
            LoadedFunction f = thread.function(thread.stack[frame]);
            if (frame != thread.frame) {
                at = (int) thread.stack[frame];
            }
            if (f.attempts != null) {
                for (int attempt : f.attempts.begins()) {
                    if (f.attempts.open(attempt, at)) {
                        insert((long) frame << 32 | attempt, key, value);
                    }
                }
            }
        }
    }

    private void insert(long attempt, long key, long value) {
        int cell = thread.watchCell();
        int size = (int) store.get(cell, SIZE);
        int at = FIRST;
        int end = FIRST + size * ENTRY;
        while (at < end && before(store.get(cell, at), store.get(cell, at + 1), attempt, key)) {
            at += ENTRY;
        }
        if (at < end && store.get(cell, at) == attempt && store.get(cell, at + 1) == key) {
            return;
        }
        if (end + ENTRY > store.length(cell)) {
            store.resize(cell, Integer.highestOneBit(end + ENTRY) * 2);
        }
        for (int i = end - 1; i >= at; i--) {
            store.set(cell, i + ENTRY, store.get(cell, i));
        }
        store.set(cell, at, attempt);
        store.set(cell, at + 1, key);
        store.set(cell, at + 2, value);
        store.set(cell, SIZE, size + 1L);
    }

    private static boolean before(long attempt, long key, long otherAttempt, long otherKey) {
        return attempt < otherAttempt || attempt == otherAttempt && key < otherKey;
    }

    /// Whether the attempt that began at `begin` of the top frame would see now what it saw.
    boolean unchanged(int begin) {
        int cell = thread.watchCell();
        long attempt = (long) thread.frame << 32 | begin;
        int end = FIRST + (int) store.get(cell, SIZE) * ENTRY;
        for (int i = FIRST; i < end; i += ENTRY) {
            if (store.get(cell, i) == attempt && changed(store.get(cell, i + 1), store.get(cell, i + 2))) {
                return false;
            }
        }
        return true;
    }

    private boolean changed(long key, long value) {
        int cell = (int) (key >>> WordStore.OFFSET_BITS);
        int offset = (int) key & (1 << WordStore.OFFSET_BITS) - 1;
        return key == CHOSE || offset >= store.length(cell) || store.get(cell, offset) != value;
    }

    /// An attempt of the top frame begins (again).
    void begin(int begin) {
        long attempt = (long) thread.frame << 32 | begin;
        keep(a -> a != attempt);
    }

    /// The top frame is about to go.
    void pop() {
        keep(a -> a >>> 32 < thread.frame);
    }

    /// The thread parks before `place` of its top frame: attempts that cannot come to a `retry` any more are over.
    void park(int place) {
        keep(a -> {
            int frame = (int) (a >>> 32);
            int at = frame == thread.frame ? place : (int) thread.stack[frame];
            LoadedFunction f = thread.function(thread.stack[frame]);
            return f.attempts != null && f.attempts.open((int) a, at);
        });
    }

    /// Drops everything.
    void clear() {
        keep(a -> false);
    }

    /// The keys of the words that a thread's attempts have read.
    static List<Long> words(WordStore store, int threadCell) {
        int cell = (int) store.get(threadCell, ThreadLayout.WATCH);
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < store.get(cell, SIZE); i++) {
            long key = store.get(cell, FIRST + i * ENTRY + 1);
            if (key != CHOSE) {
                keys.add(key);
            }
        }
        return keys;
    }

    private void keep(java.util.function.LongPredicate wanted) {
        int cell = thread.watchCell();
        int size = (int) store.get(cell, SIZE);
        int kept = FIRST;
        int end = FIRST + size * ENTRY;
        for (int i = FIRST; i < end; i += ENTRY) {
            if (wanted.test(store.get(cell, i))) {
                for (int w = 0; w < ENTRY; w++) {
                    store.set(cell, kept + w, store.get(cell, i + w));
                }
                kept += ENTRY;
            }
        }
        for (int i = kept; i < end; i++) {
            store.set(cell, i, 0);
        }
        store.set(cell, SIZE, (kept - FIRST) / ENTRY);
    }
}
