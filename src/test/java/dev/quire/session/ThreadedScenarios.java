package dev.quire.session;

import dev.quire.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The scenarios of the repository that have threads, for tests that explore each in more ways than one.
public final class ThreadedScenarios {
    /// To check a script often takes longer than to explore it.
    private static final Pattern THREAD = Pattern.compile("^ *thread ", Pattern.MULTILINE);

    private static final int ONE_IN = Boolean.getBoolean("quire.thorough") ? 1 : 4;

    private ThreadedScenarios() {}

    /// A test for each file, which is given what was checked and each program in turn.
    public static Stream<DynamicTest> all(BiConsumer<Session.Checked, Program> test) throws IOException {
        return each(1, test);
    }

    /// The same for a fourth of the files, chosen by their names; for all where `-Dquire.thorough=true` asks for it.
    public static Stream<DynamicTest> some(BiConsumer<Session.Checked, Program> test) throws IOException {
        return each(ONE_IN, test);
    }

    private static Stream<DynamicTest> each(int oneIn, BiConsumer<Session.Checked, Program> test) throws IOException {
        Session session = new Session();
        try (Stream<Path> found = Files.walk(Path.of("scenarios"))) {
            List<Path> files = found.filter(p -> p.toString().endsWith(".quire"))
                    .filter(p -> !p.startsWith("scenarios/errors"))
                    .filter(p -> Math.floorMod(p.toString().hashCode(), oneIn) == 0)
                    .filter(ThreadedScenarios::hasThreads)
                    .sorted()
                    .toList();
            return files.stream()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), file.toUri(), () -> {
                        Session.Checked checked =
                                session.answer(new Request.Check(file, file.toString(), KernelChoice.OWN));
                        for (Program program : checked.programs()) {
                            if (program.scenario() != null
                                    && !program.scenario().threads().isEmpty()) {
                                test.accept(checked, program);
                            }
                        }
                    }));
        }
    }

    private static boolean hasThreads(Path script) {
        try {
            return THREAD.matcher(Files.readString(script)).find();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
