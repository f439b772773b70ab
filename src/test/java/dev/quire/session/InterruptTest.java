package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An interrupt stops what runs, whether it takes steps or none, and nothing of it is left.
final class InterruptTest {
    private final Interactive session = new Session()
            .answer(new Request.Open(KernelChoice.OWN, List.of("linux")))
            .session();

    @ParameterizedTest
    @ValueSource(strings = {"while yes { n = n + 1 }", "while yes { c.value += 1 }", "while yes { }"})
    void aLoopIsStoppedAndTakenBack(String loop) {
        session.enter("object counter { shared value: int }");
        session.enter("c = new counter { }");
        session.enter("n = 7");
        Thread.currentThread().interrupt();
        Answer.Failed failed = assertInstanceOf(Answer.Failed.class, session.enter(loop));
        assertEquals("stopped, and taken back", failed.failure().getMessage());
        assertFalse(Thread.interrupted());
        Answer.Done value = assertInstanceOf(Answer.Done.class, session.enter("n + c.value"));
        assertEquals(7, value.words()[value.words().length - 1]);
    }
}
