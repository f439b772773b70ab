package dev.quire.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What docs/the-2019-question.md says of the recordings of 6.1: how often change_pte reached KVM, and that it changed
/// nothing: the line after is the notifier's, not one of an entry of the guest.
class ChangePteInRecordingsTest {
    private static final Path PAGE = Path.of("docs/the-2019-question.md");
    private static final Path RECORDINGS = Path.of("scenarios/recorded/linux-6.1");

    @Test
    void itReachedKvmAndChangedNothing() throws IOException {
        int calls = 0;
        int recordings = 0;
        List<Path> files;
        try (Stream<Path> found = Files.walk(RECORDINGS)) {
            files = found.filter(p -> p.toString().endsWith(".txt")).sorted().toList();
        }
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            int before = calls;
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("K kvm_set_spte_hva")) {
                    calls++;
                    assertTrue(lines.get(i + 1).startsWith("N A change_pte"), file + ": " + lines.get(i + 1));
                }
            }
            recordings += calls > before ? 1 : 0;
        }
        String said = "it reaches KVM " + calls + " times, in " + recordings + " recordings";
        assertEquals(1, Files.readString(PAGE).split(said, -1).length - 1, said);
    }
}
