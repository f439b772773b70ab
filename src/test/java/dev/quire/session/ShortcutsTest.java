package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quire.explore.BreadthFirst;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.explore.scenario.ScenarioModel;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Steps that are made again without running, and properties that are not evaluated again, change nothing: every
/// scenario
/// with threads is explored with and without.
final class ShortcutsTest {
    private static final Limits LIMITS = Limits.of(20_000, 200);

    @TestFactory
    Stream<DynamicTest> shortcutsChangeNothing() throws IOException {
        Session session = new Session();
        try (Stream<Path> found = Files.walk(Path.of("scenarios"))) {
            List<Path> files = found.filter(p -> p.toString().endsWith(".quire"))
                    .filter(p -> !p.startsWith("scenarios/errors"))
                    .sorted()
                    .toList();
            return files.stream()
                    .map(file -> dynamicTest(file.toString(), () -> {
                        Session.Checked checked =
                                session.answer(new Request.Check(file, file.toString(), KernelChoice.OWN));
                        for (Program program : checked.programs()) {
                            if (program.scenario() != null
                                    && !program.scenario().threads().isEmpty()) {
                                compare(program);
                            }
                        }
                    }));
        }
    }

    private static void compare(Program program) {
        Machine slow = Session.machine(program);
        if (Explorer.prepare(slow) != null) {
            // A script that shows a failure of its setup.
            return;
        }
        slow.caching(false);
        Outcome expected = new BreadthFirst(
                        new ScenarioModel(slow) {
                            @Override
                            public boolean mayDiffer(int property) {
                                return true;
                            }
                        },
                        LIMITS,
                        false)
                .search();
        Outcome actual = new BreadthFirst(new ScenarioModel(prepared(program)), LIMITS, false).search();
        assertTrue(actual.states() > 0);
        assertEquals(expected.states(), actual.states());
        assertEquals(expected.transitions(), actual.transitions());
        assertEquals(expected.depth(), actual.depth());
        assertEquals(expected.limit(), actual.limit());
        assertEquals(expected.findings(), actual.findings());
    }

    private static Machine prepared(Program program) {
        Machine machine = Session.machine(program);
        Explorer.prepare(machine);
        return machine;
    }
}
