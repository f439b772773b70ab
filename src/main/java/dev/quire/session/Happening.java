package dev.quire.session;

import dev.quire.engine.trace.Event;
import dev.quire.source.Span;

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
}
