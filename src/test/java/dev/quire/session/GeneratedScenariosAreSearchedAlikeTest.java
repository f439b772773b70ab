package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.Limits;
import dev.quire.explore.ParallelBreadthFirst;
import dev.quire.program.Program;
import dev.quire.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small generated scenarios, two threads with one or two statements each and up to three threads with more: searched
/// by one
/// worker and by two, whole and reduced.
final class GeneratedScenariosAreSearchedAlikeTest {
    private static final Limits LIMITS = Limits.of(20_000, 100_000);
    private static final int TINY = 2_000;
    private static final int SMALL = 60;

    @Test
    void tinyOnes(@TempDir Path folder) throws IOException {
        SearchesAgree agree = searched(folder, 0, TINY, GeneratedScenarios.Size.TINY);
        assertTrue(agree.exhausted() > TINY * 9 / 10, "exhausted " + agree.exhausted());
    }

    @Test
    void smallOnes(@TempDir Path folder) throws IOException {
        worthIt(searched(folder, 0, SMALL, GeneratedScenarios.Size.SMALL), SMALL);
    }

    @Tag("slow")
    @Test
    void tenTimesAsMany(@TempDir Path folder) throws IOException {
        searched(folder, TINY, 10 * TINY, GeneratedScenarios.Size.TINY);
        worthIt(searched(folder, SMALL, 10 * SMALL, GeneratedScenarios.Size.SMALL), 10 * SMALL);
    }

    /// Threads have words of their own, so that there is something to leave out.
    private static void worthIt(SearchesAgree agree, int count) {
        assertTrue(agree.exhausted() > count * 8 / 10, "exhausted " + agree.exhausted());
        assertTrue(agree.percent() > 120, "states of a whole search for 100 of a reduced one: " + agree.percent());
    }

    private static SearchesAgree searched(Path folder, int from, int count, GeneratedScenarios.Size size)
            throws IOException {
        // Portions of two states, so that workers meet in small layers too.
        SearchesAgree agree = new SearchesAgree(LIMITS, new ParallelBreadthFirst.Portions(2, 6));
        Session session = new Session();
        for (int seed = from; seed < from + count; seed++) {
            Path file = folder.resolve("generated-" + seed + ".quire");
            String text = GeneratedScenarios.text(seed, size);
            Files.writeString(file, text);
            Session.Checked checked = session.answer(new Request.Check(file, file.toString(), KernelChoice.OWN));
            assertEquals(List.of(), checked.diagnostics(), text);
            for (Program program : checked.programs()) {
                agree.compare(new Reports(checked.sources()), program, text);
            }
            Files.delete(file);
        }
        return agree;
    }
}
