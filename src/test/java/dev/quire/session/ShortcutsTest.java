package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.BreadthFirst;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.explore.scenario.ScenarioModel;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Steps that are made again without running, and properties that are not evaluated again, change nothing: every
/// scenario
/// with threads is explored with and without.
final class ShortcutsTest {
    private static final Limits LIMITS = Limits.of(5_000, 200);

    @TestFactory
    Stream<DynamicTest> shortcutsChangeNothing() throws IOException {
        return ThreadedScenarios.all((checked, program) -> compare(program));
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
