package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.explore.ParallelBreadthFirst;
import dev.quire.program.Program;
import dev.quire.report.Reports;
import java.util.List;
import java.util.Objects;

/// One program searched by one worker and by two, whole and reduced, final states counted. Two workers say what one
/// says, to the letter. Reduced, verdicts, outcome sets and ranges of costs are the same, and fewer states are counted.
final class SearchesAgree {
    private final Limits limits;
    private final ParallelBreadthFirst.Portions portions;
    private int exhausted;
    private long percents;

    SearchesAgree(Limits limits, ParallelBreadthFirst.Portions portions) {
        this.limits = limits;
        this.portions = portions;
    }

    /// Programs whose whole search was exhausted, so that there was a reduced one to compare with.
    int exhausted() {
        return exhausted;
    }

    /// How many states a whole search has for each hundred of the reduced one, on average.
    long percent() {
        return percents / Math.max(1, exhausted);
    }

    private Session.Exploration explore(Program program, Strategy strategy) {
        return new Explorer(program, strategy, portions).explore(limits, false, true);
    }

    /// Compares; `what` is said of a program for which they differ.
    void compare(Reports reports, Program program, String what) {
        Session.Exploration one = explore(program, Strategy.DEFAULT);
        Session.Exploration two = explore(program, Strategy.DEFAULT.workers(2));
        assertEquals(reports.exploration(one), reports.exploration(two), what);
        Outcome all = one.outcome();
        if (all != null && all.exhausted()) {
            exhausted++;
            percents += reduced(one, all, program, what);
        }
    }

    private long reduced(Session.Exploration full, Outcome all, Program program, String what) {
        Session.Exploration reduced = explore(program, Strategy.DEFAULT.reduce());
        Outcome fewer = Objects.requireNonNull(reduced.outcome());
        assertTrue(fewer.exhausted(), what);
        assertTrue(fewer.states() <= all.states(), what);
        assertEquals(found(all), found(fewer), what);
        assertArrayEquals(all.known(), fewer.known(), what);
        assertArrayEquals(all.moved(), fewer.moved(), what);
        assertEquals(full.unreached(), reduced.unreached(), what);
        assertEquals(full.outcomes(), reduced.outcomes(), what);
        assertEquals(full.observations(), reduced.observations(), what);
        assertEquals(full.costs(), reduced.costs(), what);
        assertEquals(
                Objects.requireNonNull(full.races()).contested(),
                Objects.requireNonNull(reduced.races()).contested(),
                what);
        Session.Exploration two = explore(program, Strategy.DEFAULT.reduce().workers(2));
        Outcome same = Objects.requireNonNull(two.outcome());
        assertEquals(fewer.states(), same.states(), what);
        assertEquals(fewer.transitions(), same.transitions(), what);
        assertEquals(fewer.findings(), same.findings(), what);
        assertEquals(reduced.outcomes(), two.outcomes(), what);
        assertEquals(reduced.costs(), two.costs(), what);
        return 100 * all.states() / fewer.states();
    }

    private static List<String> found(Outcome o) {
        return o.findings().stream()
                .map(f -> f.what() + " " + f.property() + (f.what() == Finding.What.FAILURE ? "" : f.text()))
                .sorted()
                .toList();
    }
}
