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
        return new Completions(session, List.of()).of(before);
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

    @Test
    void what_the_grammar_expects() {
        session.enter("process A");
        session.enter("buf = A.mmap(2 pages, rw-)");
        assertEquals("word of the language", of("fn f() { wh").get("while"));
        assertEquals(Map.of(), of("fn "), "a new name");
        assertTrue(of("use kv").containsKey("kvm"), "a module");
        assertTrue(of("fn f(a: ad").containsKey("addr"), "a type");
        assertFalse(of("fn f(a: ad").containsKey("add_metric"), "a function is no type");
        assertTrue(of("expect events { range_st").containsKey("range_start"), "an event");
        assertTrue(of("A.mmap(2 pag").containsKey("pages"), "a unit");
        assertTrue(of("A.mmap(2 pages, r").containsKey("rw-"), "a permission");
        assertTrue(of("expect A.pte(buf[0]) is { writ").containsKey("writable"), "a field");
        assertTrue(of("patch p { replace fn do_wp_pa").containsKey("do_wp_page"), "a function of the library");
        assertTrue(of("secondary d { on invalidate_range_st").containsKey("invalidate_range_start"), "a callback");
        assertTrue(of("if yes {\n  B = A.fo").containsKey("fork"), "inside a block");
        assertFalse(of("x = 5\nB = ").containsKey("fn"), "a declaration does not stand in an expression");
        assertTrue(of("x = 5\n").containsKey("fn"), "a declaration begins a line");
    }

    @Test
    void every_candidate_says_what_it_is() {
        session.enter("process A");
        for (String before : List.of("", "A.", "expect ", ":", ":kernel ", ":set ", ":help ", "use ", "fn f(a: ")) {
            Map<String, String> found = of(before);
            assertFalse(found.isEmpty(), before);
            found.forEach((name, what) -> assertFalse(what.isBlank(), before + name));
        }
    }

    @Test
    void arguments_of_commands() {
        session.enter("process A");
        session.enter("thread worker { A.mmap(1 page, rw-) }");
        assertEquals("thread, ready", of(":run w").get("worker"));
        assertEquals("thread, ready", of(":step w").get("worker"));
        assertTrue(of(":step A.for").containsKey("fork"));
        assertEquals("process", of(":maps ").get("A"));
        assertTrue(of(":set anon").containsKey("anon_exclusive"));
        assertTrue(of(":set anon_exclusive=").containsKey("no"));
        assertEquals(Map.of(), of(":undo x"));
        assertEquals(Map.of(), of(":load no/such/folder/"));
    }
}
