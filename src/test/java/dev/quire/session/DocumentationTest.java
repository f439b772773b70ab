package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every `quire` block of the documents is a script that holds: run where it is sequential, explored where it has
/// threads. One marked `error CODE` is refused with that code first.
final class DocumentationTest {
    private static final List<Path> DOCUMENTS = List.of(Path.of("README.md"), Path.of("docs/language.md"));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```quire(?: error (Q\\d+))?\\n(.*?)^```$");
    private static final long MOST_STATES = 100_000;

    private final Session session = new Session();

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> blocks() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : DOCUMENTS) {
            String text = Files.readString(document);
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                long line = text.substring(0, block.start()).lines().count() + 1;
                String code = block.group(1);
                String script = block.group(2);
                tests.add(dynamicTest(document + ":" + line, () -> check(code, script)));
            }
        }
        assertTrue(tests.size() > 15);
        return tests;
    }

    private void check(String code, String text) throws IOException {
        Path script = folder.resolve("block.quire");
        Files.writeString(script, text);
        Session.Checked checked = session.answer(new Request.Check(script, "block.quire", KernelChoice.OWN));
        if (code != null) {
            assertFalse(checked.diagnostics().isEmpty());
            assertEquals(code, checked.diagnostics().getFirst().code().name());
            return;
        }
        assertEquals(List.of(), checked.diagnostics());
        checked.programs().forEach(this::holds);
    }

    private void holds(Program program) {
        if (Objects.requireNonNull(program.scenario()).threads().isEmpty()) {
            Session.Run run = session.answer(new Request.Run(program, new Schedule.Default(), false));
            assertTrue(run.held(), String.valueOf(run.failure()));
            return;
        }
        Session.Exploration explored =
                session.answer(new Request.Explore(program, Limits.of(MOST_STATES, 10_000), false, false));
        var outcome = explored.outcome();
        assertNotNull(outcome, String.valueOf(explored.setupFailure()));
        assertTrue(outcome.exhausted());
        for (Finding finding : outcome.findings()) {
            assertEquals(Finding.What.WITNESS, finding.what(), finding.text());
        }
        for (int i = 0; i < program.scenario().properties().size(); i++) {
            int property = i;
            assertTrue(
                    !program.scenario().properties().get(i).kind().equals("exists")
                            || outcome.findings().stream().anyMatch(f -> f.property() == property),
                    "no witness of " + program.scenario().properties().get(i).text());
        }
    }
}
