package dev.quire.interpreter;

import dev.quire.engine.trace.Event;

/// Told of what steps cost, while they are tried: a listener keeps its books in the store's tallies, so that a step
/// which
/// is rolled back, or made again from the cache, counts as it should.
public interface CostSink {
    void event(Event event);

    /// `by` more of something.
    void cost(String what, long by);
}
