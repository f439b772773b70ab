package dev.quire.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What paths cost, on models so small that it is derived by hand.
final class CostSearchTest {
    private static final Limits LIMITS = Limits.of(1_000, 1_000);

    /// A model whose last step's cost is what it says; labels are costs (9 stands for -1), there is one dimension.
    private abstract static class Priced extends WordsModel implements CostModel {
        private int cost;
        private boolean goes;

        Priced(int threads, long... initial) {
            super(threads, initial);
        }

        final void costs(int units) {
            cost = units;
        }

        abstract Outcome priced(int thread);

        @Override
        final Outcome move(int thread) {
            cost = 0;
            return priced(thread);
        }

        @Override
        public int label(long mark) {
            goes |= cost < 0;
            return cost < 0 ? 9 : cost;
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public long cost(int label, int dimension) {
            return label == 9 ? -1 : label;
        }

        @Override
        public int labels() {
            return goes ? 10 : 9;
        }
    }

    /// Two threads of one step each; who is second pays 3, who is first 1 if it is thread 0 and else 2. So thread 0
    /// first
    /// costs 1 + 3, thread 1 first 2 + 3.
    @Test
    void theCheaperAndTheDearerOrder() {
        CostSearch search = searched(new Priced(2, 0, 0) {
            @Override
            Outcome priced(int thread) {
                if (word[thread] == 1) {
                    return Outcome.FINISHED;
                }
                costs(word[1 - thread] == 1 ? 3 : 1 + thread);
                word[thread] = 1;
                return Outcome.MOVED;
            }
        });
        CostSearch.Dimension d = java.util.Objects.requireNonNull(search.dimension(0));
        assertEquals(4, search.states());
        assertEquals(new CostSearch.Range(4, 5), d.range());
        assertEquals(List.of(0, 1), threads(d.cheapest()));
        assertEquals(List.of(1, 0), threads(d.dearest()));
    }

    /// Thread 0 ends when it likes; until then thread 1 turns a wheel of three positions, and pays 2 at the third.
    /// However often it turns it may, and it need not turn at all: 0 or 2 or 4 and so on without a bound.
    @Test
    void aCycleThatCostsHasNoBound() {
        CostSearch search = searched(new Priced(2, 0, 0) {
            @Override
            Outcome priced(int thread) {
                if (word[0] == 1) {
                    return Outcome.FINISHED;
                }
                if (thread == 0) {
                    word[0] = 1;
                } else {
                    costs(word[1] == 2 ? 2 : 0);
                    word[1] = (word[1] + 1) % 3;
                }
                return Outcome.MOVED;
            }
        });
        CostSearch.Dimension d = java.util.Objects.requireNonNull(search.dimension(0));
        assertEquals(3, search.finals().size());
        assertTrue(d.range().unbounded());
        assertEquals(0, d.range().least());
        assertEquals(List.of(0), threads(d.cheapest()));
        // To the third position, round once and there again, and to the first final state, which ends at position 0:
        // the
        // positions are 1, 2, 0, 1, 2, 0.
        assertEquals(
                List.of(1, 1, 1, 1, 1, 1, 0), threads(d.dearest(search.finals().get(0), 1)));
        assertEquals(10, d.dearest(search.finals().get(0), 2).size());
    }

    /// The same wheel, free, on the way to a step that costs 5 from one of its positions and 1 from the others.
    @Test
    void aCycleThatIsFreeChangesNothing() {
        CostSearch search = searched(new Priced(2, 0, 0) {
            @Override
            Outcome priced(int thread) {
                if (word[0] == 1) {
                    return Outcome.FINISHED;
                }
                if (thread == 0) {
                    costs(word[1] == 2 ? 5 : 1);
                    word[0] = 1;
                    word[1] = 0;
                } else {
                    word[1] = (word[1] + 1) % 3;
                }
                return Outcome.MOVED;
            }
        });
        CostSearch.Dimension d = java.util.Objects.requireNonNull(search.dimension(0));
        assertEquals(List.of(1), search.finals());
        assertEquals(new CostSearch.Range(1, 5), d.range());
        assertEquals(List.of(0), threads(d.cheapest()));
        assertEquals(List.of(1, 1, 0), threads(d.dearest()));
    }

    /// A counter that goes with its object takes back what it counted: there is no telling what it came to.
    @Test
    void aCounterThatGoesHasNoRange() {
        CostSearch search = searched(new Priced(1, 0) {
            @Override
            Outcome priced(int thread) {
                if (word[0] == 2) {
                    return Outcome.FINISHED;
                }
                costs(word[0] == 0 ? 1 : -1);
                word[0]++;
                return Outcome.MOVED;
            }
        });
        assertNull(search.dimension(0));
    }

    private static CostSearch searched(CostModel model) {
        CostSearch search = new CostSearch(model, LIMITS);
        assertEquals("", search.search());
        return search;
    }

    private static List<Integer> threads(List<Step> path) {
        return path.stream().map(Step::thread).toList();
    }
}
