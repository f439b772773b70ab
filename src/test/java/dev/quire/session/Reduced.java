package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.program.Program;
import java.util.List;
import java.util.Objects;

/// What a reduced search must have in common with a full one.
final class Reduced {
    private Reduced() {}

    private static List<String> found(Outcome o) {
        return o.findings().stream()
                .map(f -> f.what() + " " + f.property() + (f.what() == Finding.What.FAILURE ? "" : f.text()))
                .sorted()
                .toList();
    }

    /// Compares with a full search that counted final states; how many states that has for each hundred of the reduced
    /// one,
    /// or 0 where it was not exhausted, so that there is nothing to compare.
    static long compare(Session session, Program program, Limits limits, Session.Exploration full, String what) {
        Outcome all = full.outcome();
        if (all == null || !all.exhausted()) {
            return 0;
        }
        Strategy reduce = Strategy.DEFAULT.reduce();
        Session.Exploration reduced = session.answer(new Request.Explore(program, limits, false, true, reduce));
        Outcome fewer = Objects.requireNonNull(reduced.outcome());
        assertTrue(fewer.exhausted(), what);
        assertTrue(fewer.states() <= all.states(), what);
        assertEquals(found(all), found(fewer), what);
        assertArrayEquals(all.known(), fewer.known(), what);
        assertArrayEquals(all.moved(), fewer.moved(), what);
        assertEquals(full.unreached(), reduced.unreached(), what);
        assertEquals(full.outcomes(), reduced.outcomes(), what);
        assertEquals(full.costs(), reduced.costs(), what);
        assertEquals(
                Objects.requireNonNull(full.races()).contested(),
                Objects.requireNonNull(reduced.races()).contested(),
                what);
        return 100 * all.states() / fewer.states();
    }

    /// The reduced search has the same counts with two workers.
    static void workers(Session session, Program program, Limits limits, String what) {
        Strategy reduce = Strategy.DEFAULT.reduce();
        Outcome one = Objects.requireNonNull(session.answer(new Request.Explore(program, limits, false, true, reduce))
                .outcome());
        Outcome two = Objects.requireNonNull(
                session.answer(new Request.Explore(program, limits, false, true, reduce.workers(2)))
                        .outcome());
        assertEquals(one.states(), two.states(), what);
        assertEquals(one.transitions(), two.transitions(), what);
        assertEquals(one.findings(), two.findings(), what);
    }
}
