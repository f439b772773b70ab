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
    void aViolationIsFoundAgainByItsSchedule() throws SavedSchedule.Malformed {
        Program program = program(PROTOCOL, 0);
        Finding found = finding(program);
        SavedSchedule saved = SavedSchedule.read(text(program, found), program);
        assertEquals("", saved.misfit(program));
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
    void whatIsCutOrMalformedIsRefused() {
        Program program = program(RETRY, 2);
        String text = text(program, finding(program));
        refused(program, "", "line 1");
        refused(program, "something else\n", "line 1");
        refused(program, text.substring(0, text.indexOf("program")), "line 4");
        refused(program, text.substring(0, text.indexOf("end ")), "is cut");
        refused(program, text.replace("end 4", "end 5"), "counts other steps");
        refused(program, text.replace("\none ", "\nnobody "), "no thread `nobody`");
        refused(program, text.replaceFirst("\none ", "\none x "), "`x` is not the number");
    }

    private static void refused(Program program, String text, String why) {
        String said = assertThrows(SavedSchedule.Malformed.class, () -> SavedSchedule.read(text, program))
                .getMessage();
        assertTrue(String.valueOf(said).contains(why), said);
    }

    @Test
    void anotherProgramIsRefused() throws SavedSchedule.Malformed {
        Program program = program(RETRY, 2);
        String text = text(program, finding(program));
        Program other = program(RETRY, 0);
        assertTrue(SavedSchedule.read(text, other).misfit(other).contains("it is one of"));
        SavedSchedule changed = SavedSchedule.read(text.replaceFirst("\nprogram ..", "\nprogram zz"), program);
        assertTrue(changed.misfit(program).contains("has changed since it was saved"));
    }
}
