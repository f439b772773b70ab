package dev.quire.interpreter;

import dev.quire.engine.store.WordStore;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for data races on plain words (ADR 0001 §3). A plain access rides with the step before it, but the thread may
/// make it as late as just before its next step: until then it is *pending*. A step that touches a plain word for which
/// another thread has a pending access races with it, unless both read.
///
/// What is pending is state while races are looked for: a cell for each thread, kind, size, then the sorted keys of
/// words, shifted by a bit that is set for a write. Only contested words are kept, so that there are hardly more states
/// than without.
public final class Races {
    /// Word 0 of a cell of pending accesses.
    static final int KIND = 17;

    private static final int SIZE = 1;
    private static final int FIRST = 2;

    /// A race: the word, and the two threads; `second` is the one that stepped, at instruction `pc` of `function`.
    public record Race(long key, int first, boolean firstWrites, int second, boolean secondWrites, Access place) {}

    /// Where an access stands.
    public record Access(int function, int pc) {}

    private final SharedWords survey;
    private final Set<String> told = new LinkedHashSet<>();
    private final int[] cells = new int[WordStore.POOLS];
    private final Deque<Race> found = new ArrayDeque<>();
    private @Nullable Race traced;
    private Access last = new Access(0, 0);

    /// Looks at the words that a survey found contested.
    public Races(SharedWords survey) {
        this.survey = survey;
    }

    /// From now on the accesses of the first thread of a race to its word are followed.
    /// Until one is met it is `before`, where the thread begins: what it does before its first step is not followed.
    public void trace(Race race, Access before) {
        traced = race;
        last = before;
    }

    /// The last access that was followed.
    public Access traced() {
        traced = null;
        return last;
    }

    void create(WordStore store, int thread) {
        cells[thread] = store.allocate(Watch.POOL, KIND, FIRST);
    }

    /// The next race of the last step for a word of whose field none was told yet.
    public @Nullable Race take() {
        return found.poll();
    }

    /// A step of the thread begins: all that was pending has happened.
    void begin(WordStore store, int thread) {
        int cell = cells[thread];
        for (int i = FIRST + (int) store.get(cell, SIZE) - 1; i >= SIZE; i--) {
            store.set(cell, i, 0);
        }
    }

    /// A plain access of the running step; `late` when it may happen later than the step's primitive.
    void touch(Machine machine, int thread, long key, boolean write, boolean late, Access place) {
        if (!survey.contested(key)) {
            return;
        }
        if (traced != null && traced.key() == key && traced.first() == thread && traced.firstWrites() == write) {
            last = place;
        }
        WordStore store = machine.engine().store();
        for (int other = 1; other < machine.threadCount(); other++) {
            int cell = cells[other];
            if (other != thread && cell != 0) {
                boolean writes = has(store, cell, key << 1 | 1);
                if (writes || write && has(store, cell, key << 1)) {
                    tell(machine, new Race(key, other, writes, thread, write, place));
                }
            }
        }
        if (late) {
            insert(store, cells[thread], key << 1 | (write ? 1 : 0));
        }
    }

    private void tell(Machine machine, Race race) {
        if (told.add(machine.wordName(race.key()))) {
            found.add(race);
        }
    }

    private static int find(WordStore store, int cell, long entry) {
        int at = FIRST;
        int end = FIRST + (int) store.get(cell, SIZE);
        while (at < end && store.get(cell, at) < entry) {
            at++;
        }
        return at;
    }

    private static boolean has(WordStore store, int cell, long entry) {
        int at = find(store, cell, entry);
        return at < FIRST + (int) store.get(cell, SIZE) && store.get(cell, at) == entry;
    }

    private static void insert(WordStore store, int cell, long entry) {
        if (has(store, cell, entry)) {
            return;
        }
        int at = find(store, cell, entry);
        int end = FIRST + (int) store.get(cell, SIZE);
        if (end + 1 > store.length(cell)) {
            store.resize(cell, Integer.highestOneBit(end + 1) * 2);
        }
        for (int i = end - 1; i >= at; i--) {
            store.set(cell, i + 1, store.get(cell, i));
        }
        store.set(cell, at, entry);
        store.set(cell, SIZE, end + 1L - FIRST);
    }

    @Override
    public String toString() {
        return "races for " + Arrays.toString(told.toArray());
    }
}
