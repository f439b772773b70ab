package dev.quire.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.session.Answer;
import dev.quire.session.Interactive;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CompletionsTest {
    private final Interactive session = new Session()
            .answer(new Request.Open(KernelChoice.OWN, List.of("linux")))
            .session();

    private Map<String, String> of(String before) {
        return new Completions(session).of(before);
    }

    @Test
    void a_name_of_the_session_comes_with_its_type() {
        session.enter("buffer = 5");
        assertEquals("int", of("expect buf").get("buffer"));
    }

    @Test
    void functions_that_fit_the_receiver_follow_a_dot() {
        session.enter("process A");
        Map<String, String> found = of("B = A.f");
        assertTrue(found.containsKey("fork"), found.toString());
        assertFalse(found.containsKey("flush_tlb"), found.toString());
        assertTrue(of("A.mm.vm").containsKey("vmas"));
        assertEquals(Map.of(), of("nobody.f"));
    }

    @Test
    void commands_and_their_arguments() {
        assertTrue(of(":un").containsKey("undo"));
        assertTrue(of(":kernel v6").containsKey("v6_12"));
        assertTrue(of(":trace ").containsKey("full"));
        assertTrue(of(":load scenarios/to").containsKey("tour/"));
    }

    @Test
    void the_receiver_is_the_expression_before_the_dot() {
        assertEquals("A.pte(buf[0])", Completions.receiver("expect A.pte(buf[0])"));
        assertEquals("x", Completions.receiver("f(x"));
    }

    @Test
    void completing_changes_nothing() {
        session.enter("process A");
        int before = session.moves().size();
        of("A.");
        assertEquals(before, session.moves().size());
        assertTrue(session.enter("A.mmap(1 page, rw-)") instanceof Answer.Done);
    }
}
