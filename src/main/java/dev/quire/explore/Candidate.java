package dev.quire.explore;

import java.util.Comparator;

/// What a worker found in a layer, before it is known whether it is the first of its kind: while expanding the state of
/// this rank and number, at the step `action`, or, where that is `AT_END`, after all steps. `state` is where the path
/// to
/// it ends, before the step where `then` says so.
record Candidate(
        int rank, int action, Finding.What what, int property, String text, String name, int state, boolean then) {
    static final int AT_END = -1;

    /// The order in which one worker alone would find them.
    static Comparator<Candidate> order(SharedActions actions) {
        return (a, b) -> {
            if (a.rank != b.rank) {
                return Integer.compare(a.rank, b.rank);
            }
            if (a.action != b.action) {
                return a.action == AT_END ? 1 : b.action == AT_END ? -1 : actions.compare(a.action, b.action);
            }
            return Integer.compare(a.property, b.property);
        };
    }

    /// Candidates of one kind are one finding.
    String kind() {
        return what + " " + (what == Finding.What.RACE ? name : String.valueOf(property));
    }
}
