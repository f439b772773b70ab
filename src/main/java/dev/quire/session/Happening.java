package dev.quire.session;

import dev.quire.engine.trace.Event;
import dev.quire.source.Span;
import java.util.List;
import java.util.Map;

/// One thing that a run did, in the order of time.
public sealed interface Happening {
    /// The thread that did it; 0 is the setup.
    int thread();

    /// A call of the program's function `function`, from a place.
    record Entered(int thread, int function, Span from) implements Happening {}

    /// The thread's innermost call returned.
    record Left(int thread) implements Happening {}

    record Emitted(Event event) implements Happening {
        @Override
        public int thread() {
            return event.thread();
        }
    }

    /// Events that were not kept, counted by their kinds, in order of these. After them the thread stands in the calls
    /// `open`, outermost first.
    record Skipped(int thread, Map<Integer, Long> events, List<Entered> open) implements Happening {
        /// How many they were.
        public long count() {
            return events.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
