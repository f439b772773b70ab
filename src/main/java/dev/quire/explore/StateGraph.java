package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The first states of a model, in the order in which a breadth-first search numbers them, with all steps between them:
/// to be drawn. State 0 is the initial one.
///
/// @param ends the states in which every thread has ended
/// @param stuck those in which no thread can go on, and one has not ended
/// @param more those with a step to a state that is left out
public record StateGraph<P>(int states, List<Edge<P>> edges, Set<Integer> ends, Set<Integer> stuck, Set<Integer> more) {
    /// Where a step leads when it fails.
    public static final int FAILURE = -1;

    /// A step from a state to a state, and where its thread stood.
    public record Edge<P>(int from, int to, Step step, P place) {}

    /// Whether every state is there.
    public boolean whole() {
        return more.isEmpty();
    }

    /// The steps of a path, as far as it stays within the graph.
    public List<Edge<P>> along(List<Step> path) {
        List<Edge<P>> way = new ArrayList<>();
        int at = 0;
        for (Step step : path) {
            Edge<P> next = step(at, step);
            if (next == null) {
                return way;
            }
            way.add(next);
            at = next.to;
        }
        return way;
    }

    private @Nullable Edge<P> step(int from, Step step) {
        return edges.stream()
                .filter(e -> e.from == from && e.step.equals(step))
                .findFirst()
                .orElse(null);
    }

    /// The first `most` states of a model; `place` tells where a thread stands in the state that the model is in.
    public static <P> StateGraph<P> of(LayeredModel model, int most, IntFunction<P> place) {
        return new Drawing<>(model, most, place).graph();
    }

    private static final class Drawing<P> extends Expansion {
        private final LayeredModel model;
        private final int most;
        private final IntFunction<P> place;
        private final Visited visited = new Visited();
        private final List<Edge<P>> edges = new ArrayList<>();
        private final Set<Integer> ends = new TreeSet<>();
        private final Set<Integer> stuck = new TreeSet<>();
        private final Set<Integer> more = new TreeSet<>();
        private long[] kept = new long[1 << 8];
        private int next;
        private int from;
        private List<P> places = List.of();

        Drawing(LayeredModel model, int most, IntFunction<P> place) {
            super(model);
            this.model = model;
            this.most = most;
            this.place = place;
        }

        StateGraph<P> graph() {
            model.restart();
            visited.add(model.low(), model.high(), 0, 0, Scripts.NONE);
            kept[0] = model.keep();
            int state = 0;
            while (state < Math.min(visited.size(), most)) {
                int first = state;
                next = visited.size();
                long[] layer = Arrays.copyOf(kept, next - first);
                model.turn();
                model.approach(model, layer[0]);
                for (; state < Math.min(next, most); state++) {
                    from = state;
                    model.fetch(model, layer[state - first]);
                    places = new ArrayList<>();
                    for (int t = 0; t < model.threads(); t++) {
                        places.add(place.apply(t));
                    }
                    expand();
                }
            }
            model.drop();
            return new StateGraph<>(Math.min(visited.size(), most), edges, ends, stuck, more);
        }

        /// A step leads to a state: whether it is one to be kept.
        private boolean leads(long low, long high, int thread, int[] choices) {
            int state = visited.add(low, high, from, thread, choices);
            int number = Math.max(state, ~state);
            if (number >= most) {
                more.add(from);
                return false;
            }
            edges.add(new Edge<>(from, number, Step.of(thread, choices), places.get(thread)));
            return state >= 0;
        }

        private void keep() {
            int at = visited.size() - 1 - next;
            if (at == kept.length) {
                kept = Arrays.copyOf(kept, at * 2);
            }
            kept[at] = model.keep();
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
        void moved(int thread) {}

        @Override
        void taken(Model.Outcome outcome, int thread, int[] choices) {
            if (outcome == Model.Outcome.FAILED) {
                edges.add(new Edge<>(from, FAILURE, Step.of(thread, choices), places.get(thread)));
            } else if (outcome == Model.Outcome.MOVED && leads(model.low(), model.high(), thread, choices)) {
                keep();
            }
        }

        @Override
        void foreseen(int slot, int thread, int[] choices, long low, long high) {
            if (leads(low, high, thread, choices)) {
                long mark = model.mark();
                take(slot);
                keep();
                model.rollback(mark);
            }
        }

        @Override
        void stuck() {
            stuck.add(from);
        }

        @Override
        void ended() {
            ends.add(from);
        }
    }
}
