package dev.quire.interpreter;

import dev.quire.source.Span;

/// Is told of the calls of a run, for traces. Properties' calls are not told.
public interface CallSink {
    /// A thread calls the program's function of that index from a place.
    void entered(int thread, int function, Span from);

    /// A thread's innermost call returns.
    void left(int thread);
}
