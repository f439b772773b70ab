package dev.quire.session;

import dev.quire.interpreter.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a thread of a session stands. `at` is what it would do next, null when it has ended; `waits` says what for
/// when
/// it is blocked; `choices` are the alternatives of its next step, one empty list where there is nothing to choose.
public record Standing(
        String thread, State state, Machine.@Nullable Place at, String waits, List<List<Integer>> choices) {
    public enum State {
        READY,
        BLOCKED,
        ENDED
    }

    public Standing {
        choices = List.copyOf(choices);
    }
}
