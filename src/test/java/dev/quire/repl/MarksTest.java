package dev.quire.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.session.Interactive;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is marked while one types: what is wrong, and nothing that is not finished.
final class MarksTest {
    private final Interactive session = new Session()
            .answer(new Request.Open(KernelChoice.OWN, List.of("linux")))
            .session();
    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private final Marks marks = new Marks(new Repl(session, KernelChoice.OWN, nowhere, Paint.NONE, false));

    /// The marked parts of a text with the cursor at its end.
    private List<String> marked(String text) {
        return marked(text, text.length());
    }

    private List<String> marked(String text, int cursor) {
        return marks.wrong(text, cursor).stream()
                .map(m -> text.substring(m.start(), m.end()))
                .toList();
    }

    @Test
    void a_name_that_is_not_there() {
        session.enter("process A");
        session.enter("buf = A.mmap(2 pages, rw-)");
        assertEquals(List.of("bif"), marked("A.write(bif[0], 1)"));
        assertEquals(List.of("bif"), marked("A.write(bif[0], 1)", 3));
        assertEquals(List.of(), marked("A.write(bif[0], 1)", 10), "where the cursor is, it may still be mended");
    }

    @Test
    void what_is_right_or_not_finished() {
        session.enter("process A");
        for (String text : List.of(
                "A",
                "A.",
                "A.mma",
                "A.mmap(2 pages,",
                "A.mmap(2 pages, rw-)",
                "x = ",
                "x = no_such_name",
                "fn f(n: int) -> int {",
                "fn f(n: int) -> int {\n  return n +",
                "expect 1 ==",
                "use linux",
                ":step A.fo",
                "\"text")) {
            assertEquals(List.of(), marked(text), text);
        }
    }

    @Test
    void grammar_and_commands() {
        assertEquals(List.of(")"), marked("x = 1 ) + 2"));
        assertEquals(List.of("nosuch"), marked(":until nosuch == 1 && yes"));
        assertEquals(List.of(":frob"), marked(":frob x"));
        assertEquals(List.of(), marked(":und"));
    }

    @Test
    void looking_changes_nothing() {
        session.enter("process A");
        int moves = session.length();
        int sources = session.sources().size();
        marked("A.write(bif[0], 1)");
        marked("y = A.mmap(2 pages, rw-); y = 5");
        assertEquals(moves, session.length());
        assertEquals(sources, session.sources().size());
        assertEquals(List.of("y"), marked("y == y && yes").stream().distinct().toList());
    }
}
