package dev.quire.recording;

import dev.quire.engine.trace.Event;
import dev.quire.interpreter.Machine;
import dev.quire.recording.StepComparison.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operations that a recorded program has begun and not waited for (`A& write 0 0x41`): each runs on a thread of its
/// own, after every
/// step as far as it goes, and tells what it returned when its program joins it.
final class Unawaited {
    private final Machine machine;
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /// An actor's operation; `returned` is what tells of its return value, `ended` whether there is more to come.
    private static final class Task {
        final int thread;
        final List<Event> returned = new ArrayList<>();
        boolean ended;

        Task(int thread) {
            this.thread = thread;
        }
    }

    Unawaited(Machine machine) {
        this.machine = machine;
    }

    @Nullable
    Problem begin(String actor, String function, long[] arguments, ModelLines lines) {
        Task task = new Task(free());
        tasks.put(actor, task);
        List<Event> events = new ArrayList<>();
        machine.sink(events::add);
        Machine.@Nullable Call came = machine.beside(task.thread, function, arguments);
        machine.sink(null);
        return after(actor, task, came, events, lines);
    }

    private int free() {
        int thread = 1;
        for (Task task : tasks.values()) {
            thread = Math.max(thread, task.thread + 1);
        }
        return thread;
    }

    /// Runs all on that have something to do now.
    @Nullable
    Problem onward(ModelLines lines) {
        Problem first = null;
        for (Map.Entry<String, Task> entry : new ArrayList<>(tasks.entrySet())) {
            Task task = entry.getValue();
            if (!task.ended) {
                List<Event> events = new ArrayList<>();
                machine.sink(events::add);
                Machine.@Nullable Call came = machine.onward(task.thread);
                machine.sink(null);
                Problem problem = after(entry.getKey(), task, came, events, lines);
                first = first == null ? problem : first;
            }
        }
        return first;
    }

    private @Nullable Problem after(
            String actor, Task task, Machine.@Nullable Call came, List<Event> events, ModelLines lines) {
        if (came instanceof Machine.Call.Failed failed) {
            tasks.remove(actor);
            return Replay.problem(failed);
        }
        task.ended = came != null;
        lines.program();
        for (Event event : events) {
            if (lines.returns(event)) {
                task.returned.add(event);
            } else {
                lines.accept(event);
            }
        }
        return null;
    }

    /// What an actor's operation returned.
    @Nullable
    Problem join(String actor, ModelLines lines) {
        Problem problem = onward(lines);
        Task task = tasks.get(actor);
        if (problem != null || task == null || !task.ended) {
            return problem != null ? problem : new Problem(false, "nothing that has ended to be joined");
        }
        tasks.remove(actor);
        task.returned.forEach(lines::accept);
        return null;
    }
}
