package dev.quire.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/// The search of `BreadthFirst` by several workers: the same counts, findings and paths for any number of them.
///
/// It goes layer by layer. Within one, workers expand states in the order of their ranks, a few at a time, and add what
/// they reach to a common set. A state that several reach keeps the least of its links, by the rank of the state before
/// and
/// then by the step: that is the link by which one worker alone would have reached it first, so the order of the next
/// layer,
/// of findings and of paths follows from links alone. When the search ends within a layer, because of a limit or of a
/// first
/// violation, what the workers did there is dropped and the layer is expanded again by one.
///
/// It judges no `eventually` on runs without an end, for it keeps no graph: such models are for `BreadthFirst`.
public final class ParallelBreadthFirst {
    /// States that a worker takes at a time; a layer of fewer than `alone` is left to one.
    public record Portions(int portion, int alone) {
        public static final Portions USUAL = new Portions(64, 256);
    }

    private final LayerWorker[] workers;
    private final Supplier<? extends LayeredModel> another;
    private final Limits limits;
    private final boolean first;
    private final Portions portions;
    private final SharedVisited visited = new SharedVisited();
    private final SharedActions actions = new SharedActions();
    private final StampedLock gate = new StampedLock();
    private final Judge judge;
    private final LayeredModel model;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> found = new HashSet<>();
    private final boolean[] known;
    private final boolean[] moved;
    private volatile String stop = "";
    private volatile boolean over;
    private long states = 1;
    private long transitions;
    private int depth;
    private long asked;

    /// Whether the initial state already violates something.
    private boolean violated;

    /// One worker for each model. `another` makes one more model like them, should it be wanted.
    public ParallelBreadthFirst(
            List<? extends LayeredModel> models,
            Supplier<? extends LayeredModel> another,
            Limits limits,
            boolean first,
            Portions portions) {
        this.portions = portions;
        model = models.getFirst();
        judge = new Judge(model);
        workers = models.stream()
                .map(m -> new LayerWorker(m, visited, actions, judge, gate))
                .toArray(LayerWorker[]::new);
        this.another = another;
        this.limits = limits;
        this.first = first;
        known = new boolean[judge.properties()];
        moved = new boolean[model.threads()];
    }

    /// Searches from the models' initial state.
    public Outcome search() {
        ExecutorService others = Executors.newFixedThreadPool(
                Math.max(1, workers.length - 1),
                Thread.ofPlatform().daemon().name("explore-", 1).factory());
        try {
            String limit = search(others);
            return new Outcome(states, transitions, depth, visited.bytes(), limit, findings, known, moved);
        } finally {
            others.shutdownNow();
        }
    }

    private String search(ExecutorService others) {
        model.restart();
        visited.block(1);
        visited.add(model.low(), model.high(), 0, 0);
        judgeFirst();
        Layer layer = Layer.first(model.keep());
        turn();
        while (layer.size() > 0) {
            if (depth == limits.depth()) {
                return limits.tooDeep();
            }
            int base = visited.numbers();
            for (LayerWorker worker : workers) {
                worker.begin(layer, base, Math.clamp(layer.size() / (16L * workers.length), 1, 256));
            }
            expand(layer, others);
            long reached = 0;
            List<Candidate> candidates = new ArrayList<>();
            for (LayerWorker worker : workers) {
                reached += worker.count();
                candidates.addAll(worker.found());
            }
            boolean ends = stop.isEmpty()
                    && (states + reached > limits.states()
                            || first && (violated || candidates.stream().anyMatch(ParallelBreadthFirst::isViolation)));
            if (ends) {
                return replay(layer, base);
            }
            states += reached;
            for (LayerWorker worker : workers) {
                transitions += worker.transitions();
                worker.addTo(moved, known);
                worker.model().commit();
            }
            settle(candidates);
            if (!stop.isEmpty()) {
                for (LayerWorker worker : workers) {
                    worker.model().drop();
                }
                return stop;
            }
            Layer.Reached[] all = new Layer.Reached[workers.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = workers[i].reached();
            }
            layer = layer.next(base, all, visited, actions);
            turn();
            if (layer.size() > 0) {
                LayeredModel keeper = workers[layer.keepers()[0]].model();
                for (LayerWorker worker : workers) {
                    worker.model().approach(keeper, layer.where()[0]);
                }
            }
            depth += layer.size() > 0 ? 1 : 0;
        }
        return "";
    }

