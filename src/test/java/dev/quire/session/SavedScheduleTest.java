package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.scenario.SavedSchedule;
import dev.quire.program.Program;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Counterexamples come back from their files, fail again when they are run, and are refused when anything is
/// different.
final class SavedScheduleTest {
    private static final Path RETRY =
            Path.of("scenarios/language/explored/a-retry-waits-for-a-word-that-it-read.quire");
    private static final Path PROTOCOL = Path.of("scenarios/bench/cow-without-retry.quire");

    private static Program program(Path file, int number) {
        return new Session()
                .answer(new Request.Check(file, file.toString(), KernelChoice.OWN))
                .programs()
                .get(number);
    }

    private static Finding finding(Program program) {
        return Objects.requireNonNull(new Session()
                        .answer(new Request.Explore(program, Limits.of(1_000_000, 1_000), true, false))
                        .outcome())
                .findings()
                .getFirst();
    }

    private static String text(Program program, Finding found) {
        return SavedSchedule.of(program, "something", found.path())
                .text(program, Collections.nCopies(found.path().size(), "somewhere -- else"));
    }

    @Test
    void aViolationIsFoundAgainByItsSchedule() throws SavedSchedule.Misfit {
        Program program = program(PROTOCOL, 0);
        Finding found = finding(program);
        SavedSchedule saved = SavedSchedule.read(text(program, found), program);
        assertEquals(found.path(), saved.steps());
        Session.Run run = new Session().answer(new Request.Run(program, new Schedule.Exact(saved.steps()), false));
        assertTrue(String.valueOf(assertNotNullFailure(run)).contains("does not hold"));
        // One step less, and all is still well.
        List<dev.quire.explore.Step> shorter =
                saved.steps().subList(0, saved.steps().size() - 1);
        assertEquals(
                null,
                new Session()
                        .answer(new Request.Run(program, new Schedule.Exact(shorter), false))
                        .failure());
    }

    @Test
    void aDeadlockIsOneAgain() {
        Program program = program(RETRY, 2);
        Finding found = finding(program);
        assertEquals(Finding.What.DEADLOCK, found.what());
        assertTrue(assertNotNullFailure(
                        new Session().answer(new Request.Run(program, new Schedule.Exact(found.path()), false)))
                .contains("deadlock"));
    }

    private static String assertNotNullFailure(Session.Run run) {
        assertNotNull(run.failure());
        return String.valueOf(run.failure().getMessage());
    }

    @Test
    void whatIsCutOrMisfitIsRefused() {
        Program program = program(RETRY, 2);
        String text = text(program, finding(program));
        refused(program, "", 1, "a schedule begins with");
        refused(program, "something else\n", 1, "a schedule begins with");
        refused(program, text.substring(0, text.indexOf("program")), 4, "`program …` is missing");
        refused(program, text.substring(0, text.indexOf("end ")), 9, "is cut");
        refused(program, text.replace("end 4", "end 5"), 10, "counts other steps");
        refused(program, text.replace("\none ", "\nnobody "), 6, "no thread `nobody`");
        refused(program, text.replaceFirst("\none ", "\none x "), 6, "`x` is not the number");
    }

    private static void refused(Program program, String text, int line, String why) {
        SavedSchedule.Misfit misfit = assertThrows(SavedSchedule.Misfit.class, () -> SavedSchedule.read(text, program));
        assertTrue(String.valueOf(misfit.getMessage()).contains(why), misfit.getMessage());
        assertEquals(line, misfit.line());
    }

    @Test
    void anotherProgramIsRefused() {
        Program program = program(RETRY, 2);
        String text = text(program, finding(program));
        Program other = program(RETRY, 0);
        refused(other, text, 2, "it is one of");
        refused(program, text.replaceFirst("\nkernel ", "\nkernel w"), 3, "it is one of kernel");
        refused(program, text.replaceFirst("\nprogram ..", "\nprogram zz"), 4, "has changed since it was saved");
    }
}
