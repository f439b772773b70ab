package dev.quire.session;

import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The scenarios of the repository that have threads, for tests that explore each in more ways than one. A fourth of
/// the
/// files, chosen by their names, unless `-Dquire.thorough=true` asks for all: to check a script takes longer than to
/// explore
/// it.
public final class ThreadedScenarios {
    private static final int ONE_IN = Boolean.getBoolean("quire.thorough") ? 1 : 4;

    private ThreadedScenarios() {}

    /// A test for each file, which is given what was checked and each program in turn.
    public static Stream<DynamicTest> each(BiConsumer<Session.Checked, Program> test) throws IOException {
        Session session = new Session();
        try (Stream<Path> found = Files.walk(Path.of("scenarios"))) {
            List<Path> files = found.filter(p -> p.toString().endsWith(".quire"))
                    .filter(p -> !p.startsWith("scenarios/errors"))
                    .filter(p -> Math.floorMod(p.toString().hashCode(), ONE_IN) == 0)
                    .sorted()
                    .toList();
            return files.stream()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), file.toUri(), () -> {
                        Session.Checked checked =
                                session.answer(new Request.Check(file, file.toString(), KernelChoice.of(List.of())));
                        for (Program program : checked.programs()) {
                            if (program.scenario() != null
                                    && !program.scenario().threads().isEmpty()) {
                                test.accept(checked, program);
                            }
                        }
                    }));
        }
    }
}
