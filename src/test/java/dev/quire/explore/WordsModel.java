package dev.quire.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A toy: the state is an array of words, a mark is a copy of it. Slow and obvious.
abstract class WordsModel implements QueuedModel, LayeredModel {
    private static final int[] NO_CHOICE = {};

    final long[] word;
    private final long[] initial;
    private final int threads;
    private final List<long[]> marks = new ArrayList<>();
    private final Deque<long[]> queue = new ArrayDeque<>();
    private List<long[]> present = new ArrayList<>();
    private List<long[]> next = new ArrayList<>();
    private int[] script = NO_CHOICE;
    private int[] arities = NO_CHOICE;

    WordsModel(int threads, long... initial) {
        this.threads = threads;
        this.initial = initial.clone();
        word = initial.clone();
    }

    /// One step of a thread, on `word`.
    abstract Outcome move(int thread);

    /// The next alternative of the step's script, 0 when the script has ended.
    final int choose(int arity) {
        int at = arities.length;
        arities = Arrays.copyOf(arities, at + 1);
        arities[at] = arity;
        return at < script.length ? script[at] : 0;
    }

    @Override
    public final Outcome step(int thread, int[] choices) {
        script = choices;
        arities = NO_CHOICE;
        return move(thread);
    }

    @Override
    public final int[] arities() {
        return arities;
    }

    @Override
    public final int threads() {
        return threads;
    }

    @Override
    public final long low() {
        return hash(0x9E3779B97F4A7C15L);
    }

    @Override
    public final long high() {
        return hash(0xC2B2AE3D27D4EB4FL);
    }

    private long hash(long multiplier) {
        long h = multiplier;
        for (long w : word) {
            h = (h ^ w) * multiplier;
            h ^= h >>> 29;
        }
        return h;
    }

    @Override
    public final long mark() {
        marks.add(word.clone());
        return marks.size() - 1;
    }

    @Override
    public final void rollback(long mark) {
        set(marks.get((int) mark));
        marks.subList((int) mark + 1, marks.size()).clear();
    }

    @Override
    public final void push() {
        queue.add(word.clone());
    }

    @Override
    public final void pull() {
        marks.clear();
        set(queue.remove());
    }

    @Override
    public final long keep() {
        next.add(word.clone());
        return next.size() - 1;
    }

    @Override
    public final void fetch(LayeredModel keeper, long where) {
        marks.clear();
        set(((WordsModel) keeper).present.get((int) where));
    }

    @Override
    public final void turn() {
        present = next;
        next = new ArrayList<>();
    }

    @Override
    public final void restart() {
        marks.clear();
        set(initial);
    }

    @Override
    public final void drop() {
        queue.clear();
    }

    private void set(long[] words) {
        System.arraycopy(words, 0, word, 0, word.length);
    }

    @Override
    public String failure() {
        return "failed";
    }

    @Override
    public int properties() {
        return 0;
    }

    @Override
    public Kind kind(int property) {
        return Kind.ALWAYS;
    }

    @Override
    public Truth judge(int property) {
        return Truth.UNKNOWN;
    }

    /// The number of distinct states, by a set of lists instead of fingerprints. For steps without choices.
    final int statesByReference() {
        restart();
        Set<List<Long>> seen = new HashSet<>();
        List<long[]> todo = new ArrayList<>();
        todo.add(word.clone());
        seen.add(Arrays.stream(word).boxed().toList());
        while (!todo.isEmpty()) {
            long[] from = todo.removeLast();
            for (int t = 0; t < threads; t++) {
                set(from);
                if (step(t, NO_CHOICE) == Outcome.MOVED
                        && seen.add(Arrays.stream(word).boxed().toList())) {
                    todo.add(word.clone());
                }
            }
        }
        return seen.size();
    }
}
