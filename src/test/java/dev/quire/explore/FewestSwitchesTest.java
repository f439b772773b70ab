package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Of the shortest paths to a finding, one with the fewest switches, against a slow reference.
final class FewestSwitchesTest {
    private static final Limits LIMITS = Limits.of(1_000_000, 10_000);
    private static final int PROGRAMS = 1_000;

    /// Two threads count to 2 each, and that both did is a witness: threads in turn would switch three times, and one
    /// after the other once.
    private static final class BothCount extends WordsModel {
        BothCount() {
            super(2, 0, 0);
        }

        @Override
        Outcome move(int thread) {
            if (word[thread] == 2) {
                return Outcome.FINISHED;
            }
            // The first comes first only after the second has begun.
            if (thread == 0 && word[0] == 1 && word[1] == 0) {
                return Outcome.BLOCKED;
            }
            word[thread]++;
            return Outcome.MOVED;
        }

        @Override
        public int properties() {
            return 1;
        }

        @Override
        public Kind kind(int property) {
            return Kind.EXISTS;
        }

        @Override
        public Truth judge(int property) {
            return word[0] == 2 && word[1] == 2 ? Truth.TRUE : Truth.FALSE;
        }
    }

    @Test
    void oneThreadAfterTheOtherWhereTheFirstPathTakesTurns() {
        Outcome o = new BreadthFirst(new BothCount(), LIMITS, false).search();
        Finding first = o.findings().getFirst();
        // The least in the order of threads: 0 waits for 1, which steps once before 0 goes on.
        assertEquals(List.of(0, 1, 0, 1), threads(first));
        assertFalse(first.fewest());
        Finding better =
                new FewestSwitches(new BothCount(), LIMITS).search(o.findings()).getFirst();
        assertEquals(List.of(1, 1, 0, 0), threads(better));
        assertTrue(better.shortest() && better.fewest());
    }

    @Test
    void whereStatesAreTooManyThePathStaysAndSaysSo() {
        Outcome o = new BreadthFirst(new BothCount(), LIMITS, false).search();
        List<Finding> same = new FewestSwitches(new BothCount(), LIMITS, 3).search(o.findings());
        assertEquals(o.findings(), same);
        assertFalse(same.getFirst().fewest());
    }

    private static List<Integer> threads(Finding f) {
        return f.path().stream().map(Step::thread).toList();
    }

    @Test
    void noShortestPathHasFewer() {
        int better = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            RandomPrograms.Text text = RandomPrograms.text(seed);
            Outcome o = new BreadthFirst(new RandomPrograms(text), LIMITS, false).search();
            List<Finding> found = new FewestSwitches(new RandomPrograms(text), LIMITS).search(o.findings());
            assertEquals(o.findings().size(), found.size());
            for (int i = 0; i < found.size(); i++) {
                Finding was = o.findings().get(i);
                Finding f = found.get(i);
                String what = "seed " + seed + ": " + f;
                assertTrue(f.shortest() && f.fewest(), what);
                assertEquals(was.path().size(), f.path().size(), what);
                assertEquals(reference(text, f), FewestSwitches.switches(f.path()), what);
                assertTrue(shows(replayed(text, f), f), what);
                // Where the first path is as good, it stays.
                assertEquals(
                        FewestSwitches.switches(f.path()) == FewestSwitches.switches(was.path()),
                        f.path().equals(was.path()),
                        what);
                better += FewestSwitches.switches(f.path()) < FewestSwitches.switches(was.path()) ? 1 : 0;
            }
        }
        // Otherwise nothing was tried.
        assertTrue(better > 100, "only " + better + " paths were bettered");
    }

    private static RandomPrograms replayed(RandomPrograms.Text text, Finding f) {
        RandomPrograms model = new RandomPrograms(text);
        model.restart();
        int steps = f.path().size() - (f.what() == Finding.What.FAILURE ? 1 : 0);
        for (Step step : f.path().subList(0, steps)) {
            assertEquals(Model.Outcome.MOVED, model.step(step.thread(), step.script()));
        }
        return model;
    }

    /// Whether the state that the model is in shows what was found; a failure by the path's last step.
    private static boolean shows(RandomPrograms model, Finding f) {
        return switch (f.what()) {
            case FAILURE -> {
                Step last = f.path().getLast();
                yield model.step(last.thread(), last.script()) == Model.Outcome.FAILED;
            }
            case DEADLOCK -> !ended(model) && successors(model).isEmpty();
            case WITNESS -> model.judge(f.property()) == Model.Truth.TRUE;
            case VIOLATION ->
                switch (model.kind(f.property())) {
                    case ALWAYS -> model.judge(f.property()) == Model.Truth.FALSE;
                    case NEVER -> model.judge(f.property()) == Model.Truth.TRUE;
                    default -> ended(model) && model.judge(f.property()) == Model.Truth.FALSE;
                };
            case RACE -> false;
        };
    }

    private static boolean ended(RandomPrograms model) {
        for (int t = 0; t < model.threads(); t++) {
            if (model.place(t) < model.code(t).size()) {
                return false;
            }
        }
        return true;
    }

    /// A step and where it leads; no words where it fails.
    private record Successor(Step step, long[] words) {}

    private static List<Successor> successors(RandomPrograms model) {
        long[] from = model.word.clone();
        List<Successor> all = new ArrayList<>();
        for (int t = 0; t < model.threads(); t++) {
            for (int choice = 0; choice < 2; choice++) {
                set(model, from);
                int[] script = {choice};
                Model.Outcome outcome = model.step(t, script);
                if (outcome == Model.Outcome.MOVED || outcome == Model.Outcome.FAILED) {
                    all.add(new Successor(
                            Step.of(t, script), outcome == Model.Outcome.MOVED ? model.word.clone() : new long[0]));
                }
            }
        }
        set(model, from);
        return all;
    }

    private static void set(RandomPrograms model, long[] words) {
        System.arraycopy(words, 0, model.word, 0, words.length);
    }

    private record Key(List<Long> words, int last) {}

    /// The fewest switches of all runs of the path's length that show what was found, whatever states they pass.
    private static int reference(RandomPrograms.Text text, Finding f) {
        RandomPrograms model = new RandomPrograms(text);
        model.restart();
        Map<Key, Integer> layer = new HashMap<>();
        layer.put(new Key(list(model.word), -1), 0);
        int least = Integer.MAX_VALUE;
        for (int depth = 0; depth <= f.path().size(); depth++) {
            Map<Key, Integer> next = new HashMap<>();
            for (Map.Entry<Key, Integer> at : layer.entrySet()) {
                long[] words = at.getKey().words.stream().mapToLong(w -> w).toArray();
                set(model, words);
                if (f.what() != Finding.What.FAILURE && depth == f.path().size() && shows(model, f)) {
                    least = Math.min(least, at.getValue());
                }
                set(model, words);
                for (Successor s : depth < f.path().size() ? successors(model) : List.<Successor>of()) {
                    int last = at.getKey().last;
                    int turns = at.getValue() + (last < 0 || last == s.step.thread() ? 0 : 1);
                    if (s.words.length > 0) {
                        next.merge(new Key(list(s.words), s.step.thread()), turns, Math::min);
                    } else if (f.what() == Finding.What.FAILURE
                            && depth == f.path().size() - 1) {
                        least = Math.min(least, turns);
                    }
                }
            }
            layer = next;
        }
        return least;
    }

    private static List<Long> list(long[] words) {
        return Arrays.stream(words).boxed().toList();
    }
}
