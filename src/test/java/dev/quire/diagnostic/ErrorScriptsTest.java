package dev.quire.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every code is provoked by a script whose report is recorded beside it in scenarios/errors, or, where it takes an
/// option, a recording or a session, by a command in a transcript.
class ErrorScriptsTest {
    private static final Pattern REPORT = Pattern.compile("(?m)^(?:error|warning)\\[(Q\\d+)]");

    @Test
    void everyCodeIsProvokedAndItsReportRecorded() throws IOException {
        // A file of 64 MiB is nothing to keep: HugeFileTest makes one and holds every verb's report to the letter.
        TreeSet<String> provoked = new TreeSet<>(List.of("Q105"));
        provoked.addAll(reported(Path.of("scenarios/errors"), ".err"));
        provoked.addAll(reported(Path.of("src/test/transcripts"), ".md"));
        provoked.addAll(reported(Path.of("docs/repl.md"), ".md"));
        assertEquals(new TreeSet<>(Arrays.stream(Code.values()).map(Enum::name).toList()), provoked);
    }

    private static Set<String> reported(Path below, String ending) throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> found = Files.walk(below)) {
            for (Path recorded :
                    found.filter(p -> p.toString().endsWith(ending)).toList()) {
                REPORT.matcher(Files.readString(recorded)).results().forEach(m -> codes.add(m.group(1)));
            }
        }
        return codes;
    }
}
