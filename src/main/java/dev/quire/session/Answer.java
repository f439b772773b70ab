package dev.quire.session;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of an input of a session.
public sealed interface Answer {
    /// The input is wrong.
    record Refused(List<Diagnostic> diagnostics) implements Answer {}

    /// The input was taken: a value (of type `unit` when there is none), under the name `label` or none, and what
    /// happened.
    record Done(
            Program program,
            String label,
            ValueType type,
            long[] words,
            List<Happening> happenings,
            Map<Integer, String> names)
            implements Answer {}

    /// A thread took a step, from `from` (null where it was begun only now): what happened, and what properties have to
    /// say of it. `ended` says that it was the last; `value` is then what a statement that was begun came to.
    record Stepped(
            Program program,
            String thread,
            Machine.@Nullable Place from,
            boolean ended,
            @Nullable Done value,
            List<Happening> happenings,
            List<String> news,
            Map<Integer, String> names)
            implements Answer {}

    /// A thread cannot step: it has ended, or waits.
    record Stuck(Standing standing) implements Answer {}

    /// Something failed, and nothing has changed. `happenings` is what was done before that.
    record Failed(
            Program program,
            Failure failure,
            Machine.@Nullable Place place,
            List<Happening> happenings,
            Map<Integer, String> names)
            implements Answer {}

    /// Whether it was taken.
    default boolean taken() {
        return this instanceof Done || this instanceof Stepped;
    }
}