    private static boolean isViolation(Candidate c) {
        return c.what() != Finding.What.WITNESS && c.what() != Finding.What.RACE;
    }

    private void turn() {
        for (LayerWorker worker : workers) {
            worker.model().turn();
        }
    }

    private void judgeFirst() {
        for (int p = 0; p < judge.properties(); p++) {
            if (judge.inEvery(p)) {
                Model.Truth truth = model.judge(p);
                known[p] |= truth != Model.Truth.UNKNOWN;
                if (judge.verdict(p, truth) != Judge.Verdict.NOTHING) {
                    judge.settle(p);
                    violated |= judge.verdict(p, truth) == Judge.Verdict.VIOLATED;
                    findings.add(new Finding(judge.telling(p), p, "", List.of()));
                }
            }
        }
        for (int race = model.race(); race >= 0; race = model.race()) {
            String name = model.raceName(race);
            found.add(Finding.What.RACE + " " + name);
            findings.add(new Finding(Finding.What.RACE, race, name, List.of()));
        }
    }

    private void expand(Layer layer, ExecutorService others) {
        AtomicInteger next = new AtomicInteger();
        over = false;
        if (workers.length == 1 || layer.size() < portions.alone) {
            work(0, layer, next);
            return;
        }
        for (int i = 1; i < workers.length; i++) {
            workers[i].model().learn(model);
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < workers.length; i++) {
            int worker = i;
            running.add(others.submit(() -> work(worker, layer, next)));
        }
        try {
            work(0, layer, next);
        } finally {
            over |= next.get() < layer.size();
            running.forEach(ParallelBreadthFirst::await);
        }
        for (int i = 1; i < workers.length; i++) {
            model.learn(workers[i].model());
        }
    }

    private static void await(Future<?> running) {
        try {
            running.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            if (failed.getCause() instanceof Error broken) {
                throw broken;
            }
            throw new IllegalStateException(failed);
        }
    }

    private void work(int worker, Layer layer, AtomicInteger next) {
        try {
            int portion = portions.portion;
            int from = next.getAndAdd(portion);
            while (from < layer.size() && !over) {
                workers[worker].expand(from, Math.min(from + portion, layer.size()), workers);
                over |= states + workers[worker].count() > limits.states();
                if (worker == 0) {
                    ask(layer, from);
                }
                from = next.getAndAdd(portion);
            }
        } catch (OutOfMemoryError full) {
            over = true;
            stop = Limits.FULL;
        }
    }

    private void ask(Layer layer, int rank) {
        long now = states + visited.numbers();
        if (now - asked < Limits.ASK_EVERY) {
            return;
        }
        asked = now;
        long bytes = visited.bytes();
        long done = transitions;
        for (LayerWorker worker : workers) {
            bytes += worker.model().waitingBytes();
        }
        String why = limits.stop(
                bytes, new Limits.Progress(visited.numbers(), visited.numbers() - layer.base() - rank, done, depth));
        if (!why.isEmpty()) {
            stop = why;
            over = true;
        }
    }

    /// Keeps the first of each kind, in the order in which one worker would have found them.
    private void settle(List<Candidate> candidates) {
        candidates.sort(Candidate.order(actions));
        for (Candidate c : candidates) {
            if (!found.add(c.kind())) {
                continue;
            }
            if (c.what() == Finding.What.VIOLATION || c.what() == Finding.What.WITNESS) {
                judge.settle(c.property());
            }
            List<Step> path = new ArrayList<>(visited.path(c.state(), actions));
            if (c.then()) {
                path.add(actions.step(c.action()));
            }
            String text = c.what() == Finding.What.RACE ? c.name() : c.text();
            findings.add(new Finding(c.what(), c.property(), text, path));
        }
    }

    /// The search ends within this layer: expands it again, by one worker.
    private String replay(Layer layer, int base) {
        LayeredModel alone = another.get();
        alone.join(model);
        alone.learn(model);
        Notebook notes = new Notebook(alone, judge, known, moved);
        notes.after(
                violated, found.contains(Finding.What.FAILURE + " -1"), found.contains(Finding.What.DEADLOCK + " -1"));
        LayerReplay replay = new LayerReplay(alone, visited, actions, notes, layer, base);
        String limit = replay.run(workers, first, states, limits);
        alone.commit();
        states += replay.states();
        transitions += replay.transitions();
        findings.addAll(notes.findings());
        return limit;
    }
}
