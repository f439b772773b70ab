package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Runs from the initial state, each step by a random thread with random alternatives: the same for the same seed. What
/// they find is so; that they find nothing says little.
public final class RandomWalks {
    private final Model model;
    private final Limits limits;
    private final boolean first;
    private final long walks;
    private final long seed;
    private final Random random;
    private final Visited visited = new Visited();

    /// Those of the states in which every thread has ended.
    private final Visited last = new Visited();

    private final Notebook notes;
    private final List<Step> path = new ArrayList<>();
    private final int[] order;
    private long transitions;
    private int deepest;

    /// With `first` the search stops at the first violation. A walk ends at the latest at the depth limit.
    public RandomWalks(Model model, Limits limits, boolean first, long walks, long seed) {
        this.model = model;
        this.limits = limits;
        this.first = first;
        this.walks = walks;
        this.seed = seed;
        random = new Random(seed);
        notes = new Notebook(model);
        order = new int[model.threads()];
        Arrays.setAll(order, t -> t);
    }

    public Outcome search() {
        String limit = "";
        try {
            for (long walk = 0; walk < walks && limit.isEmpty(); walk++) {
                model.restart();
                path.clear();
                arrive(true);
                notes.races(this::path);
                while (path.size() < limits.depth() && step()) {
                    deepest = Math.max(deepest, path.size());
                }
                limit = limit();
            }
        } catch (OutOfMemoryError full) {
            limit = Limits.FULL;
        }
        String part = walks + (walks == 1 ? " random walk" : " random walks") + " with seed " + seed + " see a part";
        return notes.outcome(visited.size(), transitions, deepest, visited.bytes(), limit.isEmpty() ? part : limit);
    }

    private String limit() {
        if (first && notes.violated()) {
            return Limits.FIRST_VIOLATION;
        }
        String states = limits.tooMany(visited.size());
        return states.isEmpty()
                ? limits.stop(visited.bytes(), new Limits.Progress(visited.size(), 0, transitions, deepest))
                : states;
    }

    private List<Step> path() {
        return List.copyOf(path);
    }

    /// Whether nobody was in this state before.
    private boolean arrive(boolean due) {
        boolean fresh = visited.add(model.low(), model.high(), 0, 0, Scripts.NONE) >= 0;
        // What led here differs from walk to walk, so that all properties are due.
        if (fresh) {
            notes.arrived(due, this::path);
        }
        return fresh;
    }

    /// Takes one step; false when there is none, or when it fails.
    private boolean step() {
        boolean unfinished = false;
        for (int i = 0; i < order.length; i++) {
            int other = i + random.nextInt(order.length - i);
            int thread = order[other];
            order[other] = order[i];
            order[i] = thread;
            long mark = model.mark();
            Model.Outcome outcome = model.step(thread, Scripts.NONE);
            if (outcome == Model.Outcome.FINISHED) {
                notes.moved(thread);
                continue;
            }
            unfinished = true;
            int[] script = Scripts.NONE;
            while (model.arities().length > script.length) {
                // One more choice is met than the script holds: it takes any of its alternatives.
                int[] arities = model.arities();
                script = Arrays.copyOf(script, script.length + 1);
                script[script.length - 1] = random.nextInt(arities[script.length - 1]);
                model.rollback(mark);
                outcome = model.step(thread, script);
            }
            if (outcome == Model.Outcome.BLOCKED && script.length > 0) {
                script = movable(thread, mark);
                outcome = model.step(thread, script);
            }
            if (outcome != Model.Outcome.BLOCKED) {
                return taken(outcome, thread, script);
            }
        }
        if (unfinished) {
            notes.stuck(this::path);
        } else {
            boolean fresh = last.add(model.low(), model.high(), 0, 0, Scripts.NONE) >= 0;
            if (fresh) {
                model.ended();
                notes.ended(this::path);
            }
        }
        return false;
    }

    /// The first script with which a thread moves or fails; any where there is none.
    private int[] movable(int thread, long mark) {
        int[] script = Scripts.NONE;
        while (true) {
            Model.Outcome outcome = model.step(thread, script);
            int[] arities = model.arities();
            script = Arrays.copyOf(script, arities.length);
            if (outcome != Model.Outcome.BLOCKED) {
                model.rollback(mark);
                return script;
            }
            int[] next = Scripts.next(script, arities);
            if (next == Scripts.END) {
                return script;
            }
            script = next;
        }
    }

    private boolean taken(Model.Outcome outcome, int thread, int[] script) {
        transitions++;
        path.add(Step.of(thread, script));
        notes.races(this::path);
        if (outcome == Model.Outcome.FAILED) {
            notes.failed(this::path);
            return false;
        }
        notes.moved(thread);
        arrive(true);
        return true;
    }
}
