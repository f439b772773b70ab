package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Depth-first search, random walks and the bound of preemptions, against breadth-first search and a slow reference.
final class OrdersTest {
    private static final Limits LIMITS = Limits.of(1_000_000, 10_000);
    private static final int PROGRAMS = 1_000;

    /// What was found, without the paths.
    private static List<String> found(Outcome o) {
        return o.findings().stream()
                .map(f -> f.what() + " " + f.property())
                .sorted()
                .toList();
    }

    @Test
    void depthFirstVisitsWhatBreadthFirstVisits() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            RandomPrograms.Text text = RandomPrograms.text(seed);
            Outcome breadth = new BreadthFirst(new RandomPrograms(text), LIMITS, false).search();
            Outcome depth = new DepthFirst(new RandomPrograms(text), LIMITS, false).search();
            String what = "seed " + seed;
            assertEquals(breadth.states(), depth.states(), what);
            assertEquals(breadth.transitions(), depth.transitions(), what);
            assertEquals(found(breadth), found(depth), what);
            assertArrayEquals(breadth.known(), depth.known(), what);
            assertArrayEquals(breadth.moved(), depth.moved(), what);
            depth.findings().forEach(f -> replays(new RandomPrograms(text), f, what));
        }
    }

    /// The path can be taken, step by step, and a failed step is its last.
    private static void replays(RandomPrograms model, Finding f, String what) {
        model.restart();
        for (int i = 0; i < f.path().size(); i++) {
            boolean last = i == f.path().size() - 1;
            Step step = f.path().get(i);
            assertEquals(
                    last && f.what() == Finding.What.FAILURE ? Model.Outcome.FAILED : Model.Outcome.MOVED,
                    model.step(step.thread(), step.script()),
                    what);
        }
    }

    @Test
    void depthFirstSaysWhereItWasCut() {
        // Down thread 0's side first; a step before the corner 3 + 3 the path is cut.
        Outcome o = new DepthFirst(new Grid(3), Limits.of(1000, 5), false).search();
        assertFalse(o.exhausted());
        assertEquals(5, o.depth());
        assertTrue(
                new DepthFirst(new Grid(3), Limits.of(1000, 7), false).search().exhausted());
    }

    @Test
    void withoutPreemptionsAThreadRunsUntilItEnds() {
        // One thread to its end, then the other, in either order: 4 sides of 5 states each, and the initial one. The
        // far
        // corner counts twice, for either thread may have come last.
        Preemptions.Shared shared = new Preemptions.Shared();
        Preemptions model = new Preemptions(new Grid(5), 0, shared);
        Outcome o = new ParallelBreadthFirst(
                        List.of(model), () -> model, LIMITS, false, ParallelBreadthFirst.Portions.USUAL)
                .search();
        assertEquals(21, o.states());
        assertEquals(20, o.transitions());
        assertEquals(10, o.depth());
        assertTrue(shared.cut());
    }

    /// Counts (state, last thread, preemptions) by sets of lists.
    private static int reference(RandomPrograms.Text text, int most) {
        RandomPrograms model = new RandomPrograms(text);
        Set<List<Long>> seen = new HashSet<>();
        Deque<long[]> todo = new ArrayDeque<>();
        int n = model.word.length;
        model.restart();
        todo.add(Arrays.copyOf(model.word, n + 2));
        seen.add(Arrays.stream(todo.peek()).boxed().toList());
        while (!todo.isEmpty()) {
            long[] from = todo.remove();
            int last = (int) from[n] - 1;
            boolean free = last < 0 || successors(model, from, last).isEmpty();
            for (int t = 0; t < model.threads(); t++) {
                long used = from[n + 1] + (free || t == last ? 0 : 1);
                for (long[] to : used > most ? List.<long[]>of() : successors(model, from, t)) {
                    if (to.length > 0) {
                        to[n] = t + 1L;
                        to[n + 1] = used;
                        if (seen.add(Arrays.stream(to).boxed().toList())) {
                            todo.add(to);
                        }
                    }
                }
            }
        }
        return seen.size();
    }

    /// Where a thread's steps lead; an empty array is a failure.
    private static List<long[]> successors(RandomPrograms model, long[] from, int thread) {
        Set<List<Long>> found = new HashSet<>();
        for (int choice = 0; choice < 2; choice++) {
            System.arraycopy(from, 0, model.word, 0, model.word.length);
            Model.Outcome outcome = model.step(thread, new int[] {choice});
            if (outcome == Model.Outcome.FAILED) {
                found.add(List.of());
            } else if (outcome == Model.Outcome.MOVED) {
                found.add(Arrays.stream(Arrays.copyOf(model.word, from.length))
                        .boxed()
                        .toList());
            }
        }
        return found.stream()
                .map(l -> l.stream().mapToLong(Long::longValue).toArray())
                .toList();
    }

    @Test
    void boundedRunsAreThoseOfTheReference() {
        for (int seed = 0; seed < 300; seed++) {
            RandomPrograms.Text text = RandomPrograms.text(seed);
            int most = seed % 4;
            Preemptions.Shared shared = new Preemptions.Shared();
            Outcome depth =
                    new DepthFirst(new Preemptions(new RandomPrograms(text), most, shared), LIMITS, false).search();
            assertEquals(reference(text, most), depth.states(), "seed " + seed);
            List<Preemptions> models = List.of(
                    new Preemptions(new RandomPrograms(text), most, shared),
                    new Preemptions(new RandomPrograms(text), most, shared));
            Outcome layers = new ParallelBreadthFirst(
                            models,
                            () -> new Preemptions(new RandomPrograms(text), most, shared),
                            LIMITS,
                            false,
                            new ParallelBreadthFirst.Portions(2, 2))
                    .search();
            assertEquals(depth.states(), layers.states(), "seed " + seed);
            assertEquals(depth.transitions(), layers.transitions(), "seed " + seed);
            assertEquals(found(depth), found(layers), "seed " + seed);
        }
    }

    @Test
    void manyPreemptionsLoseNothing() {
        for (int seed = 0; seed < 300; seed++) {
            RandomPrograms.Text text = RandomPrograms.text(seed);
            Outcome all = new BreadthFirst(new RandomPrograms(text), LIMITS, false).search();
            Preemptions.Shared shared = new Preemptions.Shared();
            Outcome bounded = new DepthFirst(
                            new Preemptions(new RandomPrograms(text), Preemptions.MOST, shared), LIMITS, false)
                    .search();
            assertEquals(found(all), found(bounded), "seed " + seed);
        }
    }

    @Test
    void randomWalksFindSoundThingsAndTheSameForOneSeed() {
        for (int seed = 0; seed < 200; seed++) {
            RandomPrograms.Text text = RandomPrograms.text(seed);
            String what = "seed " + seed;
            Outcome all = new BreadthFirst(new RandomPrograms(text), LIMITS, false).search();
            Limits limits = Limits.of(1_000_000, 200);
            Outcome walks = new RandomWalks(new RandomPrograms(text), limits, false, 50, seed).search();
            Outcome again = new RandomWalks(new RandomPrograms(text), limits, false, 50, seed).search();
            assertFalse(walks.exhausted(), what);
            assertEquals(walks.findings(), again.findings(), what);
            assertEquals(walks.transitions(), again.transitions(), what);
            assertTrue(found(all).containsAll(found(walks)), what);
            assertTrue(walks.states() <= all.states(), what);
            walks.findings().forEach(f -> replays(new RandomPrograms(text), f, what));
        }
    }
}
