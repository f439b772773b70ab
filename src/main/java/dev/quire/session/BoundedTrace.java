package dev.quire.session;

import dev.quire.engine.trace.Event;
import dev.quire.interpreter.CallSink;
import dev.quire.interpreter.Machine;
import dev.quire.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an input of a session did, in bounded memory: its first and its last happenings, and how many events of each
/// kind came between. An input may be a loop over a million pages.
final class BoundedTrace implements CallSink {
    /// Happenings that are kept from the beginning, and from the end.
    static final int FIRST = 1 << 13;

    static final int LAST = 1 << 10;

    private final int first;
    private final int thread;
    private final List<Happening> beginning = new ArrayList<>();
    private final ArrayDeque<Happening> end = new ArrayDeque<>();
    /// Of the events that are no longer kept how many there were of each kind, and the calls that are open after them.
    private final Map<Integer, Long> skipped = new TreeMap<>();

    private boolean cut;
    private final List<Happening.Entered> open = new ArrayList<>();

    private BoundedTrace(Machine machine, int thread, int first) {
        this.thread = thread;
        this.first = first;
        machine.sink(this::emitted);
    }

    /// Listens to what takes a session's statements, events and calls.
    static BoundedTrace ofSession(Machine machine) {
        return of(machine, 0);
    }

    /// Listens to a thread of a machine, events and calls.
    static BoundedTrace of(Machine machine, int thread) {
        BoundedTrace trace = new BoundedTrace(machine, thread, FIRST);
        machine.calls(trace);
        return trace;
    }

    /// Listens to the events of a view, which are its rows: all are kept.
    static BoundedTrace rows(Machine machine) {
        machine.calls(null);
        return new BoundedTrace(machine, 0, Integer.MAX_VALUE);
    }

    @Override
    public void entered(int thread, int function, Span from) {
        add(new Happening.Entered(thread, function, from));
    }

    @Override
    public void left(int thread) {
        add(new Happening.Left(thread));
    }

    private void emitted(Event event) {
        add(new Happening.Emitted(event));
    }

    private void add(Happening happening) {
        if (beginning.size() < first) {
            beginning.add(happening);
            mind(happening);
            return;
        }
        end.addLast(happening);
        if (end.size() > LAST) {
            Happening gone = end.removeFirst();
            cut = true;
            mind(gone);
            if (gone instanceof Happening.Emitted e) {
                skipped.merge(e.event().kind(), 1L, Long::sum);
            }
        }
    }

    private void mind(Happening happening) {
        switch (happening) {
            case Happening.Entered e -> open.add(e);
            case Happening.Left l -> {
                if (!open.isEmpty()) {
                    open.removeLast();
                }
            }
            case Happening.Emitted e -> {}
            case Happening.Skipped s -> {}
        }
    }

    List<Happening> happenings() {
        List<Happening> all = new ArrayList<>(beginning);
        if (cut) {
            all.add(new Happening.Skipped(thread, new TreeMap<>(skipped), List.copyOf(open)));
        }
        all.addAll(end);
        return all;
    }
}
