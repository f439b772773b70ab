package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exhaustive breadth-first search, unreduced: what it finds first is shortest. The order of visits depends on nothing
/// but the model. States are expanded in the order of their numbers, so the queue needs to know nothing of them.
public final class BreadthFirst {
    private static final int ASK_EVERY = 1 << 12;
    private static final int[] NO_CHOICE = {};
    private static final int[] END = {};

    private final Model model;
    private final Limits limits;
    private final boolean first;
    private final Visited visited = new Visited();
    private final List<Finding> findings = new ArrayList<>();
    private final Model.Kind[] kinds;
    private final boolean[] settled;

    /// For `eventually`: the runs, and for each such property the states in which it holds.
    private final @Nullable RunGraph runs;

    private final BitSet[] holding;
    private final boolean[] known;
    private final boolean[] moved;
    private boolean failed;
    private boolean deadlocked;
    private boolean violated;
    private long transitions;

    /// Whether a step of the state that is expanded moved or failed.
    private boolean any;

    private int waiting;
    private final int[] waitingThread = new int[Model.SLOTS];
    private final int[][] waitingChoices = new int[Model.SLOTS][];
    private final long[] waitingLow = new long[Model.SLOTS];
    private final long[] waitingHigh = new long[Model.SLOTS];

    /// What the fetches returned, added up, so that they are not left out.
    private int fetched;

    /// With `first` the search stops at the first violation.
    public BreadthFirst(Model model, Limits limits, boolean first) {
        this.model = model;
        this.limits = limits;
        this.first = first;
        kinds = new Model.Kind[model.properties()];
        Arrays.setAll(kinds, model::kind);
        settled = new boolean[kinds.length];
        runs = Arrays.asList(kinds).contains(Model.Kind.EVENTUALLY) ? new RunGraph(model.threads()) : null;
        holding = new BitSet[kinds.length];
        Arrays.setAll(holding, p -> new BitSet());
        known = new boolean[kinds.length];
        moved = new boolean[model.threads()];
    }

