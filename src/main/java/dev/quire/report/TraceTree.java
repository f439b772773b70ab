package dev.quire.report;

import dev.quire.engine.trace.Event;
import dev.quire.program.Program;
import dev.quire.session.Happening;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a run did as trees: one for each operation, that is for each line of the script that calls something.
final class TraceTree {
    /// A node: a call of the program's function `function`, or an event.
    sealed interface Node {
        record Call(int function, List<Node> inside) implements Node {}

        record Emitted(Event event) implements Node {}

        /// Events that were not kept, counted by their kinds.
        record Skipped(Map<Integer, Long> events) implements Node {}
    }

    /// What one line of the script did, in one piece of time: `resumed` when the thread had begun it before another
    /// ran.
    record Operation(int thread, Source source, int line, boolean resumed, List<Node> inside) {
        String text() {
            return source.lineText(line).strip();
        }
    }

    private final List<Source> sources;
    private final List<Operation> operations = new ArrayList<>();
    private final List<List<Happening.Entered>> open = new ArrayList<>();
    private final List<List<Node>> places = new ArrayList<>();
    private int running = -1;

    private TraceTree(List<Source> sources, int threads) {
        this.sources = sources;
        for (int t = 0; t < threads; t++) {
            open.add(new ArrayList<>());
        }
    }

    /// The operations of a run, in the order of time.
    static List<Operation> operations(List<Happening> happenings, Program program, List<Source> sources) {
        int threads = program.scenario() == null
                ? 1
                : 1 + program.scenario().threads().size();
        TraceTree tree = new TraceTree(sources, threads);
        happenings.forEach(tree::add);
        return tree.operations;
    }

    /// The functions that implement callbacks.
    static BitSet callbacks(Program program) {
        BitSet callbacks = new BitSet();
        for (int[] row : program.dispatch()) {
            for (int function : row) {
                if (function >= 0) {
                    callbacks.set(function);
                }
            }
        }
        return callbacks;
    }

    /// A thread's name; thread 0 is the setup.
    static String thread(int number, Program program) {
        return number == 0
                ? "setup"
                : Objects.requireNonNull(program.scenario())
                        .threads()
                        .get(number - 1)
                        .name();
    }

    private void add(Happening happening) {
        List<Happening.Entered> calls = open.get(happening.thread());
        if (happening.thread() != running) {
            resume(happening.thread(), calls);
        }
        switch (happening) {
            case Happening.Entered e -> {
                if (calls.isEmpty()) {
                    begin(e.thread(), e.from(), false);
                }
                calls.add(e);
                enter(e);
            }
            case Happening.Left l -> {
                calls.remove(calls.size() - 1);
                places.remove(places.size() - 1);
            }
            case Happening.Emitted e -> {
                if (!places.isEmpty()) {
                    places.get(places.size() - 1).add(new Node.Emitted(e.event()));
                }
            }
            case Happening.Skipped s -> {
                if (!s.events().isEmpty() && !operations.isEmpty()) {
                    operations.getLast().inside().add(new Node.Skipped(s.events()));
                }
                calls.clear();
                calls.addAll(s.open());
                resume(s.thread(), calls);
            }
        }
    }

    private void enter(Happening.Entered e) {
        Node.Call call = new Node.Call(e.function(), new ArrayList<>());
        places.get(places.size() - 1).add(call);
        places.add(call.inside());
    }

    /// Another thread ran: the calls that this one stands in are shown anew.
    private void resume(int thread, List<Happening.Entered> calls) {
        running = thread;
        places.clear();
        if (!calls.isEmpty()) {
            begin(thread, calls.get(0).from(), true);
            calls.forEach(this::enter);
        }
    }

    private void begin(int thread, Span from, boolean resumed) {
        places.clear();
        Operation last = operations.isEmpty() ? null : operations.get(operations.size() - 1);
        Source source = sources.get(Math.max(0, from.source()));
        int line = source.line(from.start());
        if (last == null || last.thread() != thread || last.source() != source || last.line() != line) {
            last = new Operation(thread, source, line, resumed, new ArrayList<>());
            operations.add(last);
        }
        places.add(last.inside());
    }
}
