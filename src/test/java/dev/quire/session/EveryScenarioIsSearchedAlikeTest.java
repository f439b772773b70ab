package dev.quire.session;

import dev.quire.explore.Limits;
import dev.quire.explore.ParallelBreadthFirst;
import dev.quire.program.Program;
import dev.quire.report.Reports;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Every scenario of the repository that has threads: verdicts, outcome sets, ranges of costs and, unreduced, counts
/// and
/// counterexamples are the same for one worker and two, whole and reduced.
final class EveryScenarioIsSearchedAlikeTest {
    /// Enough for nine in ten of the scenarios.
    private static final Limits FEW = Limits.of(5_000, 100_000);

    /// Enough for all but those benchmarks that have no end.
    private static final Limits MANY = Limits.of(3_000_000, 100_000);

    @TestFactory
    Stream<DynamicTest> upToAFewThousandStates() throws IOException {
        return searched(FEW, new ParallelBreadthFirst.Portions(16, 16));
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> toTheEnd() throws IOException {
        return searched(MANY, ParallelBreadthFirst.Portions.USUAL);
    }

    private static Stream<DynamicTest> searched(Limits limits, ParallelBreadthFirst.Portions portions)
            throws IOException {
        SearchesAgree agree = new SearchesAgree(limits, portions);
        return ThreadedScenarios.all(
                (checked, program) -> agree.compare(new Reports(checked.sources()), program, title(program)));
    }

    private static String title(Program program) {
        return Objects.requireNonNull(program.scenario()).title();
    }
}
