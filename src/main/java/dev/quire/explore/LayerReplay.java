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
    private final Notebook notes;
    private final Layer layer;
    private final int nextBase;
    private final BitSet seen = new BitSet();
    private long transitions;
    private int from;

    /// A number that no state has yet, or -1.
    private int spare = -1;

    LayerReplay(
            LayeredModel model,
            SharedVisited visited,
            SharedActions actions,
            Notebook notes,
            Layer layer,
            int nextBase) {
        super(model);
        this.model = model;
        this.visited = visited;
        this.actions = actions;
        view = actions.new View();
        this.notes = notes;
        this.layer = layer;
        this.nextBase = nextBase;
    }

    /// Expands until there is a violation, if that is wanted, or more states than the limit after those `before`. Why
    /// it stopped, or an empty text.
    String run(LayerWorker[] keepers, boolean first, long before, Limits limits) {
        for (int rank = 0; rank < layer.size(); rank++) {
            from = layer.numbers()[rank];
            model.fetch(keepers[layer.keepers()[rank]].model(), layer.where()[rank]);
            expand();
            if (first && notes.violated()) {
                return Limits.FIRST_VIOLATION;
            }
            String states = limits.tooMany(before + states());
            if (!states.isEmpty()) {
                return states;
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
        notes.moved(thread);
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
            notes.failed(() -> path(thread, choices));
        }
        notes.races(() -> path(thread, choices));
    }

    @Override
    void foreseen(int slot, int thread, int[] choices, long low, long high) {
        transitions++;
        int state = first(low, high, thread, choices);
        if (state >= 0) {
            long mark = model.mark();
            take(slot);
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
        notes.arrived(false, () -> visited.path(state, actions));
    }

    @Override
    void stuck() {
        notes.stuck(() -> visited.path(from, actions));
    }

    @Override
    void ended() {
        notes.ended(() -> visited.path(from, actions));
    }

    private List<Step> path(int thread, int[] choices) {
        List<Step> path = new ArrayList<>(visited.path(from, actions));
        path.add(actions.step(view.number(thread, choices)));
        return path;
    }
}
