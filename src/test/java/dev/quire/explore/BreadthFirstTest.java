package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Toy models whose counts are derived by hand.
final class BreadthFirstTest {
    private static Outcome search(QueuedModel model) {
        return new BreadthFirst(model, Limits.of(1_000_000, 10_000), false).search();
    }

    /// Thread t counts word t up to its bound, then ends.
    private static final class Grid extends WordsModel {
        private final long[] bounds;
        private final Kind kind;

        Grid(Kind kind, long... bounds) {
            super(bounds.length, new long[bounds.length]);
            this.kind = kind;
            this.bounds = bounds.clone();
        }

        @Override
        Model.Outcome move(int thread) {
            if (word[thread] == bounds[thread]) {
                return Model.Outcome.FINISHED;
            }
            word[thread]++;
            return Model.Outcome.MOVED;
        }

        @Override
        public int properties() {
            return 1;
        }

        @Override
        public Kind kind(int property) {
            return kind;
        }

        /// Defined once thread 0 has moved: thread 1 stands at 2.
        @Override
        public Truth judge(int property) {
            return word[0] == 0 ? Truth.UNKNOWN : word[1] == 2 ? Truth.TRUE : Truth.FALSE;
        }
    }

    @Test
    void aGridHasEveryPairOfCounts() {
        // 4 * 6 points; 3 * 6 edges along one side, 5 * 4 along the other; the far corner is 3 + 5 steps away.
        Outcome o = search(new Grid(Model.Kind.EXISTS, 3, 5));
        assertEquals(24, o.states());
        assertEquals(38, o.transitions());
        assertEquals(8, o.depth());
        assertTrue(o.exhausted());
        assertArrayEquals(new boolean[] {true, true}, o.moved());
    }

    @Test
    void aWitnessIsShortestAndOfTheLowestThreadsFirst() {
        // Three ways lead to (1, 2) in three steps; thread 0 first is the least of them.
        Finding f = search(new Grid(Model.Kind.EXISTS, 3, 5)).findings().getFirst();
        assertEquals(Finding.What.WITNESS, f.what());
        assertEquals(List.of(0, 1, 1), f.path().stream().map(Step::thread).toList());
    }

    @Test
    void eachKindOfPropertyIsJudgedWhereItApplies() {
        Finding never = search(new Grid(Model.Kind.NEVER, 3, 5)).findings().getFirst();
        assertEquals(Finding.What.VIOLATION, never.what());
        assertEquals(3, never.path().size());
        // `always` fails as soon as it has a value: after the first step of thread 0.
        Finding always = search(new Grid(Model.Kind.ALWAYS, 3, 5)).findings().getFirst();
        assertEquals(1, always.path().size());
        // At the end thread 1 stands at 5, or, with a lower bound, at 2.
        assertEquals(
                8,
                search(new Grid(Model.Kind.FINALLY, 3, 5))
                        .findings()
                        .getFirst()
                        .path()
                        .size());
        assertEquals(List.of(), search(new Grid(Model.Kind.FINALLY, 3, 2)).findings());
    }

    @Test
    void aPropertyWithoutAValueIsTold() {
        Outcome o = search(new Grid(Model.Kind.ALWAYS, 0, 5));
        assertTrue(o.exhausted());
        assertFalse(o.known()[0]);
        // A thread that ends before its first step has run: all that it did was local.
        assertArrayEquals(new boolean[] {true, true}, o.moved());
    }

    @Test
    void aThreadThatIsAlwaysBlockedNeverRan() {
        Outcome o = search(new WordsModel(2, 0, 0) {
            @Override
            Model.Outcome move(int thread) {
                if (thread == 0) {
                    return Model.Outcome.BLOCKED;
                }
                if (word[1] == 1) {
                    return Model.Outcome.FINISHED;
                }
                word[1]++;
                return Model.Outcome.MOVED;
            }
        });
        assertArrayEquals(new boolean[] {false, true}, o.moved());
    }

    @Test
    void aLimitIsNeverSilent() {
        Outcome shallow = new BreadthFirst(new Grid(Model.Kind.EXISTS, 3, 5), Limits.of(1_000_000, 2), false).search();
        // The points within two steps of the corner: 1 + 2 + 3.
        assertEquals(6, shallow.states());
        assertFalse(shallow.exhausted());
        assertFalse(new BreadthFirst(new Grid(Model.Kind.EXISTS, 3, 5), Limits.of(10, 100), false)
                .search()
                .exhausted());
        Outcome first = new BreadthFirst(new Grid(Model.Kind.ALWAYS, 3, 5), Limits.of(1_000_000, 100), true).search();
        assertFalse(first.exhausted());
        assertEquals(1, first.findings().size());
    }

    /// A left fork, the right fork, both down again, for ever. Word i is where philosopher i stands.
    private static final class Philosophers extends WordsModel {
        Philosophers() {
            super(3, 0, 0, 0);
        }

        @Override
        Model.Outcome move(int i) {
            boolean free = switch ((int) word[i]) {
                case 0 -> word[(i + 2) % 3] != 2;
                case 1 -> word[(i + 1) % 3] == 0;
                default -> true;
            };
            if (!free) {
                return Model.Outcome.BLOCKED;
            }
            word[i] = (word[i] + 1) % 3;
            return Model.Outcome.MOVED;
        }
    }

