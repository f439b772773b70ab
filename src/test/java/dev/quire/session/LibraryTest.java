package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Scenarios compile only what they reach, so here every function of the library is compiled, under every profile and
/// patch.
class LibraryTest {
    private static final Path STDLIB = Path.of("stdlib");
    private static final Pattern PROFILE = Pattern.compile("(?m)^(?:recorded )?profile (\\w+)");

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(STDLIB)) {
            return all.filter(p -> p.toString().endsWith(".quire")).sorted().toList();
        }
    }

    static List<String> modules() throws IOException {
        return files().stream()
                .map(p -> p.getFileName().toString().replace(".quire", ""))
                .toList();
    }

    static List<String> profiles() throws IOException {
        String versions = Files.readString(STDLIB.resolve("linux/versions.quire"));
        return PROFILE.matcher(versions)
                .results()
                .map(MatchResult::group)
                .map(LibraryTest::lastWord)
                .toList();
    }

    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    @TestFactory
    Stream<DynamicTest> everyFunctionCompilesUnderEveryProfile() throws IOException {
        Session session = new Session();
        List<String> modules = modules();
        return profiles().stream()
                .map(profile -> DynamicTest.dynamicTest(profile, () -> {
                    Session.Checked checked = session.answer(new Request.Modules(profile, modules));
                    DiagnosticRenderer renderer = new DiagnosticRenderer(checked.sources());
                    assertEquals(
                            "",
                            checked.diagnostics().stream().map(renderer::render).collect(Collectors.joining()));
                }));
    }

    @Test
    void aFunctionIsCalledFromOutsideAndAFailureLeavesNothing() {
        Program program = new Session()
                .answer(new Request.Modules("v6_1", List.of("linux", "syscalls")))
                .programs()
                .getFirst();
        Machine machine = Session.machine(program);
        Machine.Call made = machine.call("process", 0);
        long process = assertInstanceOf(Machine.Call.Returned.class, made).words()[0];
        long low = machine.engine().store().fingerprintLow();
        Machine.Call mapped = machine.call("mmap", process, 4096, 6);
        assertEquals(0, assertInstanceOf(Machine.Call.Returned.class, mapped).words()[0]);
        machine.engine().store().forget();
        long after = machine.engine().store().fingerprintLow();
        assertInstanceOf(Machine.Call.Failed.class, machine.call("vma_count", 0));
        assertEquals(after, machine.engine().store().fingerprintLow());
        org.junit.jupiter.api.Assertions.assertNotEquals(low, after);
    }
}
