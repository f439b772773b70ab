package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.report.Golden;
import dev.quire.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session that was saved is a script that runs, and a golden test as it stands.
final class SavedSessionTest {
    @TempDir
    private Path folder;

    private Path saved(List<String> command, String... inputs) {
        Path script = folder.resolve("kept.quire");
        CommandRun run = CommandRun.of(command, String.join("\n", inputs) + "\n:save " + script + "\n");
        assertEquals(Main.HELD, run.code(), run.error());
        return script;
    }

    private static CommandRun quire(String... words) {
        return CommandRun.of(List.of(words), "");
    }

    private static void held(CommandRun run) {
        assertEquals(Main.HELD, run.code(), run.out() + run.error());
    }

    /// What `quire test --update` does, which refuses to where CI=true.
    private static void record(Path script) throws IOException {
        Golden golden = new Golden(script, new Session());
        golden.write(golden.now());
    }

    @Test
    void aRecordedSessionIsAGoldenTestAsItStands() throws IOException {
        Path script = saved(
                List.of("repl"),
                ":record on",
                "process A",
                "buf = A.mmap(2 pages, rw-)",
                "A.write(buf, 0x41)",
                "A.read(buf[1])",
                "A.pte(buf[1]).mapcount");
        assertTrue(Files.readString(script).contains("expect A.read(buf[1]) == 65"), Files.readString(script));
        held(quire("run", script.toString()));
        record(script);
        held(quire("test", folder.toString()));
    }

    @Test
    void theKernelThatWasBuiltUpIsSaved() throws IOException {
        Path patch = folder.resolve("exclusive.quire");
        Files.writeString(patch, "patch no_exclusive { set anon_exclusive = no }\n");
        Path script = saved(
                List.of("repl", "--kernel", "v5_2+event_aware", "--patch", patch.toString()),
                ":set has_change_pte=no",
                "process A",
                "expect A.vma_count == 0");
        String text = Files.readString(script);
        assertTrue(text.contains("use event_aware"), text);
        assertTrue(text.contains("patch set_has_change_pte_no { set has_change_pte = no }"), text);
        Files.delete(patch);
        held(quire("run", script.toString()));
    }

    @Test
    void theStepsThatWereTakenAreItsSchedule() throws IOException {
        Path script = saved(
                List.of("repl"),
                ":record on",
                "object counter { shared value: int }",
                "c = new counter { }",
                "fn add(c: counter, by: int) { let old = c.value\n c.value = old + by }",
                "thread one { add(c, 1) }",
                ":step add(c, 10)",
                ":step s2",
                ":run one",
                ":run s2",
                "c.value");
        Path schedule = folder.resolve("kept.schedule");
        held(quire("run", "--schedule", schedule.toString(), script.toString()));
        // In the order of the text nothing is lost, and the check of what was seen fails.
        assertEquals(Main.FAILED, quire("run", script.toString()).code());
        record(script);
        held(quire("test", folder.toString()));
        assertFalse(Files.readString(folder.resolve("kept.out")).contains("FAIL"));
    }

    @Test
    void stepsOfAScriptThatChecksNothingAreNotLostSilently() {
        Path script = folder.resolve("kept.quire");
        CommandRun run = CommandRun.of(
                List.of("repl"),
                "object counter { shared value: int }\nc = new counter { }\n:step c.value += 1\n:run s1\n:save "
                        + script + "\n");
        assertTrue(run.out().contains("the steps are not saved"), run.out() + run.error());
        assertTrue(Files.exists(script));
    }
}
