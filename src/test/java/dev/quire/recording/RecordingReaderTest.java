package dev.quire.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordingReaderTest {
    private static final String HEAD = "SCENARIO x mode=attach\nDESC a program\n";

    private static @Nullable Recording read(String text, Problems problems) {
        return RecordingReader.read(new Source(0, "x.txt", text), "linux-6.1", "attach", problems);
    }

    private static Diagnostic wrong(String text) {
        Problems problems = new Problems();
        assertNull(read(text, problems));
        return problems.sorted().getFirst();
    }

    private static Recording right(String text) {
        Problems problems = new Problems();
        Recording recording = read(text, problems);
        assertEquals(List.of(), problems.sorted());
        assertNotNull(recording);
        return recording;
    }

    @Test
    void everyRecordingIsReadAndEveryLineSaysTheSameWhenWritten() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("scenarios/recorded"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
                String text = Files.readString(file);
                List<String> written = right(text).steps().stream()
                        .flatMap(s -> s.lines().stream())
                        .map(Line::text)
                        .toList();
                List<String> lines = text.lines()
                        .filter(l -> l.matches("(RET|N|F|T|K|H|G|VMA|PTE|PMD|OUT) .*"))
                        .toList();
                assertTrue(written.containsAll(lines), file.toString());
            }
        }
    }

    @Test
    void aRunIsItsEntries() {
        Recording recording =
                right(HEAD + "STEP 1 A read 0\nRET 0\nRUN A 2..4 (same attributes, consecutive frames) first: "
                        + "PTE A 2 frame=p7 hw=P,RO,A map=1 ref=1 flags=- byte=00 pm=present\nEND\n");
        assertEquals(
                List.of(
                        "RET 0",
                        "PTE A 2 frame=p7 hw=P,RO,A map=1 ref=1 flags=- byte=00 pm=present",
                        "PTE A 3 frame=p8 hw=P,RO,A map=1 ref=1 flags=- byte=00 pm=present",
                        "PTE A 4 frame=p9 hw=P,RO,A map=1 ref=1 flags=- byte=00 pm=present"),
                recording.steps().getFirst().lines().stream().map(Line::text).toList());
    }

    @Test
    void aCutRecordingIsRefused() {
        assertEquals(Code.Q712, wrong(HEAD + "STEP 1 A read 0\nRET 0\n").code());
        assertEquals(Code.Q712, wrong(HEAD).code());
        assertEquals(Code.Q712, wrong("").code());
    }

    @Test
    void aLineOfNoKindIsRefusedWithItsNumber() {
        Diagnostic unknown = wrong(HEAD + "STEP 1 A read 0\nRET 0\nXYZ A\nEND\n");
        assertEquals(Code.Q711, unknown.code());
        assertTrue(unknown.message().contains("line 5"), unknown.message());
        for (String line : List.of(
                "PTE A zero frame=Z",
                "VMA A [0,8 rw-p",
                "T A tlb_flush [0,1) stride=x by=agent",
                "F A fault 99999999999999999999 READ ret=OK by=agent",
                "N A range_began [0,1)",
                "RUN A 4..2 (all) first: PTE A 4 frame=Z hw=P,RO",
                "RUN A 0..99999999 (all) first: PTE A 0 frame=Z hw=P,RO",
                "RUN A 0..9 (same attributes, consecutive frames) first: PTE A 0 frame=pX hw=P,RO",
                "RUN A 0..9 (same attributes, consecutive frames) first: PTE A 0 frame=p99999999999 hw=P,RO",
                "STEP 3 A read 0",
                "RET 1")) {
            assertEquals(
                    Code.Q711,
                    wrong(HEAD + "STEP 1 A read 0\nRET 0\n" + line + "\nEND\n").code(),
                    line);
        }
        assertEquals(Code.Q711, wrong(HEAD + "STEP 1 A read 0\nEND\n").code());
        assertEquals(Code.Q711, wrong(HEAD + "RET 0\nEND\n").code());
        assertEquals(Code.Q711, wrong("STEP 1 A read 0\n").code());
        assertEquals(Code.Q711, wrong(HEAD + "END\nEND\n").code());
    }
}
