package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The notifier protocol of a copy-on-write break against vCPU faults, with the counts that SPIN and TLC give for the
/// same steps.
final class CopyOnWriteTest {
    /// Thread 0 is the primary, the others are vCPUs.
    private static final class CopyOnWrite extends WordsModel {
        private static final int SEQUENCE = 0;
        private static final int IN_PROGRESS = 1;
        private static final int LOCK = 2;
        private static final int ROUNDS = 3;
        private static final int PLACE = 4;
        private static final int PAGE = 5;
        private static final int FRAME = 6;
        private static final int ENTRIES = 7;

        private final int vcpus;
        private final int pages;
        private final int rounds;
        private final boolean retries;

        CopyOnWrite(int vcpus, int pages, int rounds, boolean retries) {
            super(vcpus + 1, initial(vcpus, pages));
            this.vcpus = vcpus;
            this.pages = pages;
            this.rounds = rounds;
            this.retries = retries;
        }

        private static long[] initial(int vcpus, int pages) {
            long[] words = new long[ENTRIES + 2 * pages + 4 * vcpus];
            for (int p = 0; p < pages; p++) {
                words[ENTRIES + p] = 1;
            }
            return words;
        }

        private int pte(long page) {
            return ENTRIES + (int) page;
        }

        private int spte(long page) {
            return ENTRIES + pages + (int) page;
        }

        @Override
        Model.Outcome move(int thread) {
            return (thread == 0 ? primary() : vcpu(thread)) ? Model.Outcome.MOVED : Model.Outcome.BLOCKED;
        }

        private boolean acquire(int owner) {
            boolean free = word[LOCK] == 0;
            if (free) {
                word[LOCK] = owner;
            }
            return free;
        }

        private boolean primary() {
            switch ((int) word[PLACE]) {
                case 0 -> {
                    if (word[ROUNDS] == rounds) {
                        return false;
                    }
                    word[PAGE] = choose(pages);
                }
                case 1, 5, 8 -> {
                    if (!acquire(vcpus + 1)) {
                        return false;
                    }
                }
                case 2 -> {
                    word[IN_PROGRESS]++;
                    word[spte(word[PAGE])] = 0;
                }
                case 3 -> word[LOCK] = 0;
                case 4 -> {
                    word[FRAME] = word[pte(word[PAGE])] % 3 + 1;
                    word[pte(word[PAGE])] = 0;
                }
                case 6 -> {
                    if (word[spte(word[PAGE])] != 0) {
                        word[spte(word[PAGE])] = word[FRAME];
                    }
                    word[LOCK] = 0;
                }
                case 7 -> word[pte(word[PAGE])] = word[FRAME];
                default -> {
                    word[SEQUENCE]++;
                    word[IN_PROGRESS]--;
                    word[LOCK] = 0;
                    word[ROUNDS]++;
                    word[PAGE] = 0;
                    word[FRAME] = 0;
                }
            }
            word[PLACE] = (word[PLACE] + 1) % 10;
            return true;
        }

        private boolean vcpu(int thread) {
            int place = ENTRIES + 2 * pages + 4 * (thread - 1);
            int page = place + 1;
            int sequence = place + 2;
            int frame = place + 3;
            switch ((int) word[place]) {
                case 0 -> word[page] = choose(pages);
                case 1 -> word[sequence] = word[SEQUENCE];
                case 2 -> {
                    if (word[pte(word[page])] == 0) {
                        return false;
                    }
                    word[frame] = word[pte(word[page])];
                }
                case 3 -> {
                    if (!acquire(thread)) {
                        return false;
                    }
                }
                case 4 -> {
                    if (retries && (word[IN_PROGRESS] > 0 || word[SEQUENCE] != word[sequence])) {
                        word[LOCK] = 0;
                        word[sequence] = 0;
                        word[frame] = 0;
                        word[place] = 0;
                    }
                }
                case 5 -> word[spte(word[page])] = word[frame];
                default -> {
                    word[LOCK] = 0;
                    word[page] = 0;
                    word[sequence] = 0;
                    word[frame] = 0;
                }
            }
            word[place] = (word[place] + 1) % 7;
            return true;
        }

        @Override
        public int properties() {
            return 1;
        }

        /// While the primary is idle no shadow entry differs from its entry.
        @Override
        public Truth judge(int property) {
            boolean agree = true;
            for (int p = 0; p < pages && word[PLACE] == 0; p++) {
                agree &= word[spte(p)] == 0 || word[spte(p)] == word[pte(p)];
            }
            return agree ? Truth.TRUE : Truth.FALSE;
        }
    }

    private static Outcome search(CopyOnWrite model) {
        return new BreadthFirst(model, Limits.of(10_000_000, 10_000), false).search();
    }

    @Test
    void threeVcpusHaveTheCountsOfSpin() {
        Outcome o = search(new CopyOnWrite(3, 2, 3, true));
        assertTrue(o.exhausted());
        assertEquals(2_754_602, o.states());
        assertEquals(8_005_364, o.transitions());
        assertEquals(List.of(), o.findings());
    }

    @Test
    void withoutTheRetryAStaleFrameIsMappedAfterSixteenSteps() {
        Finding f = search(new CopyOnWrite(1, 2, 1, false)).findings().getFirst();
        assertEquals(Finding.What.VIOLATION, f.what());
        assertEquals(16, f.path().size());
    }
}
