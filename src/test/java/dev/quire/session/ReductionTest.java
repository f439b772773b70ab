package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reduced search finds what a full one finds: over generated scenarios. Those of the repository are explored both
/// ways in
/// `WorkersAgreeTest`.
final class ReductionTest {
    private static final Limits LIMITS = Limits.of(20_000, 100_000);
    private static final int PROGRAMS = Integer.getInteger("quire.reduction.programs", 250);

    private final Session session = new Session();

    @Test
    void generatedScenariosHaveTheSameVerdicts(@TempDir Path folder) throws IOException {
        long sum = 0;
        int compared = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Path file = folder.resolve("generated-" + seed + ".quire");
            String text = GeneratedScenarios.text(seed);
            Files.writeString(file, text);
            Session.Checked checked =
                    session.answer(new Request.Check(file, file.toString(), KernelChoice.of(List.of())));
            assertEquals(1, checked.programs().size(), () -> text + checked.diagnostics());
            Program program = checked.programs().getFirst();
            Session.Exploration full =
                    session.answer(new Request.Explore(program, LIMITS, false, true, Strategy.DEFAULT));
            long ratio = Reduced.compare(session, program, LIMITS, full, text);
            sum += ratio;
            compared += ratio > 0 ? 1 : 0;
            if (seed % 10 == 0) {
                Reduced.workers(session, program, LIMITS, text);
            }
        }
        // Threads have words of their own, so that there is something to leave out.
        String found = "a full search has " + sum / Math.max(1, compared) + " states for 100 of a reduced one";
        assertTrue(sum > compared * 120L, found);
        assertTrue(compared > PROGRAMS * 9 / 10, "compared " + compared);
        if (Boolean.getBoolean("quire.reduction.tell")) {
            System.out.println(found);
        }
    }
}
