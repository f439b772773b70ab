package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An assignment evaluates each of its parts once.
final class AssignmentTest {
    private static final String BOX = """
            object box {
              m: map<int, int>
              n: int
              sum: int
              cells: [4] int
            }
            fn bump(b: box) -> int {
              b.n += 1
              return b.n
            }
            fn other(b: box) -> box {
              b.n += 1
              return b
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theValueOfAMapsElement() throws IOException {
        holds("b.m[1] = bump(b)\nexpect b.n == 1\nexpect b.m[1] == 1");
    }

    @Test
    void theObjectOfACompoundAssignment() throws IOException {
        holds("other(b).sum += 5\nexpect b.n == 1\nexpect b.sum == 5");
    }

    @Test
    void theIndexOfACompoundAssignment() throws IOException {
        holds("b.cells[bump(b)] += 5\nexpect b.n == 1\nexpect b.cells[1] == 5");
    }

    @Test
    void theKeyAndObjectOfACompoundAssignment() throws IOException {
        holds("b.m[2] = 7\nother(b).m[bump(b)] += 5\nexpect b.n == 2\nexpect b.m[2] == 12");
    }

    private void holds(String statements) throws IOException {
        Path script = folder.resolve("once.quire");
        Files.writeString(script, BOX + "scenario \"once\" {\nb = new box { n: 0 }\n" + statements + "\n}\n");
        Session.Checked checked = new Session().answer(new Request.Check(script, "once.quire", KernelChoice.OWN));
        assertEquals(List.of(), checked.diagnostics());
        assertNull(new Session()
                .answer(new Request.Run(checked.programs().get(0), new Schedule.Default(), false))
                .failure());
    }
}