    @Test
    void threePhilosophersDeadlockInThreeSteps() {
        // Rings over {0, 1, 2} where 2 is followed by 0: the trace of [[1,1,1],[1,1,1],[1,0,0]] cubed, 7 + 5 + 2.
        // Of those with philosopher 0 at 0, 1, 2 he can move in 5, 2, 2; three philosophers make 27.
        Outcome o = search(new Philosophers());
        assertEquals(14, o.states());
        assertEquals(27, o.transitions());
        assertEquals(3, o.depth());
        Finding f = o.findings().getFirst();
        assertEquals(Finding.What.DEADLOCK, f.what());
        assertEquals(List.of(0, 1, 2), f.path().stream().map(Step::thread).toList());
        assertEquals(1, o.findings().size());
    }

    /// Acquire, work, release, end. Words: where each thread stands; the lock is derived.
    private static final class Lock extends WordsModel {
        private final boolean kept;

        Lock(boolean kept) {
            super(2, 0, 0);
            this.kept = kept;
        }

        private boolean inside(int thread) {
            return word[thread] == 1 || word[thread] == 2;
        }

        @Override
        Model.Outcome move(int thread) {
            if (word[thread] == 3) {
                return Model.Outcome.FINISHED;
            }
            if (word[thread] == 0 && inside(1 - thread) && kept) {
                return Model.Outcome.BLOCKED;
            }
            word[thread]++;
            return inside(0) && inside(1) ? Model.Outcome.FAILED : Model.Outcome.MOVED;
        }
    }

    @Test
    void aLockExcludes() {
        // 4 * 4 places less the 2 * 2 with both inside. Each of a thread's 3 steps is possible with the other at 0 or
        // 3.
        Outcome o = search(new Lock(true));
        assertEquals(12, o.states());
        assertEquals(12, o.transitions());
        assertEquals(6, o.depth());
        assertEquals(List.of(), o.findings());
    }

    @Test
    void aFailedStepEndsItsPath() {
        // The same 12 states, since a failed step leads nowhere; 4 more attempts: at 0 with the other at 1 or 2, twice.
        Outcome o = search(new Lock(false));
        assertEquals(12, o.states());
        assertEquals(16, o.transitions());
        Finding f = o.findings().getFirst();
        assertEquals(Finding.What.FAILURE, f.what());
        assertEquals(List.of(0, 1), f.path().stream().map(Step::thread).toList());
    }

    /// Peterson's algorithm, for ever: raise the flag, give way, wait, leave. Words: flag 0, flag 1, turn, places.
    private static final class Peterson extends WordsModel {
        Peterson() {
            super(2, 0, 0, 0, 0, 0);
        }

        @Override
        Model.Outcome move(int t) {
            switch ((int) word[3 + t]) {
                case 0 -> word[t] = 1;
                case 1 -> word[2] = 1 - t;
                case 2 -> {
                    if (word[1 - t] == 1 && word[2] != t) {
                        return Model.Outcome.BLOCKED;
                    }
                }
                default -> word[t] = 0;
            }
            word[3 + t] = (word[3 + t] + 1) % 4;
            return Model.Outcome.MOVED;
        }

        @Override
        public int properties() {
            return 1;
        }

        @Override
        public Truth judge(int property) {
            return word[3] == 3 && word[4] == 3 ? Truth.FALSE : Truth.TRUE;
        }
    }

    @Test
    void petersonExcludesAndAgreesWithTheReference() {
        Outcome o = search(new Peterson());
        assertTrue(o.exhausted());
        assertEquals(List.of(), o.findings());
        assertEquals(new Peterson().statesByReference(), o.states());
    }

    /// One step: 0, or 1 and then one of three.
    private static final class Choice extends WordsModel {
        Choice() {
            super(1, 0);
        }

        @Override
        Model.Outcome move(int thread) {
            if (word[0] != 0) {
                return Model.Outcome.FINISHED;
            }
            word[0] = choose(2) == 0 ? 1 : 2 + choose(3);
            return Model.Outcome.MOVED;
        }

        @Override
        public int properties() {
            return 1;
        }

        @Override
        public Truth judge(int property) {
            return word[0] == 3 ? Truth.FALSE : Truth.TRUE;
        }
    }

    @Test
    void everyScriptOfAStepIsTriedOnce() {
        // Scripts 0, 10, 11 and 12; the violation lies behind 11.
        Outcome o = search(new Choice());
        assertEquals(5, o.states());
        assertEquals(4, o.transitions());
        assertEquals(
                List.of(new Step(0, List.of(1, 1))), o.findings().getFirst().path());
    }

    /// Has no memory left for its fourth state.
    private static final class Hungry extends WordsModel {
        Hungry() {
            super(1, 0);
        }

        @Override
        Model.Outcome move(int thread) {
            if (++word[0] == 3) {
                throw new OutOfMemoryError("as the test wants it");
            }
            return Model.Outcome.MOVED;
        }
    }

    @Test
    void fullMemoryIsALimitToo() {
        Outcome o = search(new Hungry());
        assertEquals(3, o.states());
        assertEquals("the memory was full", o.limit());
    }
}
