package dev.quire.session;

import dev.quire.engine.trace.Event;
import dev.quire.interpreter.CallSink;
import dev.quire.interpreter.Machine;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;

/// What a run did: events counted always, calls and events kept when asked for.
final class Trace implements CallSink {
    private final boolean kept;
    private final long[] counts;
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Event> step = new ArrayList<>();

    /// Listens to a machine.
    Trace(Machine machine, boolean kept) {
        this.kept = kept;
        counts = new long[machine.program().events().size()];
        machine.sink(this::emitted);
        if (kept) {
            machine.calls(this);
        }
    }

    @Override
    public void entered(int thread, int function, Span from) {
        happenings.add(new Happening.Entered(thread, function, from));
    }

    @Override
    public void left(int thread) {
        happenings.add(new Happening.Left(thread));
    }

    private void emitted(Event event) {
        step.add(event);
        if (kept) {
            happenings.add(new Happening.Emitted(event));
        }
    }

    /// Where the trace stands before a step.
    int mark() {
        step.clear();
        return happenings.size();
    }

    /// The step since `mark` was taken.
    void keep() {
        step.forEach(e -> counts[e.kind()]++);
        step.clear();
    }

    /// The step since `mark` was rolled back.
    void cut(int mark) {
        step.clear();
        happenings.subList(mark, happenings.size()).clear();
    }

    List<Happening> happenings() {
        return List.copyOf(happenings);
    }

    long[] counts() {
        return counts.clone();
    }
}
