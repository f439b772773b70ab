package dev.quire.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Among the shortest paths to what a search has found, one on which threads take turns least often.
///
/// How few turns lead on from a state depends on who stepped last, so that is not known when a state is first met. This
/// search goes through the layers once more, no deeper than the findings, and keeps for each state and thread the least
/// number of turns on a shortest path to the state that ends with a step of the thread. All states of a layer are
/// expanded before those of the next, so that it is final when it is looked at. Of equals the one stands that comes
/// first in the order in which steps are tried.
///
/// A violation, a witness, a deadlock and a failed step may be found in another state of the same depth; a race and a
/// run without an end keep the state that they were found in. A finding beyond the limits keeps its path.
public final class FewestSwitches extends Expansion {
    /// States that such a search may visit.
    public static final int MOST_STATES = 1_000_000;

    private static final int UNREACHED = Integer.MAX_VALUE / 2;

    private final LayeredModel model;
    private final Limits limits;
    private final int mostStates;
    private final int threads;
    private final Judge judge;
    private final Visited visited = new Visited();
    private final Actions actions = new Actions();
    private final List<Target> targets = new ArrayList<>();

    /// By state * threads + thread: the turns so far, and by which step from which state, and from whose step to that.
    private int[] turns = new int[1 << 10];

    private int[] before = new int[1 << 10];
    private int[] action = new int[1 << 10];
    private byte[] prior = new byte[1 << 10];

    /// The place of that path among those to the same layer, in the order in which steps are tried.
    private int[] rank = new int[1 << 10];

    /// Where the model keeps the states of the next layer, and the number of the first of them.
    private long[] kept = new long[1 << 8];

    private int next;

    /// The state that is expanded, its depth, and who came to it with the fewest turns.
    private int from;

    private int depth;
    private int deepest;
    private int closest;

    /// What is looked for: a finding that has a shortest path, `length` steps long.
    private static final class Target {
        private final Finding finding;
        private final int length;

        /// Whether it must be found in this state.
        private final boolean exact;

        private long low;
        private long high;
        private int turns = UNREACHED;
        private int rank;
        private List<Step> path = List.of();

        Target(Finding finding) {
            this.finding = finding;
            length = finding.path().size();
            exact = finding.what() == Finding.What.RACE
                    || finding.what() == Finding.What.VIOLATION
                            && !finding.text().isEmpty();
        }

        /// Whether it is a step, and not a state, that shows it.
        boolean isStep() {
            return finding.what() == Finding.What.FAILURE || finding.what() == Finding.What.RACE;
        }

        /// The depth of the states in which it is looked for.
        int depth() {
            return isStep() ? length - 1 : length;
        }
    }

    /// For what a search of the model, or of one like it, has found. The model goes from layer to layer here: what
    /// waits in it is dropped.
    public FewestSwitches(LayeredModel model, Limits limits) {
        this(model, limits, MOST_STATES);
    }

    /// For tests, with fewer states.
    FewestSwitches(LayeredModel model, Limits limits, int mostStates) {
        super(model);
        this.model = model;
        this.limits = limits;
        this.mostStates = mostStates;
        threads = model.threads();
        judge = new Judge(model);
    }

    /// The same findings along paths with the fewest turns.
    public List<Finding> search(List<Finding> findings) {
        model.drop();
        findings.stream()
                .filter(f -> f.shortest() && switches(f.path()) > 0)
                .map(Target::new)
                .forEach(targets::add);
        targets.stream().filter(t -> t.exact).forEach(this::fixState);
        deepest = targets.stream().mapToInt(Target::depth).max().orElse(-1);
        int done = layers();
        model.drop();
        List<Finding> all = new ArrayList<>();
        for (Finding f : findings) {
            Target target = targets.stream()
                    .filter(t -> t.finding == f && t.depth() <= done && t.turns < UNREACHED)
                    .findFirst()
                    .orElse(null);
            boolean fewest = f.shortest() && switches(f.path()) == 0;
            all.add(target != null ? f.withFewest(target.path) : fewest ? f.withFewest(f.path()) : f);
        }
        return all;
    }