    /// Searches from the model's initial state.
    public Outcome search() {
        model.restart();
        visited.add(model.low(), model.high(), 0, 0, NO_CHOICE);
        judge(0, true);
        for (int race = model.race(); race >= 0; race = model.race()) {
            findings.add(new Finding(Finding.What.RACE, race, model.raceName(race), List.of()));
        }
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
                limit = "the depth limit of " + depth + " steps was reached";
                break;
            }
            try {
                model.pull();
                if (runs != null) {
                    runs.state();
                    hold(state);
                }
                expand(state++);
                limit = limit(state, depth);
            } catch (OutOfMemoryError full) {
                model.drop();
                limit = "the memory was full";
            }
        }
        if (runs != null && limit.isEmpty()) {
            judgeRuns(runs);
        }
        return new Outcome(visited.size(), transitions, depth, visited.bytes(), limit, findings, known, moved);
    }

    /// Notes for which `eventually` the present state is a good one.
    private void hold(int state) {
        for (int p = 0; p < kinds.length; p++) {
            if (kinds[p] == Model.Kind.EVENTUALLY && model.judge(p) == Model.Truth.TRUE) {
                holding[p].set(state);
            }
        }
    }

    private void judgeRuns(RunGraph graph) {
        for (int p = 0; p < kinds.length; p++) {
            if (kinds[p] == Model.Kind.EVENTUALLY && !settled[p]) {
                RunGraph.FairRun run = graph.without(holding[p]);
                known[p] |= run != null || !holding[p].isEmpty();
                if (run != null) {
                    settled[p] = true;
                    violated = true;
                    findings.add(new Finding(
                            Finding.What.VIOLATION, p, Long.toBinaryString(run.stepping()), visited.path(run.state())));
                }
            }
        }
    }

    private String limit(int expanded, int depth) {
        if (first && violated) {
            return "stopped at the first violation";
        }
        if (visited.size() > limits.states()) {
            return "the limit of " + limits.states() + " states was reached";
        }
        if (expanded % ASK_EVERY == 0) {
            if (visited.bytes() + model.waitingBytes() > limits.bytes()) {
                return "the limit of " + (limits.bytes() >> 20) + " MiB was reached";
            }
            return limits.monitor()
                    .stop(new Limits.Progress(visited.size(), visited.size() - expanded, transitions, depth));
        }
        return "";
    }

    private void expand(int from) {
        any = false;
        boolean unfinished = false;
        for (int thread = 0; thread < moved.length; thread++) {
            int[] choices = NO_CHOICE;
            do {
                Model.Outcome outcome = model.foresee(waiting, thread, choices);
                boolean foreseen = outcome != null;
                long mark = 0;
                if (!foreseen) {
                    settle(from);
                    mark = model.mark();
                    outcome = model.step(thread, choices);
                }
                if (outcome == Model.Outcome.FINISHED) {
                    moved[thread] = true;
                    break;
                }
                unfinished = true;
                int[] arities = model.arities();
                if (arities.length != choices.length) {
                    choices = Arrays.copyOf(choices, arities.length);
                }
                if (!foreseen) {
                    taken(outcome, from, thread, choices);
                    model.rollback(mark);
                } else if (outcome == Model.Outcome.MOVED) {
                    put(thread, choices, from);
                }
                choices = arities.length == 0 ? END : next(choices, arities);
            } while (choices != END);
        }
        settle(from);
        if (!any && unfinished && !deadlocked) {
            deadlocked = true;
            violated = true;
            findings.add(new Finding(Finding.What.DEADLOCK, -1, "no thread can go on", visited.path(from)));
        }
        if (!any && !unfinished) {
            model.ended();
            for (int p = 0; p < settled.length; p++) {
                if (kinds[p] == Model.Kind.FINALLY || kinds[p] == Model.Kind.EVENTUALLY) {
                    note(p, model.judge(p), from);
                }
            }
        }
    }

    /// A step that was tried: the model stands where it led to.
    private void taken(Model.@Nullable Outcome outcome, int from, int thread, int[] choices) {
        if (outcome == Model.Outcome.MOVED) {
            any = true;
            moved[thread] = true;
            transitions++;
            int state = visited.add(model.low(), model.high(), from, thread, choices);
            if (runs != null) {
                runs.step(thread, Math.max(state, ~state));
            }
            if (state >= 0) {
                judge(state, false);
                model.push();
            }
        } else if (outcome == Model.Outcome.FAILED) {
            any = true;
            transitions++;
            if (runs != null) {
                runs.fails(thread);
            }
            fail(from, thread, choices);
        }
        noteRace(from, thread, choices);
    }

    /// A foreseen step waits, while memory fetches what `visited` knows of its state.
    private void put(int thread, int[] choices, int from) {
        any = true;
        moved[thread] = true;
        transitions++;
        waitingThread[waiting] = thread;
        waitingChoices[waiting] = choices;
        waitingLow[waiting] = model.foreseenLow(waiting);
        waitingHigh[waiting] = model.foreseenHigh(waiting);
        if (++waiting == Model.SLOTS) {
            settle(from);
        }
    }

    /// Takes those of the foreseen steps that lead to states not seen before.
    private void settle(int from) {
        int seen = 0;
        for (int i = 0; i < waiting; i++) {
            seen += visited.fetchSlot(waitingLow[i]);
        }
        for (int i = 0; i < waiting; i++) {
            seen += (int) visited.fetchPrint(waitingLow[i], waitingHigh[i]);
        }
        fetched += seen;
        for (int i = 0; i < waiting; i++) {
            int state = visited.add(waitingLow[i], waitingHigh[i], from, waitingThread[i], waitingChoices[i]);
            if (runs != null) {
                runs.step(waitingThread[i], Math.max(state, ~state));
            }
            if (state >= 0) {
                long mark = model.mark();
                model.take(i);
                judge(state, false);
                model.push();
                model.rollback(mark);
            }
        }
        waiting = 0;
    }

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

    private static Step step(int thread, int[] choices) {
        return new Step(thread, Arrays.stream(choices).boxed().toList());
    }

    private List<Step> path(int from, List<Step> then) {
        List<Step> path = new ArrayList<>(visited.path(from));
        path.addAll(then);
        return path;
    }

    private void noteRace(int from, int thread, int[] choices) {
        for (int race = model.race(); race >= 0; race = model.race()) {
            findings.add(new Finding(
                    Finding.What.RACE, race, model.raceName(race), path(from, List.of(step(thread, choices)))));
        }
    }

    private void fail(int from, int thread, int[] choices) {
        if (!failed) {
            failed = true;
            violated = true;
            findings.add(
                    new Finding(Finding.What.FAILURE, -1, model.failure(), path(from, List.of(step(thread, choices)))));
        }
    }

    /// A property that cannot differ from the state before has the value that it had there: none that settles it.
    private void judge(int state, boolean always) {
        for (int p = 0; p < settled.length; p++) {
            boolean inEvery = kinds[p] != Model.Kind.FINALLY && kinds[p] != Model.Kind.EVENTUALLY;
            if (!settled[p] && inEvery && (always || model.mayDiffer(p))) {
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
        Model.Kind kind = kinds[property];
        boolean bad = kind == Model.Kind.NEVER ? holds : kind != Model.Kind.EXISTS && !holds;
        if ((bad || kind == Model.Kind.EXISTS && holds) && !settled[property]) {
            settled[property] = true;
            violated |= bad;
            findings.add(new Finding(
                    bad ? Finding.What.VIOLATION : Finding.What.WITNESS, property, "", visited.path(state)));
        }
    }
}
