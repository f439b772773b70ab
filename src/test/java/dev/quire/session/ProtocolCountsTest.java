package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// States are canonical: the protocol of the SPIN model has exactly SPIN's numbers of states and transitions.
final class ProtocolCountsTest {
    private static Outcome explore(String file, boolean first) {
        Session.Checked checked =
                new Session().answer(new Request.Check(Path.of("scenarios/bench/" + file), file, KernelChoice.OWN));
        assertEquals(List.of(), checked.diagnostics());
        return Objects.requireNonNull(new Session()
                .answer(new Request.Explore(checked.programs().get(0), Limits.of(10_000_000, 10_000), first, false))
                .outcome());
    }

    @Test
    void theProtocolHasSpinsCounts() {
        Outcome o = explore("cow-against-kvm-fault.quire", false);
        assertEquals(2_754_602, o.states());
        assertEquals(8_005_364, o.transitions());
        assertTrue(o.exhausted());
        assertTrue(o.findings().isEmpty());
    }

    @Test
    void withoutTheRetryCheckTheBugIsSixteenStepsAway() {
        Outcome o = explore("cow-without-retry.quire", true);
        assertEquals(Finding.What.VIOLATION, o.findings().get(0).what());
        assertEquals(16, o.findings().get(0).path().size());
    }
}
