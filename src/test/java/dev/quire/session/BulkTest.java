package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A statement over many pages: what is kept of it is bounded, and undoing it and taking it again runs nothing.
final class BulkTest {
    private static final int PAGES = 20_000;

    private final Interactive session = new Session()
            .answer(new Request.Open(KernelChoice.OWN, List.of("linux")))
            .session();

    private Answer.Done done(String input) {
        return assertInstanceOf(Answer.Done.class, session.enter(input));
    }

    private String value(String expression) {
        long[] words = done(expression).words();
        return String.valueOf(words[words.length - 1]);
    }

    @Test
    void a_write_to_many_pages() {
        done("process A");
        done("buf = A.mmap(" + PAGES + " pages, rw-)");
        Answer.Done written = done("A.write(buf, 0x41)");

        assertTrue(written.happenings().size() <= BoundedTrace.FIRST + BoundedTrace.LAST + 1);
        Happening.Skipped skipped = written.happenings().stream()
                .filter(h -> h instanceof Happening.Skipped)
                .map(h -> (Happening.Skipped) h)
                .findFirst()
                .orElseThrow();
        long kept = written.happenings().stream()
                .filter(h -> h instanceof Happening.Emitted)
                .count();
        Map<Integer, Long> counts = session.holdings().counts();
        assertEquals(counts.values().stream().mapToLong(Long::longValue).sum(), kept + skipped.count());
        assertTrue(counts.containsValue((long) PAGES), counts.toString());

        assertEquals("65", value("A.read(buf[" + (PAGES - 1) + "])"));
        session.undo();
        Move back = session.undo();
        assertNotNull(back);
        assertEquals("A.write(buf, 0x41)", back.text());
        assertEquals(Map.of(), session.holdings().counts());
        assertEquals("1", value("A.pte(buf[0]).is_none && A.pte(buf[" + (PAGES - 1) + "]).is_none"));
        session.undo();
        session.redo();
        assertSame(written, session.redo());
        assertEquals(counts, session.holdings().counts());
        assertEquals("65", value("A.read(buf[" + (PAGES - 1) + "])"));
        done("A.write(buf[7], 0x42)");
        assertEquals("66", value("A.read(buf[7])"));
    }

    @Test
    void a_loop_that_fails_near_its_end_tells_the_end() {
        done("process A");
        done("buf = A.mmap(3000 pages, rw-)");
        Answer.Failed failed = assertInstanceOf(
                Answer.Failed.class, session.enter("for i in 0..<3000 {\n A.write(buf[i], 1)\n expect i < 2999\n}"));
        List<Happening> tail = failed.happenings();
        assertTrue(tail.size() <= BoundedTrace.FIRST + BoundedTrace.LAST + 1);
        assertInstanceOf(Happening.Left.class, tail.getLast());
        assertEquals("1", value("A.pte(buf[0]).is_none"));
    }
}
