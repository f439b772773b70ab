package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.StampedLock;

/// One worker of a `ParallelBreadthFirst`. It expands states of the present layer in the order of their ranks, and
/// gathers what it reached first and what it found until the layer's end. Belongs to one Java thread at a time.
final class LayerWorker extends Expansion {
    private final LayeredModel model;
    private final SharedVisited visited;
    private final SharedActions actions;
    private final SharedActions.View view;
    private final Judge judge;

    /// Held for reading while this worker probes the table.
    private final StampedLock gate;

    private long stamp;
    private Layer layer = Layer.first(0);
    private int nextBase;
    private int blockSize = 1;
    private int number;
    private int blockEnd;

    /// By blocks of the next layer: whether its numbers are this worker's.
    private final BitSet mine = new BitSet();

    private int rank;
    private int from;
    private int[] numbers = new int[64];
    private long[] where = new long[64];
    private int count;
    private long transitions;
    private final boolean[] moved;
    private final boolean[] known;
    private final List<Candidate> candidates = new ArrayList<>();

    /// For each property the states in which it came to something, as the positions in `numbers`.
    private final List<List<Integer>> telling = new ArrayList<>();

    private boolean failed;
    private boolean stuck;
    private final boolean[] ended;

    LayerWorker(LayeredModel model, SharedVisited visited, SharedActions actions, Judge judge, StampedLock gate) {
        super(model);
        this.model = model;
        this.visited = visited;
        this.actions = actions;
        view = actions.new View();
        this.judge = judge;
        this.gate = gate;
        moved = new boolean[model.threads()];
        known = new boolean[judge.properties()];
        ended = new boolean[judge.properties()];
        for (int p = 0; p < judge.properties(); p++) {
            telling.add(new ArrayList<>());
        }
    }

    LayeredModel model() {
        return model;
    }

    /// A layer begins. Numbers of its successors begin at `base`, and come in blocks.
    void begin(Layer present, int base, int block) {
        layer = present;
        nextBase = base;
        blockSize = block;
        number = 0;
        blockEnd = 0;
        mine.clear();
        count = 0;
        transitions = 0;
        Arrays.fill(moved, false);
        Arrays.fill(known, false);
        Arrays.fill(ended, false);
        candidates.clear();
        telling.forEach(List::clear);
        failed = false;
        stuck = false;
    }

    /// Expands the states of these ranks.
    void expand(int fromRank, int toRank, LayerWorker[] workers) {
        stamp = gate.readLock();
        try {
            for (rank = fromRank; rank < toRank; rank++) {
                from = layer.numbers()[rank];
                model.fetch(workers[layer.keepers()[rank]].model, layer.where()[rank]);
                expand();
            }
        } finally {
            gate.unlockRead(stamp);
        }
    }

    Layer.Reached reached() {
        return new Layer.Reached(numbers, where, count);
    }

    int count() {
        return count;
    }

    long transitions() {
        return transitions;
    }

    /// Adds which threads moved, and which properties had a value.
    void addTo(boolean[] allMoved, boolean[] allKnown) {
        for (int t = 0; t < moved.length; t++) {
            allMoved[t] |= moved[t];
        }
        for (int p = 0; p < known.length; p++) {
            allKnown[p] |= known[p];
        }
    }

    /// What was found, now that all links are final: for each property the first state in which it came to something.
    List<Candidate> found() {
        for (int p = 0; p < judge.properties(); p++) {
            Candidate first = null;
            for (int position : telling.get(p)) {
                long link = visited.linkOf(numbers[position]);
                Candidate c = new Candidate(
                        layer.rank(SharedVisited.from(link)),
                        SharedVisited.action(link),
                        judge.telling(p),
                        p,
                        "",
                        "",
                        numbers[position],
                        false);
                first = first == null || Candidate.order(actions).compare(c, first) < 0 ? c : first;
            }
            if (first != null) {
                candidates.add(first);
            }
        }
        return candidates;
    }

