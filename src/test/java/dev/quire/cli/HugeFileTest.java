package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file beyond the limit of what is read whole, whatever verb is given it. (A transcript cannot hold one.)
final class HugeFileTest {
    private static final long LIMIT = 64L << 20;

    @TempDir
    private Path folder;

    @Test
    void everyVerbSaysWhichFileIsTooLarge() throws IOException {
        String huge = huge("huge.quire");
        refused(huge, "0 passed, 0 failed, 1 script refused\n", "run", huge);
        refused(huge, "", "explore", huge);
        refused(huge, "", "fmt", "--check", huge);
        refused(huge, "", "repl", huge);
        String recording = huge("huge.txt");
        refused(recording, "", "conform", recording);
        String schedule = huge("huge.schedule");
        String script = "src/test/transcripts/scripts/two-threads.quire";
        refused(schedule, "0 passed, 0 failed\n", "run", "--schedule", schedule, script);
    }

    private static void refused(String file, String out, String... command) {
        CommandRun run = CommandRun.of(List.of(command), "");
        assertEquals("error[Q105]: " + file + " is larger than 64 MiB\n  help: split it\n", run.error());
        assertEquals(out, run.out());
        assertEquals(Main.INPUT, run.code());
    }

    private String huge(String name) throws IOException {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(LIMIT + 1);
        }
        return path.toString();
    }
}
