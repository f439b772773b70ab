package dev.quire.report;

import dev.quire.engine.trace.Event;
import dev.quire.interpreter.Machine;
import dev.quire.session.Happening;
import dev.quire.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a run came to where the library failed: the calls that were open, and what was told last.
final class FailurePath {
    private static final int LONGEST = 150;
    private final Session.Run run;
    private final Names names;

    FailurePath(Session.Run run, Names names) {
        this.run = run;
        this.names = names;
    }

    /// Up to two lines, each with its end; nothing where the failure is the script's own.
    String text() {
        Machine.Place place = run.place();
        if (place == null) {
            return "";
        }
        Map<Integer, List<Integer>> open = new LinkedHashMap<>();
        Map<Integer, @Nullable Event> last = new LinkedHashMap<>();
        for (Happening h : run.happenings()) {
            List<Integer> calls = open.computeIfAbsent(h.thread(), t -> new ArrayList<>());
            switch (h) {
                case Happening.Entered e -> {
                    if (calls.isEmpty()) {
                        last.remove(e.thread());
                    }
                    calls.add(e.function());
                }
                case Happening.Left l -> calls.remove(calls.size() - 1);
                case Happening.Emitted e -> last.put(e.thread(), e.event());
                case Happening.Skipped s -> {
                    calls.clear();
                    s.open().forEach(e -> calls.add(e.function()));
                }
            }
        }
        for (Map.Entry<Integer, List<Integer>> thread : open.entrySet()) {
            List<Integer> calls = thread.getValue();
            if (!calls.isEmpty() && function(calls.getLast()).equals(place.function())) {
                Event event = last.get(thread.getKey());
                return callers(calls)
                        + (event == null ? "" : "  after " + new EventText(run.program(), names).of(event) + '\n');
            }
        }
        return "";
    }

    private dev.quire.program.Function function(int index) {
        return run.program().functions().get(index);
    }

    /// The callers, innermost first, as many as a line holds.
    private String callers(List<Integer> calls) {
        StringBuilder line = new StringBuilder();
        for (int i = calls.size() - 2; i >= 0; i--) {
            String caller = function(calls.get(i)).display() + "()";
            if (line.length() + caller.length() > LONGEST) {
                line.append(", …");
                break;
            }
            line.append(line.isEmpty() ? "  called by " : ", ").append(caller);
        }
        return line.isEmpty() ? "" : line.append('\n').toString();
    }
}
