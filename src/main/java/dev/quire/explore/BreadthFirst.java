package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exhaustive breadth-first search: what it finds first is shortest, where the model is not reduced. The order of
/// visits depends on nothing but the model. States are expanded in the order of their numbers, so the queue needs to
/// know nothing of them.
public final class BreadthFirst extends Expansion {
    private final QueuedModel model;
    private final Limits limits;
    private final boolean first;
    private final Visited visited = new Visited();
    private final Notebook notes;

    /// For `eventually`: the runs, and for each such property the states in which it holds.
    private final @Nullable RunGraph runs;

    private final BitSet[] holding;
    private long transitions;

    /// The state that is expanded.
    private int from;

    /// With `first` the search stops at the first violation.
    public BreadthFirst(QueuedModel model, Limits limits, boolean first) {
        super(model);
        this.model = model;
        this.limits = limits;
        this.first = first;
        notes = new Notebook(model);
        runs = notes.has(Model.Kind.EVENTUALLY) ? new RunGraph(model.threads()) : null;
        holding = new BitSet[model.properties()];
        Arrays.setAll(holding, p -> new BitSet());
    }

    /// Searches from the model's initial state.
    public Outcome search() {
        model.restart();
        visited.add(model.low(), model.high(), 0, 0, Scripts.NONE);
        notes.arrived(true, List::of);
        notes.races(List::of);
        model.push();
        int depth = 0;
        int layerEnd = 1;
        String limit = "";
        int state = 0;
        while (state < visited.size() && limit.isEmpty()) {
            if (state == layerEnd) {
                depth++;
                layerEnd = visited.size();
            }
            if (depth == limits.depth()) {
                limit = limits.tooDeep();
                break;
            }
            try {
                model.pull();
                if (runs != null) {
                    runs.state();
                    hold(state);
                }
                from = state++;
                expand();
                limit = limit(state, depth);
            } catch (OutOfMemoryError full) {
                model.drop();
                limit = Limits.FULL;
            }
        }
        if (runs != null && limit.isEmpty()) {
            judgeRuns(runs);
        }
        return notes.outcome(visited.size(), transitions, depth, visited.bytes(), limit);
    }

    /// Notes for which `eventually` the present state is a good one.
    private void hold(int state) {
        for (int p = 0; p < holding.length; p++) {
            if (model.kind(p) == Model.Kind.EVENTUALLY && model.judge(p) == Model.Truth.TRUE) {
                holding[p].set(state);
            }
        }
    }

    private void judgeRuns(RunGraph graph) {
        for (int p = 0; p < holding.length; p++) {
            if (model.kind(p) == Model.Kind.EVENTUALLY && !notes.settled(p)) {
                RunGraph.FairRun run = graph.without(holding[p]);
                if (run != null) {
                    notes.endless(p, run.stepping(), () -> visited.path(run.state()));
                } else if (!holding[p].isEmpty()) {
                    notes.known(p);
                }
            }
        }
    }

    private String limit(int expanded, int depth) {
        if (first && notes.violated()) {
            return Limits.FIRST_VIOLATION;
        }
        String states = limits.tooMany(visited.size());
        if (!states.isEmpty() || expanded % Limits.ASK_EVERY != 0) {
            return states;
        }
        return limits.stop(
                visited.bytes() + model.waitingBytes(),
                new Limits.Progress(visited.size(), visited.size() - expanded, transitions, depth));
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
            int state = reached(model.low(), model.high(), thread, choices);
            if (state >= 0) {
                arrive(state);
            }
        } else if (outcome == Model.Outcome.FAILED) {
            transitions++;
            if (runs != null) {
                runs.fails(thread);
            }
            notes.failed(() -> path(thread, choices));
        }
        notes.races(() -> path(thread, choices));
    }

    @Override
    void foreseen(int slot, int thread, int[] choices, long low, long high) {
        int state = reached(low, high, thread, choices);
        if (state >= 0) {
            long mark = model.mark();
            take(slot);
            arrive(state);
            model.rollback(mark);
        }
    }

    /// A step leads to a state: its number, or `~` of its number when it was known.
    private int reached(long low, long high, int thread, int[] choices) {
        transitions++;
        int state = visited.add(low, high, from, thread, choices);
        if (runs != null) {
            runs.step(thread, Math.max(state, ~state));
        }
        return state;
    }

    /// The model is in a state for the first time.
    private void arrive(int state) {
        notes.arrived(false, () -> visited.path(state));
        model.push();
    }

    @Override
    void stuck() {
        notes.stuck(() -> visited.path(from));
    }

    @Override
    void ended() {
        notes.ended(() -> visited.path(from));
    }

    private List<Step> path(int thread, int[] choices) {
        List<Step> path = new ArrayList<>(visited.path(from));
        path.add(Step.of(thread, choices));
        return path;
    }
}
