package dev.quire.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Expands a layer again, by one worker in the order of the ranks, because the search ends within it: so it ends at the
/// same state for any number of workers.
final class LayerReplay extends Expansion {
    private final LayeredModel model;
    private final SharedVisited visited;
    private final SharedActions actions;
    private final SharedActions.View view;
    private final Judge judge;
    private final Layer layer;
    private final int nextBase;
    private final BitSet seen = new BitSet();
    private final boolean[] moved;
    private final boolean[] known;
    private final List<Finding> findings = new ArrayList<>();
    private boolean failed;
    private boolean stuck;
    private boolean violated;
    private long transitions;
    private int from;

    /// A number that no state has yet, or -1.
    private int spare = -1;

    LayerReplay(
            LayeredModel model,
            SharedVisited visited,
            SharedActions actions,
            Judge judge,
            Layer layer,
            int nextBase,
            boolean[] moved,
            boolean[] known) {
        super(model);
        this.model = model;
        this.visited = visited;
        this.actions = actions;
        view = actions.new View();
        this.judge = judge;
        this.layer = layer;
        this.nextBase = nextBase;
        this.moved = moved;
        this.known = known;
    }

    /// Expands until there is a violation, if that is wanted, or more states than `most`. A failure or a deadlock that
    /// was
    /// found in a layer before is none here. Why it stopped, or an empty text.
    String run(
            LayerWorker[] keepers,
            boolean first,
            boolean wasViolated,
            boolean hasFailed,
            boolean wasStuck,
            long before,
            Limits limits) {
        violated = wasViolated;
        failed = hasFailed;
        stuck = wasStuck;
        for (int rank = 0; rank < layer.size(); rank++) {
            from = layer.numbers()[rank];
            model.fetch(keepers[layer.keepers()[rank]].model(), layer.where()[rank]);
            expand();
            if (first && violated) {
                return "stopped at the first violation";
            }
            if (before + states() > limits.states()) {
                return "the limit of " + limits.states() + " states was reached";
            }
        }
        return "";
    }

    long states() {
        return seen.cardinality();
    }

    long transitions() {
        return transitions;
    }

    List<Finding> findings() {
        return findings;
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
            int state = first(model.low(), model.high(), thread, choices);
            if (state >= 0) {
                arrive(state);
            }
        } else if (outcome == Model.Outcome.FAILED) {
            transitions++;
            if (!failed) {
                failed = true;
                violated = true;
                findings.add(new Finding(Finding.What.FAILURE, -1, model.failure(), path(thread, choices)));
            }
        }
        for (int race = model.race(); race >= 0; race = model.race()) {
            findings.add(new Finding(Finding.What.RACE, race, model.raceName(race), path(thread, choices)));
        }
    }

    @Override
    void foreseen(int slot, int thread, int[] choices, long low, long high) {
        transitions++;
        int state = first(low, high, thread, choices);
        if (state >= 0) {
            long mark = model.mark();
            model.take(slot);
            arrive(state);
            model.rollback(mark);
        }
    }

    /// The number of a state that is reached for the first time in this layer, or -1.
    private int first(long low, long high, int thread, int[] choices) {
        if (spare < 0) {
            visited.grow(1);
            spare = visited.block(1);
        }
        long link = SharedVisited.link(from, view.number(thread, choices));
        int state = visited.add(low, high, link, spare);
        if (state >= 0) {
            spare = -1;
        } else {
            state = ~state;
        }
        if (state < nextBase || seen.get(state - nextBase)) {
            return -1;
        }
        seen.set(state - nextBase);
        visited.relink(state, visited.linkOf(state), link);
        return state;
    }

    private void arrive(int state) {
        for (int p = 0; p < judge.properties(); p++) {
            if (judge.inEvery(p) && model.mayDiffer(p)) {
                note(p, model.judge(p), state);
            }
        }
    }

    private void note(int p, Model.Truth truth, int state) {
        known[p] |= truth != Model.Truth.UNKNOWN;
        Judge.Verdict verdict = judge.verdict(p, truth);
        if (verdict != Judge.Verdict.NOTHING && !judge.settled(p)) {
            judge.settle(p);
            violated |= verdict == Judge.Verdict.VIOLATED;
            findings.add(new Finding(
                    verdict == Judge.Verdict.VIOLATED ? Finding.What.VIOLATION : Finding.What.WITNESS,
                    p,
                    "",
                    visited.path(state, actions)));
        }
    }

    @Override
    void stuck() {
        if (!stuck) {
            stuck = true;
            violated = true;
            findings.add(new Finding(Finding.What.DEADLOCK, -1, "no thread can go on", visited.path(from, actions)));
        }
    }

    @Override
    void ended() {
        for (int p = 0; p < judge.properties(); p++) {
            if (!judge.inEvery(p)) {
                note(p, model.judge(p), from);
            }
        }
    }

    private List<Step> path(int thread, int[] choices) {
        List<Step> path = new ArrayList<>(visited.path(from, actions));
        path.add(actions.step(view.number(thread, choices)));
        return path;
    }
}
