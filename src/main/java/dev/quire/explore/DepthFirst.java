package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exhaustive depth-first search, unreduced: the states and transitions of `BreadthFirst`, for no memory but that of
/// the
/// states seen and of one path, along which the model goes back by its journal. What it finds is not shortest.
public final class DepthFirst {
    private final Model model;
    private final @Nullable Foresight foresight;
    private final Limits limits;
    private final boolean first;
    private final Visited visited = new Visited();
    private final Notebook notes;
    private long transitions;
    private int deepest;
    private boolean cut;

    // The path: for each state on it where its expansion stands.
    private int top;
    private int[] state = new int[64];
    private long[] mark = new long[64];
    private int[] thread = new int[64];
    private int[][] choices = new int[64][];
    private boolean[] any = new boolean[64];
    private boolean[] unfinished = new boolean[64];

    /// With `first` the search stops at the first violation.
    public DepthFirst(Model model, Limits limits, boolean first) {
        this.model = model;
        foresight = model.foresight();
        this.limits = limits;
        this.first = first;
        notes = new Notebook(model);
    }

    /// Searches from the model's initial state.
    public Outcome search() {
        model.restart();
        visited.add(model.low(), model.high(), 0, 0, Scripts.NONE);
        notes.arrived(true, List::of);
        notes.races(List::of);
        String limit = "";
        try {
            enter(0);
            long steps = 0;
            while (top > 0 && limit.isEmpty()) {
                if (thread[top - 1] < model.threads()) {
                    step();
                } else {
                    leave();
                }
                limit = limit(++steps);
            }
        } catch (OutOfMemoryError full) {
            limit = Limits.FULL;
        }
        return notes.outcome(visited.size(), transitions, deepest, visited.bytes(), limit.isEmpty() ? unseen() : limit);
    }

    /// Why a search that has come to its end has not seen everything.
    private String unseen() {
        if (cut) {
            return limits.tooDeep();
        }
        return notes.has(Model.Kind.EVENTUALLY) ? "`eventually` is judged on endless runs breadth first only" : "";
    }

    private String limit(long steps) {
        if (first && notes.violated()) {
            return Limits.FIRST_VIOLATION;
        }
        String states = limits.tooMany(visited.size());
        if (!states.isEmpty() || steps % Limits.ASK_EVERY != 0) {
            return states;
        }
        return limits.stop(visited.bytes(), new Limits.Progress(visited.size(), top, transitions, deepest));
    }

    private void enter(int number) {
        if (top == state.length) {
            int length = top * 2;
            state = Arrays.copyOf(state, length);
            mark = Arrays.copyOf(mark, length);
            thread = Arrays.copyOf(thread, length);
            choices = Arrays.copyOf(choices, length);
            any = Arrays.copyOf(any, length);
            unfinished = Arrays.copyOf(unfinished, length);
        }
        state[top] = number;
        mark[top] = model.mark();
        choices[top] = Scripts.NONE;
        any[top] = false;
        unfinished[top] = false;
        deepest = Math.max(deepest, top);
        // At the limit nothing is tried.
        thread[top] = top == limits.depth() ? model.threads() : 0;
        if (top == limits.depth()) {
            cut = true;
            any[top] = true;
        }
        top++;
    }

    /// Every step of the last state on the path has been tried.
    private void leave() {
        int at = top - 1;
        if (!any[at] && unfinished[at]) {
            notes.stuck(() -> visited.path(state[at]));
        }
        if (!any[at] && !unfinished[at]) {
            model.ended();
            notes.ended(() -> visited.path(state[at]));
        }
        top--;
        if (top > 0) {
            model.rollback(mark[top - 1]);
        }
    }

    /// Tries the next step of the last state on the path, and goes where it leads if nobody was there before.
    private void step() {
        int at = top - 1;
        int by = thread[at];
        int[] script = choices[at];
        Model.Outcome outcome = foresight == null ? null : foresight.foresee(0, by, script);
        Foresight foreseeing = outcome == null ? null : foresight;
        if (outcome == null) {
            outcome = model.step(by, script);
        }
        if (outcome == Model.Outcome.FINISHED) {
            notes.moved(by);
            thread[at]++;
            return;
        }
        unfinished[at] = true;
        int[] arities = model.arities();
        if (arities.length != script.length) {
            script = Arrays.copyOf(script, arities.length);
        }
        choices[at] = arities.length == 0 ? Scripts.END : Scripts.next(script, arities);
        if (choices[at] == Scripts.END) {
            thread[at]++;
            choices[at] = Scripts.NONE;
        }
        if (outcome == Model.Outcome.MOVED) {
            any[at] = true;
            notes.moved(by);
            transitions++;
            moved(at, by, script, foreseeing);
        } else if (outcome == Model.Outcome.FAILED) {
            any[at] = true;
            transitions++;
            int[] taken = script;
            notes.failed(() -> path(at, by, taken));
            notes.races(() -> path(at, by, taken));
            model.rollback(mark[at]);
        }
    }

    /// A step that moves: taken already, unless it is foreseen.
    private void moved(int at, int by, int[] script, @Nullable Foresight foreseeing) {
        long low = foreseeing != null ? foreseeing.foreseenLow(0) : model.low();
        long high = foreseeing != null ? foreseeing.foreseenHigh(0) : model.high();
        int number = visited.add(low, high, state[at], by, script);
        if (number >= 0 && foreseeing != null) {
            foreseeing.take(0);
        }
        if (foreseeing == null) {
            notes.races(() -> path(at, by, script));
        }
        if (number >= 0) {
            notes.arrived(false, () -> visited.path(number));
            enter(number);
        } else if (foreseeing == null) {
            model.rollback(mark[at]);
        }
    }

    private List<Step> path(int at, int by, int[] script) {
        List<Step> path = new ArrayList<>(visited.path(state[at]));
        path.add(Step.of(by, script));
        return path;
    }
}