    @Override
    int fetchSlot(long low) {
        return visited.fetchSlot(low);
    }

    @Override
    long fetchPrint(long low, long high) {
        return visited.fetchPrint(low, high);
    }

    @Override
    void moved(int thread) {
        moved[thread] = true;
    }

    @Override
    void taken(Model.Outcome outcome, int thread, int[] choices) {
        if (outcome == Model.Outcome.MOVED) {
            transitions++;
            if (isFirst(model.low(), model.high(), thread, choices)) {
                arrive();
            }
        } else if (outcome == Model.Outcome.FAILED) {
            transitions++;
            if (!failed) {
                failed = true;
                candidates.add(at(thread, choices, Finding.What.FAILURE, -1, model.failure(), ""));
            }
        }
        for (int race = model.race(); race >= 0; race = model.race()) {
            candidates.add(at(thread, choices, Finding.What.RACE, race, "", model.raceName(race)));
        }
    }

    private Candidate at(int thread, int[] choices, Finding.What what, int property, String text, String name) {
        return new Candidate(rank, view.number(thread, choices), what, property, text, name, from, true);
    }

    @Override
    void foreseen(int slot, int thread, int[] choices, long low, long high) {
        transitions++;
        if (isFirst(low, high, thread, choices)) {
            long mark = model.mark();
            take(slot);
            arrive();
            model.rollback(mark);
        }
    }

    /// Whether this worker is the first to reach a state; where it is not, whether its way there comes first all the
    /// same.
    private boolean isFirst(long low, long high, int thread, int[] choices) {
        if (number == blockEnd) {
            takeBlock();
        }
        long link = SharedVisited.link(from, view.number(thread, choices));
        int state = visited.add(low, high, link, number);
        if (state >= 0) {
            return true;
        }
        state = ~state;
        if (state >= nextBase && !mine.get((state - nextBase) / blockSize)) {
            long old = visited.linkOf(state);
            while (layer.earlier(link, old, actions) && !visited.relink(state, old, link)) {
                old = visited.linkOf(state);
            }
        }
        return false;
    }

    private void takeBlock() {
        if (visited.crowded(blockSize)) {
            gate.unlockRead(stamp);
            long write = gate.writeLock();
            try {
                visited.grow(blockSize);
            } finally {
                gate.unlockWrite(write);
                stamp = gate.readLock();
            }
        }
        number = visited.block(blockSize);
        blockEnd = number + blockSize;
        mine.set((number - nextBase) / blockSize);
    }

    /// The model is in a state that this worker reached first, under `number`.
    private void arrive() {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
            where = Arrays.copyOf(where, count * 2);
        }
        for (int p = 0; p < judge.properties(); p++) {
            if (!judge.settled(p) && judge.inEvery(p) && model.mayDiffer(p)) {
                Model.Truth truth = model.judge(p);
                known[p] |= truth != Model.Truth.UNKNOWN;
                if (judge.verdict(p, truth) != Judge.Verdict.NOTHING) {
                    telling.get(p).add(count);
                }
            }
        }
        numbers[count] = number++;
        where[count++] = model.keep();
    }

    @Override
    void stuck() {
        if (!stuck) {
            stuck = true;
            candidates.add(new Candidate(
                    rank, Candidate.AT_END, Finding.What.DEADLOCK, -1, "no thread can go on", "", from, false));
        }
    }

    @Override
    void ended() {
        for (int p = 0; p < judge.properties(); p++) {
            if (!judge.inEvery(p)) {
                Model.Truth truth = model.judge(p);
                known[p] |= truth != Model.Truth.UNKNOWN;
                if (!judge.settled(p) && !ended[p] && judge.verdict(p, truth) == Judge.Verdict.VIOLATED) {
                    ended[p] = true;
                    candidates.add(
                            new Candidate(rank, Candidate.AT_END, Finding.What.VIOLATION, p, "", "", from, false));
                }
            }
        }
    }
}
