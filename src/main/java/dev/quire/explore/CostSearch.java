package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A search of its own for what the paths to final states cost: unreduced and breadth first, for the cheapest and the
/// dearest path need not be among those that a reduced search takes.
public final class CostSearch {
    private final CostModel model;
    private final Limits limits;
    private final Visited visited = new Visited();
    private final Actions actions = new Actions();
    private final CostGraph graph = new CostGraph();
    private final List<Integer> finals = new ArrayList<>();
    private long transitions;
    private String limit = "";

    public CostSearch(CostModel model, Limits limits) {
        this.model = model;
        this.limits = limits;
    }

    /// What costs may come to: the least and the greatest, `CostSearch.UNBOUNDED` where a cycle costs something.
    public record Range(long least, long greatest) {
        public boolean unbounded() {
            return greatest == UNBOUNDED;
        }
    }

    /// A cost without a bound.
    public static final long UNBOUNDED = CostGraph.UNBOUNDED;

    /// Searches; afterwards the questions below can be asked. The limit that was met, or an empty text.
    public String search() {
        model.restart();
        visited.add(model.low(), model.high(), 0, 0, Scripts.NONE);
        model.push();
        int depth = 0;
        int layerEnd = 1;
        int state = 0;
        while (state < visited.size() && limit.isEmpty()) {
            if (state == layerEnd) {
                depth++;
                layerEnd = visited.size();
            }
            try {
                model.pull();
                graph.state();
                expand(state++);
                limit = limit(state, depth);
            } catch (OutOfMemoryError full) {
                model.drop();
                limit = Limits.FULL;
            }
        }
        graph.close();
        return limit;
    }

    private String limit(int expanded, int depth) {
        if (depth == limits.depth()) {
            return limits.tooDeep();
        }
        String states = limits.tooMany(visited.size());
        if (!states.isEmpty() || expanded % Limits.ASK_EVERY != 0) {
            return states;
        }
        return limits.stop(
                visited.bytes() + graph.bytes() + model.waitingBytes(),
                new Limits.Progress(visited.size(), visited.size() - expanded, transitions, depth));
    }

    private void expand(int from) {
        boolean unfinished = false;
        for (int thread = 0; thread < model.threads(); thread++) {
            int[] choices = Scripts.NONE;
            do {
                long mark = model.mark();
                Model.Outcome outcome = model.step(thread, choices);
                if (outcome == Model.Outcome.FINISHED) {
                    break;
                }
                unfinished = true;
                int[] arities = model.arities();
                choices = arities.length == choices.length ? choices : Arrays.copyOf(choices, arities.length);
                if (outcome == Model.Outcome.MOVED) {
                    transitions++;
                    int state = visited.add(model.low(), model.high(), from, thread, choices);
                    graph.step(Math.max(state, ~state), model.label(mark), actions.number(thread, choices));
                    if (state >= 0) {
                        model.push();
                    }
                }
                model.rollback(mark);
                choices = Scripts.next(choices, arities);
            } while (choices != Scripts.END);
        }
        if (!unfinished) {
            model.ended();
            finals.add(from);
        }
    }

    /// The states in which every thread has ended, by number.
    public List<Integer> finals() {
        return finals;
    }

    public long states() {
        return visited.size();
    }

    /// A shortest path to a state.
    public List<Step> path(int state) {
        return visited.path(state);
    }

    /// What a dimension may cost on the way to each final state. Where a counter goes with its object there is no
    /// telling:
    /// null.
    public @org.jspecify.annotations.Nullable Dimension dimension(int dimension) {
        long[] price = new long[model.labels()];
        for (int label = 0; label < price.length; label++) {
            price[label] = dimension < model.dimensions() ? model.cost(label, dimension) : 0;
            if (price[label] < 0) {
                return null;
            }
        }
        return new Dimension(price);
    }

    /// One dimension's costs.
    public final class Dimension {
        private final long[] price;
        private final CostGraph.Reach least;
        private final CostGraph.Reach greatest;

        private Dimension(long[] price) {
            this.price = price;
            least = graph.least(price);
            greatest = graph.greatest(price);
        }

        /// What the paths to a state cost.
        public Range range(int state) {
            return new Range(least.cost()[state], greatest.cost()[state]);
        }

        /// What the paths to all final states cost; there must be one.
        public Range range() {
            long low = UNBOUNDED;
            long high = 0;
            for (int state : finals) {
                low = Math.min(low, least.cost()[state]);
                high = Math.max(high, greatest.cost()[state]);
            }
            return new Range(low, high);
        }

        /// A cheapest path to a state.
        public List<Step> cheapest(int state) {
            return steps(graph.path(least, state));
        }

        /// A dearest path to a state; where there is none, one that goes round a cycle that costs something so many
        /// times.
        public List<Step> dearest(int state, int times) {
            return steps(
                    greatest.cost()[state] == UNBOUNDED
                            ? graph.lasso(greatest, state, price, times)
                            : graph.path(greatest, state));
        }

        /// A cheapest path to a final state: of those the first.
        public List<Step> cheapest() {
            long low = range().least();
            return cheapest(finals.stream()
                    .filter(s -> least.cost()[s] == low)
                    .findFirst()
                    .orElseThrow());
        }

        /// A dearest path to a final state, once round a cycle where there is none.
        public List<Step> dearest() {
            long high = range().greatest();
            return dearest(
                    finals.stream()
                            .filter(s -> greatest.cost()[s] == high)
                            .findFirst()
                            .orElseThrow(),
                    1);
        }

        private List<Step> steps(List<Integer> path) {
            return path.stream().map(actions::step).toList();
        }
    }
}
