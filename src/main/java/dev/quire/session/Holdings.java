package dev.quire.session;

import dev.quire.engine.trace.Event;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a session holds at present, for those who show it: names with their values, events, objects.
public final class Holdings {
    private final Workspace workspace;
    private final History history;

    Holdings(Workspace workspace, History history) {
        this.workspace = workspace;
        this.history = history;
    }

    /// The program as it stands.
    public Program program() {
        return workspace.machine().program();
    }

    /// The names that hold an object of a kind.
    public List<String> named(String kind) {
        return workspace.world().names().fields().stream()
                .filter(f -> f.type() instanceof ValueType.Handle h && h.name().equals(kind))
                .map(Kind.FieldSlot::name)
                .toList();
    }

    /// What a name holds.
    public record Held(ValueType type, long[] words) {}

    /// What each name of the session holds, in the order of the names.
    public Map<String, Held> values() {
        Map<String, Held> values = new LinkedHashMap<>();
        int scenario = workspace.machine().scenarioCell();
        for (Kind.FieldSlot f : workspace.world().names().fields()) {
            long[] words = new long[Math.max(1, f.type().words())];
            for (int i = 0; i < words.length; i++) {
                words[i] = workspace.store().get(scenario, f.offset() + i);
            }
            values.put(f.name(), new Held(f.type(), words));
        }
        return values;
    }

    /// The names of objects as registers hold them now.
    public Map<Integer, String> objects() {
        return Named.objects(workspace.machine());
    }

    /// What the machine holds.
    public Inspection inspection() {
        return new Inspection(workspace.machine());
    }

    /// A thread's name by its number; thread 0 takes the statements.
    public String thread(int number) {
        return number == 0
                ? "session"
                : workspace.world().names().threads().get(number - 1).name();
    }

    /// The metrics of objects that registers hold, as expressions.
    public List<String> metrics() {
        List<String> metrics = new ArrayList<>();
        for (Kind.FieldSlot f : workspace.world().names().fields()) {
            if (f.type() instanceof ValueType.Handle h) {
                program().kinds().stream()
                        .filter(k -> k.name().equals(h.name()))
                        .flatMap(k -> k.fields().stream())
                        .filter(Kind.FieldSlot::isMetric)
                        .forEach(m -> metrics.add(f.name() + "." + m.name()));
            }
        }
        return metrics;
    }

    /// An event of the session: the number of its move, as `moves()` counts them, and the event.
    public record Logged(int move, Event event) {}

    /// The events of all moves so far that were kept.
    public List<Logged> events() {
        List<Logged> all = new ArrayList<>();
        List<History.Input> inputs = history.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            int move = i;
            inputs.get(i).events().forEach(e -> all.add(new Logged(move, e)));
        }
        return all;
    }

    /// How many events of each kind there were, those included that were not kept.
    public Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new TreeMap<>();
        history.inputs().forEach(input -> input.counts().forEach((kind, n) -> counts.merge(kind, n, Long::sum)));
        return counts;
    }
}
