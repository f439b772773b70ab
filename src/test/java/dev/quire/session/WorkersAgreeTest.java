package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import dev.quire.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every scenario with threads is explored by one worker and by three: what is printed of it is the same, final states,
/// checks that were not reached and data races included.
final class WorkersAgreeTest {
    private static final Limits LIMITS = Limits.of(2_500, 200);

    @TestFactory
    Stream<DynamicTest> threeWorkersSayWhatOneSays() throws IOException {
        Session session = new Session();
        try (Stream<Path> found = Files.walk(Path.of("scenarios"))) {
            List<Path> files = found.filter(p -> p.toString().endsWith(".quire"))
                    .filter(p -> !p.startsWith("scenarios/errors"))
                    .sorted()
                    .toList();
            return files.stream()
                    .map(file -> dynamicTest(file.toString(), file.toUri(), () -> {
                        Session.Checked checked =
                                session.answer(new Request.Check(file, file.toString(), KernelChoice.of(List.of())));
                        Reports reports = new Reports(checked.sources());
                        for (Program program : checked.programs()) {
                            if (program.scenario() != null
                                    && !program.scenario().threads().isEmpty()) {
                                compare(session, reports, program);
                            }
                        }
                    }));
        }
    }

    private static void compare(Session session, Reports reports, Program program) {
        String one = reports.exploration(
                session.answer(new Request.Explore(program, LIMITS, false, true, Strategy.DEFAULT)));
        String three = reports.exploration(
                session.answer(new Request.Explore(program, LIMITS, false, true, Strategy.DEFAULT.workers(3))));
        assertEquals(one, three);
    }
}
