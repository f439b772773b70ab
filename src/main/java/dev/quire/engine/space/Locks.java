package dev.quire.engine.space;

import dev.quire.engine.bits.LockWord;
import dev.quire.engine.store.WordStore;

/// Locks over words. Contention is an answer, not an error.
public final class Locks {
    private final WordStore store;

    public Locks(WordStore store) {
        this.store = store;
    }

    /// Takes the lock alone; false while anybody holds it.
    public boolean tryAcquire(int cell, int offset, int thread) {
        if (store.get(cell, offset) != 0) {
            return false;
        }
        store.set(cell, offset, LockWord.withWriter(thread));
        return true;
    }

    /// Takes the lock as one of many; false while a writer holds it.
    public boolean tryAcquireShared(int cell, int offset, int thread) {
        long word = store.get(cell, offset);
        if (LockWord.writer(word) >= 0) {
            return false;
        }
        store.set(cell, offset, LockWord.withReader(word, thread));
        return true;
    }

    /// Lets go in whichever way the thread holds it; false when it does not.
    public boolean release(int cell, int offset, int thread) {
        long word = store.get(cell, offset);
        if (LockWord.writer(word) == thread) {
            store.set(cell, offset, 0);
            return true;
        }
        if (LockWord.reads(word, thread)) {
            store.set(cell, offset, LockWord.withoutReader(word, thread));
            return true;
        }
        return false;
    }

    /// Turns the writer into a reader; false when the thread is not the writer.
    public boolean downgrade(int cell, int offset, int thread) {
        if (LockWord.writer(store.get(cell, offset)) != thread) {
            return false;
        }
        store.set(cell, offset, LockWord.withReader(0, thread));
        return true;
    }

    public boolean heldBy(int cell, int offset, int thread) {
        long word = store.get(cell, offset);
        return LockWord.writer(word) == thread || LockWord.reads(word, thread);
    }
}