    /// How often another thread goes on along a path.
    public static int switches(List<Step> path) {
        return (int) IntStream.range(1, path.size())
                .filter(i -> path.get(i).thread() != path.get(i - 1).thread())
                .count();
    }

    private void fixState(Target target) {
        model.restart();
        for (Step step : target.finding.path().subList(0, target.depth())) {
            model.step(step.thread(), step.script());
        }
        target.low = model.low();
        target.high = model.high();
    }

    /// Goes through the layers down to the deepest; the last that was looked at in full.
    private int layers() {
        if (deepest < 0) {
            return -1;
        }
        model.restart();
        add(model.low(), model.high(), 0, Scripts.NONE);
        boolean expands = targets.stream().anyMatch(t -> t.depth() == deepest && !t.exact && !inEvery(t.finding));
        // Whoever begins takes over from nobody.
        Arrays.fill(turns, 0, threads, 0);
        kept[0] = model.keep();
        int state = 0;
        for (depth = 0; depth <= deepest; depth++) {
            int first = state;
            next = visited.size();
            long[] layer = Arrays.copyOf(kept, next - first);
            model.turn();
            if (first < next) {
                model.approach(model, layer[0]);
            }
            order(first);
            for (; state < next; state++) {
                if (visited.size() > mostStates || stops(state)) {
                    return depth - 1;
                }
                from = state;
                model.fetch(model, layer[state - first]);
                chooseClosest();
                look();
                if (depth < deepest || expands) {
                    expand();
                }
            }
        }
        return deepest;
    }

    /// Gives the paths to the states from `first` on, a layer, their places: by that of the path before the last step,
    /// then by the step.
    private void order(int first) {
        if (depth == 0) {
            return;
        }
        int[] places = actions.places();
        long[] keys = new long[(next - first) * threads];
        int count = 0;
        for (int i = at(first, 0); i < at(next, 0); i++) {
            if (turns[i] < UNREACHED) {
                keys[count++] = key(i, places);
            }
        }
        Arrays.sort(keys, 0, count);
        for (int i = at(first, 0); i < at(next, 0); i++) {
            if (turns[i] < UNREACHED) {
                // Two paths differ in their last steps or before, so no key is there twice.
                rank[i] = Arrays.binarySearch(keys, 0, count, key(i, places));
            }
        }
    }

    private long key(int i, int[] places) {
        return (long) rank[at(before[i], prior[i])] << Integer.SIZE | places[action[i]];
    }

    private void chooseClosest() {
        closest = 0;
        for (int thread = 1; thread < threads; thread++) {
            if (comesBefore(thread, 0, closest, 0)) {
                closest = thread;
            }
        }
    }

    /// Whether the way to the state that is expanded by a step of one thread is better than that by another's, with so
    /// many turns added.
    private boolean comesBefore(int thread, int added, int other, int addedToOther) {
        int one = at(from, thread);
        int two = at(from, other);
        return turns[one] + added < turns[two] + addedToOther
                || turns[one] + added == turns[two] + addedToOther && rank[one] < rank[two];
    }

    private boolean stops(int expanded) {
        return expanded % Limits.ASK_EVERY == Limits.ASK_EVERY - 1
                && !limits.stop(
                                visited.bytes() + model.waitingBytes() + 17L * turns.length,
                                new Limits.Progress(visited.size(), visited.size() - (long) expanded, 0, depth))
                        .isEmpty();
    }

    private int at(int state, int thread) {
        return state * threads + thread;
    }

    /// Looks whether the state that the model is in shows what is looked for at its depth.
    private void look() {
        for (Target t : targets) {
            Finding f = t.finding;
            if (t.depth() != depth) {
                continue;
            }
            if (t.exact) {
                if (t.low == model.low() && t.high == model.high()) {
                    found(t, t.isStep() ? f.path().getLast() : null);
                }
            } else if (inEvery(f)) {
                judged(t);
            }
        }
    }

    private boolean inEvery(Finding f) {
        return f.property() >= 0 && judge.inEvery(f.property());
    }

