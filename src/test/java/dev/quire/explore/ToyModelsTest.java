package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The explorer on models so small that their counts are derived by hand.
final class ToyModelsTest {
    /// Threads that move words of an int array by a rule.
    private abstract static class Toy implements QueuedModel {
        protected int[] state;
        private final int[] initial;
        private final Deque<int[]> queue = new ArrayDeque<>();
        private final List<int[]> undo = new ArrayList<>();

        Toy(int... initial) {
            this.initial = initial;
            state = initial.clone();
        }

        /// The state after a step of the thread, or null when it is blocked.
        protected abstract int @Nullable [] next(int thread);

        protected abstract boolean finished(int thread);

        @Override
        public long low() {
            return java.util.Arrays.hashCode(state) * 0x9E3779B97F4A7C15L;
        }

        @Override
        public long high() {
            long h = 7;
            for (int word : state) {
                h = h * 1_000_003 + word;
            }
            return h;
        }

        @Override
        public long mark() {
            return undo.size();
        }

        @Override
        public void rollback(long mark) {
            while (undo.size() > mark) {
                state = undo.remove(undo.size() - 1);
            }
        }

        @Override
        public Outcome step(int thread, int[] choices) {
            if (finished(thread)) {
                return Outcome.FINISHED;
            }
            int[] next = next(thread);
            if (next == null) {
                return Outcome.BLOCKED;
            }
            undo.add(state);
            state = next;
            return Outcome.MOVED;
        }

        @Override
        public int[] arities() {
            return new int[0];
        }

        @Override
        public String failure() {
            return "";
        }

        @Override
        public void push() {
            queue.add(state.clone());
        }

        @Override
        public void pull() {
            undo.clear();
            state = queue.remove();
        }

        @Override
        public void restart() {
            undo.clear();
            state = initial.clone();
        }

        @Override
        public void drop() {
            queue.clear();
        }

        @Override
        public int properties() {
            return 0;
        }

        @Override
        public Kind kind(int property) {
            return Kind.ALWAYS;
        }

        @Override
        public Truth judge(int property) {
            return Truth.UNKNOWN;
        }
    }

    /// Two counters to 3 and 4: states are the grid of 4 × 5 = 20 points; transitions are 3 × 5 + 4 × 4 = 31.
    @Test
    void twoCountersAreAGrid() {
        int[] limits = {3, 4};
        Outcome o = new BreadthFirst(
                        new Toy(0, 0) {
                            @Override
                            public int threads() {
                                return 2;
                            }

                            @Override
                            protected int[] next(int thread) {
                                int[] next = state.clone();
                                next[thread]++;
                                return next;
                            }

                            @Override
                            protected boolean finished(int thread) {
                                return state[thread] == limits[thread];
                            }
                        },
                        Limits.of(1000, 1000),
                        false)
                .search();
        assertEquals(20, o.states());
        assertEquals(31, o.transitions());
        assertEquals(7, o.depth());
        assertTrue(o.exhausted());
        assertTrue(o.findings().isEmpty());
    }

    /// Two threads take two locks in opposite order. Program counters 0..4 each; holding both excludes the other, so of
    /// the 25 pairs those in
    /// which one lock has two owners are out. A holds lock 1 in its states 1 to 3 and lock 2 in 2; B holds lock 2 in 1
    /// to 3 and lock 1 in 2.
    /// (A,B) is out when A in 1..3 and B = 2, or A = 2 and B in 1..3: (1,2) (2,2) (3,2) (2,1) (2,3). 25 - 5 = 20 pairs,
    /// but the states in
    /// which both have let go of something while the other is past it stay reachable; (1,1) is the deadlock, after two
    /// steps.
    @Test
    void oppositeLockOrderDeadlocksInTwoSteps() {
        Outcome o = new BreadthFirst(
                        new Toy(0, 0) {
                            @Override
                            public int threads() {
                                return 2;
                            }

                            private boolean holds(int thread, int at, int lock) {
                                boolean firstLock = lock == thread;
                                return firstLock ? at >= 1 && at <= 3 : at == 2;
                            }

                            @Override
                            protected int @Nullable [] next(int thread) {
                                int[] next = state.clone();
                                next[thread]++;
                                for (int lock = 0; lock < 2; lock++) {
                                    if (holds(0, next[0], lock) && holds(1, next[1], lock)) {
                                        return null;
                                    }
                                }
                                return next;
                            }

                            @Override
                            protected boolean finished(int thread) {
                                return state[thread] == 4;
                            }
                        },
                        Limits.of(1000, 1000),
                        false)
                .search();
        Finding deadlock = o.findings().get(0);
        assertEquals(Finding.What.DEADLOCK, deadlock.what());
        assertEquals(2, deadlock.path().size());
    }

    @Test
    void aLimitIsSaidInWords() {
        Outcome o = new BreadthFirst(
                        new Toy(0) {
                            @Override
                            public int threads() {
                                return 1;
                            }

                            @Override
                            protected int[] next(int thread) {
                                return new int[] {state[0] + 1};
                            }

                            @Override
                            protected boolean finished(int thread) {
                                return false;
                            }
                        },
                        Limits.of(10, 1000),
                        false)
                .search();
        assertEquals("the limit of 10 states was reached", o.limit());
    }
}
