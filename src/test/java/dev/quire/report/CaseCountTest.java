package dev.quire.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.session.Cases;
import dev.quire.session.Request;
import dev.quire.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which cases of the kernel's own tests are scenarios: the ids are the list's, none is claimed by two scripts, and
/// there
/// are never fewer than there were.
class CaseCountTest {
    private static final Path FOLDER = Path.of("scenarios/linux");
    private static final Path PAGE = Path.of("docs/conformance.md");
    private static final int ROWS = 386;
    /// What there was when this was last raised.
    private static final int CORE_SCENARIOS = 179;

    private static final Cases CASES = new Session().answer(new Request.Counted(FOLDER));

    @Test
    void theListIsWhole() {
        assertEquals(List.of(), CASES.diagnostics());
        assertEquals(ROWS, CASES.all().size());
        assertEquals(ROWS, CASES.all().stream().map(Cases.Case::id).distinct().count());
    }

    @Test
    void everyIdIsInTheList() {
        Set<String> ids = CASES.all().stream().map(Cases.Case::id).collect(Collectors.toSet());
        assertEquals(
                List.of(),
                CASES.claims().keySet().stream().filter(id -> !ids.contains(id)).toList());
    }

    @Test
    void noIdIsClaimedByTwoScripts() {
        assertEquals(
                List.of(),
                CASES.claims().entrySet().stream()
                        .filter(e -> e.getValue().size() > 1)
                        .map(Map.Entry::toString)
                        .toList());
    }

    @Test
    void thereAreNotFewerThanThereWere() {
        int now = CASES.count("", Cases.Level.CORE).scenarios();
        assertTrue(now >= CORE_SCENARIOS, now + " core cases are scenarios, fewer than " + CORE_SCENARIOS);
        if (now > CORE_SCENARIOS) {
            System.out.println(now + " core cases are scenarios, " + CORE_SCENARIOS + " were: raise CORE_SCENARIOS");
        }
    }

    /// The page may lag behind, since scenarios come more often than it is made; it claims nothing that is not there.
    @Test
    void thePageClaimsNoMoreThanThereIs() throws IOException {
        List<String> rows = ConformanceDocument.cases(CASES)
                .lines()
                .filter(l -> l.startsWith("| "))
                .toList();
        List<String> written;
        try (Stream<String> page = Files.lines(PAGE)) {
            written = page.dropWhile(l -> !l.startsWith("## Cases"))
                    .takeWhile(l -> !l.startsWith("## Recordings"))
                    .filter(l -> l.startsWith("| "))
                    .toList();
        }
        assertEquals(rows.size(), written.size());
        for (int row = 1; row < rows.size(); row++) {
            assertEquals(cells(rows.get(row))[1], cells(written.get(row))[1]);
            assertTrue(scenarios(written.get(row)) <= scenarios(rows.get(row)), written.get(row));
        }
    }

    private static String[] cells(String row) {
        return row.split("\\|", -1);
    }

    private static int scenarios(String row) {
        return Integer.parseInt(cells(row)[2].strip().replaceAll("/.*", ""));
    }
}
