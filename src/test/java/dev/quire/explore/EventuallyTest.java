package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// `eventually` under weak fairness, on models of a few states.
final class EventuallyTest {
    /// Word 0 is where thread 0 stands on a ring of so many places, word 1 whether thread 1 has made its one step.
    /// Thread 1
    /// can make it only while thread 0 stands at a place of `open`.
    private static final class Ring extends WordsModel {
        private final int places;
        private final List<Long> open;

        Ring(int places, Long... open) {
            super(2, 0, 0);
            this.places = places;
            this.open = List.of(open);
        }

        @Override
        Outcome move(int thread) {
            if (thread == 0) {
                word[0] = (word[0] + 1) % places;
                return Outcome.MOVED;
            }
            if (word[1] == 1) {
                return Outcome.FINISHED;
            }
            if (!open.contains(word[0])) {
                return Outcome.BLOCKED;
            }
            word[1] = 1;
            return Outcome.MOVED;
        }

        @Override
        public int properties() {
            return 1;
        }

        @Override
        public Kind kind(int property) {
            return Kind.EVENTUALLY;
        }

        @Override
        public Truth judge(int property) {
            return word[1] == 1 ? Truth.TRUE : Truth.FALSE;
        }
    }

    private static Outcome search(QueuedModel model) {
        return new BreadthFirst(model, Limits.of(1000, 1000), false).search();
    }

    @Test
    void aThreadThatCanAlwaysStepDoes() {
        // 3 places, before and after the step.
        Outcome o = search(new Ring(3, 0L, 1L, 2L));
        assertEquals(6, o.states());
        assertEquals(List.of(), o.findings());
        assertTrue(o.known()[0]);
    }

    @Test
    void aThreadThatSometimesCannotStepMayNever() {
        // At place 2 thread 1 is blocked, so going round for ever is weakly fair; thread 0 alone steps in it.
        Finding f = search(new Ring(3, 0L, 1L)).findings().getFirst();
        assertEquals(Finding.What.VIOLATION, f.what());
        assertEquals("1", f.text());
        assertEquals(List.of(), f.path());
    }

    @Test
    void aThreadThatNeverCanStepMakesEveryRunBad() {
        Outcome o = search(new Ring(2));
        assertEquals(2, o.states());
        assertEquals(Finding.What.VIOLATION, o.findings().getFirst().what());
    }

    @Test
    void aRunThatEndsIsJudgedInItsLastState() {
        // One place: the step of thread 0 leads nowhere new, for ever; thread 1 must step in the end.
        assertEquals(List.of(), search(new Ring(1, 0L)).findings());
    }
}
