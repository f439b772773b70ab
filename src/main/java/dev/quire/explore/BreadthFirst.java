package dev.quire.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exhaustive breadth-first search, unreduced: what it finds first is shortest. The order of visits depends on nothing
/// but the model.
public final class BreadthFirst {
    private final Model model;
    private final long maxStates;
    private final int maxDepth;
    private final boolean first;
    private final Visited visited = new Visited();
    private final List<Finding> findings = new ArrayList<>();
    private final boolean[] settled;
    private final boolean[] known;
    private final boolean[] moved;
    private boolean failed;
    private boolean deadlocked;
    private long transitions;

    /// Stops after `maxStates` distinct states or `maxDepth` steps, and with `first` at the first violation.
    public BreadthFirst(Model model, long maxStates, int maxDepth, boolean first) {
        this.model = model;
        this.maxStates = maxStates;
        this.maxDepth = maxDepth;
        this.first = first;
        settled = new boolean[model.properties()];
        known = new boolean[model.properties()];
        moved = new boolean[model.threads()];
    }

    private record Entry(int state, int depth, @Nullable Object captured) {}

    /// Searches from the model's initial state.
    public Outcome search() {
        Deque<Entry> frontier = new ArrayDeque<>();
        model.restore(null);
        visited.add(model.low(), model.high(), 0, 0, new int[0]);
        judge(0);
        int race = model.race();
        if (race >= 0) {
            findings.add(new Finding(Finding.What.RACE, race, "", List.of()));
        }
        frontier.add(new Entry(0, 0, null));
        int depth = 0;
        String limit = "";
        while (!frontier.isEmpty()) {
            Entry entry = frontier.remove();
            depth = entry.depth();
            if (depth == maxDepth) {
                limit = "the depth limit of " + maxDepth + " steps was reached";
                continue;
            }
            try {
                model.restore(entry.captured());
                expand(entry, frontier);
            } catch (OutOfMemoryError full) {
                frontier.clear();
                limit = "the memory was full";
                break;
            }
            if (first
                    && (failed || deadlocked || findings.stream().anyMatch(f -> f.what() == Finding.What.VIOLATION))) {
                limit = "stopped at the first violation";
                break;
            }
            if (visited.size() > maxStates) {
                limit = "the limit of " + maxStates + " states was reached";
                break;
            }
        }
        return new Outcome(visited.size(), transitions, depth, limit, findings, known, moved);
    }

    private void expand(Entry entry, Deque<Entry> frontier) {
        boolean any = false;
        boolean unfinished = false;
        for (int thread = 0; thread < model.threads(); thread++) {
            int[] choices = new int[0];
            while (choices != END) {
                long mark = model.mark();
                Model.Outcome outcome = model.step(thread, choices);
                if (outcome == Model.Outcome.FINISHED) {
                    moved[thread] = true;
                    break;
                }
                unfinished = true;
                int[] arities = model.arities();
                choices = Arrays.copyOf(choices, arities.length);
                if (outcome == Model.Outcome.MOVED) {
                    any = true;
                    moved[thread] = true;
                    transitions++;
                    int state = visited.add(model.low(), model.high(), entry.state(), thread, choices);
                    if (state >= 0) {
                        judge(state);
                        frontier.add(new Entry(state, entry.depth() + 1, model.capture()));
                    }
                } else if (outcome == Model.Outcome.FAILED) {
                    any = true;
                    transitions++;
                    fail(entry, thread, choices);
                }
                int race = model.race();
                if (race >= 0) {
                    List<Step> path = new ArrayList<>(visited.path(entry.state()));
                    path.add(new Step(thread, Arrays.stream(choices).boxed().toList()));
                    findings.add(new Finding(Finding.What.RACE, race, "", path));
                }
                model.rollback(mark);
                choices = next(choices, arities);
            }
        }
        if (!any && unfinished && !deadlocked) {
            deadlocked = true;
            findings.add(new Finding(Finding.What.DEADLOCK, -1, "no thread can go on", visited.path(entry.state())));
        }
        if (!any && !unfinished) {
            for (int p = 0; p < settled.length; p++) {
                if (model.kind(p) == Model.Kind.FINALLY) {
                    note(p, model.judge(p), entry.state());
                }
            }
        }
    }

    private static final int[] END = new int[0];

    /// The next alternatives, the last choice turning fastest; END when all have been.
    private static int[] next(int[] choices, int[] arities) {
        for (int i = choices.length - 1; i >= 0; i--) {
            if (choices[i] + 1 < arities[i]) {
                int[] following = Arrays.copyOf(choices, i + 1);
                following[i]++;
                return following;
            }
        }
        return END;
    }

    private void fail(Entry entry, int thread, int[] choices) {
        if (!failed) {
            failed = true;
            List<Step> path = new ArrayList<>(visited.path(entry.state()));
            path.add(new Step(thread, Arrays.stream(choices).boxed().toList()));
            findings.add(new Finding(Finding.What.FAILURE, -1, model.failure(), path));
        }
    }

    private void judge(int state) {
        for (int p = 0; p < settled.length; p++) {
            if (!settled[p] && model.kind(p) != Model.Kind.FINALLY) {
                note(p, model.judge(p), state);
            }
        }
    }

    private void note(int property, Model.Truth truth, int state) {
        if (truth == Model.Truth.UNKNOWN) {
            return;
        }
        known[property] = true;
        boolean holds = truth == Model.Truth.TRUE;
        Model.Kind kind = model.kind(property);
        boolean violated = kind == Model.Kind.NEVER ? holds : kind != Model.Kind.EXISTS && !holds;
        if ((violated || kind == Model.Kind.EXISTS && holds) && !settled[property]) {
            settled[property] = true;
            findings.add(new Finding(
                    violated ? Finding.What.VIOLATION : Finding.What.WITNESS, property, "", visited.path(state)));
        }
    }
}