    private void judged(Target t) {
        Judge.Verdict verdict = judge.verdict(t.finding.property(), model.judge(t.finding.property()));
        if (verdict == (t.finding.what() == Finding.What.WITNESS ? Judge.Verdict.WITNESSED : Judge.Verdict.VIOLATED)) {
            found(t, null);
        }
    }

    /// A target is found in the state that is expanded, after one more step if there is one.
    private void found(Target t, @Nullable Step then) {
        int last = then == null ? closest : lastBefore(then.thread());
        int count = turns[at(from, last)] + (then == null || then.thread() == last ? 0 : 1);
        if (count < t.turns || count == t.turns && rank[at(from, last)] < t.rank) {
            t.turns = count;
            t.rank = rank[at(from, last)];
            t.path = path(from, last);
            if (then != null) {
                t.path.add(then);
            }
        }
    }

    /// Whose step a thread best follows in the state that is expanded.
    private int lastBefore(int thread) {
        return comesBefore(closest, 1, thread, 0) ? closest : thread;
    }

    private List<Step> path(int state, int thread) {
        List<Step> steps = new ArrayList<>();
        int last = thread;
        for (int s = state; s != 0; ) {
            int i = at(s, last);
            steps.add(actions.step(action[i]));
            s = before[i];
            last = prior[i];
        }
        Collections.reverse(steps);
        return steps;
    }

    /// A step leads to a state: whether for the first time. What lies behind the deepest states is of no interest.
    private boolean add(long low, long high, int thread, int[] choices) {
        if (depth == deepest && next > 0) {
            return false;
        }
        int state = visited.add(low, high, from, thread, choices);
        boolean fresh = state >= 0;
        state = fresh ? state : ~state;
        if (fresh) {
            room(state);
        }
        if (state >= next) {
            int last = lastBefore(thread);
            int count = turns[at(from, last)] + (last == thread ? 0 : 1);
            int i = at(state, thread);
            // Of one state the steps are tried in their order.
            if (count < turns[i]
                    || count == turns[i] && depth > 0 && rank[at(from, last)] < rank[at(before[i], prior[i])]) {
                turns[i] = count;
                before[i] = from;
                action[i] = actions.number(thread, choices);
                prior[i] = (byte) last;
            }
        }
        return fresh;
    }

    private void room(int state) {
        int end = at(state + 1, 0);
        if (end > turns.length) {
            int length = Math.max(end, turns.length * 2);
            turns = Arrays.copyOf(turns, length);
            before = Arrays.copyOf(before, length);
            action = Arrays.copyOf(action, length);
            prior = Arrays.copyOf(prior, length);
            rank = Arrays.copyOf(rank, length);
        }
        Arrays.fill(turns, at(state, 0), end, UNREACHED);
        if (state - next >= kept.length) {
            kept = Arrays.copyOf(kept, kept.length * 2);
        }
    }

    /// Keeps the state that the model is in, the last that was added.
    private void keep() {
        kept[visited.size() - 1 - next] = model.keep();
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
        if (outcome == Model.Outcome.MOVED && add(model.low(), model.high(), thread, choices)) {
            keep();
        }
        if (outcome == Model.Outcome.FAILED) {
            for (Target t : targets) {
                if (t.finding.what() == Finding.What.FAILURE
                        && t.depth() == depth
                        && t.finding.text().equals(model.failure())) {
                    found(t, Step.of(thread, choices));
                }
            }
        }
        while (model.race() >= 0) {
            // Told before, by the search that found it.
            continue;
        }
    }

    @Override
    void foreseen(int slot, int thread, int[] choices, long low, long high) {
        if (add(low, high, thread, choices)) {
            long mark = model.mark();
            take(slot);
            keep();
            model.rollback(mark);
        }
    }

    @Override
    void stuck() {
        targets.stream()
                .filter(t -> t.finding.what() == Finding.What.DEADLOCK && t.depth() == depth)
                .forEach(t -> found(t, null));
    }

    @Override
    void ended() {
        targets.stream()
                .filter(t -> t.depth() == depth && !t.exact)
                .filter(t -> t.finding.property() >= 0 && !inEvery(t.finding))
                .forEach(this::judged);
    }
}
