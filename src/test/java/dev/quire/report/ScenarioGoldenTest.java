package dev.quire.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quire.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every scenario beside its expected output. `-Dquire.update=true` rewrites, and still fails.
final class ScenarioGoldenTest {
    private static final Path SCENARIOS = Path.of("scenarios");
    private static final Session SESSION = new Session();

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        try (Stream<Path> found = Files.walk(SCENARIOS)) {
            List<Path> files = found.filter(
                            p -> p.toString().endsWith(".quire") && !p.startsWith(SCENARIOS.resolve("bench")))
                    .sorted()
                    .toList();
            return files.stream()
                    .map(p -> dynamicTest(SCENARIOS.relativize(p).toString(), p.toUri(), () -> compare(p)));
        }
    }

    private static void compare(Path script) throws IOException {
        Golden golden = new Golden(script, SESSION);
        Golden.Text now = golden.now();
        if (Boolean.getBoolean("quire.update") && System.getenv("CI") == null) {
            golden.write(now);
            throw new AssertionError("rewritten: the report of " + script);
        }
        assertEquals("", golden.missing());
        assertEquals(golden.recorded(), now);
    }
}
