package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.program.Program;
import dev.quire.report.Reports;
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
        Session.Checked checked = Session.check(script, script.getFileName().toString(), List.of());
        boolean wrong = !checked.diagnostics().isEmpty();
        String actual = wrong ? errors(checked) : output(script, checked);
        Path expected = sibling(script, wrong ? ".err" : ".out");
        if (Boolean.getBoolean("quire.update") && System.getenv("CI") == null) {
            Files.writeString(expected, actual);
            throw new AssertionError("rewritten: " + expected);
        }
        assertEquals(
                false,
                Files.exists(sibling(script, wrong ? ".out" : ".err")),
                "a scenario has exactly one of .out and .err");
        assertEquals(Files.readString(expected), actual);
    }

    private static Path sibling(Path script, String ending) {
        return script.resolveSibling(script.getFileName().toString().replaceAll("\\.quire$", ending));
    }

    private static String errors(Session.Checked checked) {
        DiagnosticRenderer renderer = new DiagnosticRenderer(checked.sources());
        StringBuilder out = new StringBuilder();
        checked.diagnostics().forEach(d -> out.append(renderer.render(d)));
        return out.toString();
    }

    private static String output(Path script, Session.Checked checked) {
        Reports reports = new Reports(checked.sources());
        StringBuilder out = new StringBuilder();
        boolean explore = script.startsWith(SCENARIOS.resolve("races"));
        for (Program program : checked.programs()) {
            out.append(
                    explore
                            ? reports.exploration(Session.explore(program, 1_000_000, 10_000, false))
                            : reports.run(Session.run(program, List.of()), true));
        }
        return out.toString();
    }
}
