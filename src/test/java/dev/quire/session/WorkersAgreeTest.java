package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import dev.quire.report.Reports;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A scenario with threads is explored by one worker and by three: what is printed of it is the same, final states,
/// checks that were not reached and data races included. What is small enough to be exhausted is explored reduced as
/// well.
final class WorkersAgreeTest {
    private static final Limits LIMITS = Limits.of(2_500, 200);

    @TestFactory
    Stream<DynamicTest> threeWorkersSayWhatOneSays() throws IOException {
        Session session = new Session();
        return ThreadedScenarios.each((checked, program) -> compare(session, new Reports(checked.sources()), program));
    }

    private static void compare(Session session, Reports reports, Program program) {
        Session.Exploration one = session.answer(new Request.Explore(program, LIMITS, false, true, Strategy.DEFAULT));
        Session.Exploration three =
                session.answer(new Request.Explore(program, LIMITS, false, true, Strategy.DEFAULT.workers(3)));
        assertEquals(reports.exploration(one), reports.exploration(three));
        Reduced.compare(
                session,
                program,
                LIMITS,
                one,
                String.valueOf(
                        program.scenario() == null ? "" : program.scenario().title()));
    }
}
