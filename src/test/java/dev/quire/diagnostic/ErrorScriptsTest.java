package dev.quire.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every code is provoked by a script whose report is recorded beside it in scenarios/errors.
class ErrorScriptsTest {
    /// Codes that no script by itself provokes: Q105 takes 64 MiB (HostileInputTest), Q701 a file that is not there,
    /// Q704 and Q705 options of the command line, Q711 to Q713 a recording, Q721 to Q723 a session.
    private static final List<String> BY_OTHER_MEANS =
            List.of("Q105", "Q701", "Q704", "Q705", "Q711", "Q712", "Q713", "Q721", "Q722", "Q723");

    @Test
    void everyCodeHasAScript() throws IOException {
        TreeSet<String> provoked = new TreeSet<>(BY_OTHER_MEANS);
        Pattern code = Pattern.compile("(?m)^(?:error|warning)\\[(Q\\d+)]");
        try (Stream<Path> found = Files.list(Path.of("scenarios/errors"))) {
            for (Path recorded :
                    found.filter(p -> p.toString().endsWith(".err")).toList()) {
                code.matcher(Files.readString(recorded)).results().forEach(m -> provoked.add(m.group(1)));
            }
        }
        assertEquals(new TreeSet<>(Arrays.stream(Code.values()).map(Enum::name).toList()), provoked);
    }
}
