package dev.quire.session;

import dev.quire.interpreter.Machine;
import dev.quire.interpreter.Waiting;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Who waits for what, in words.
final class Waits {
    private final Machine machine;
    private final Program.Scenario scenario;

    Waits(Machine machine) {
        this.machine = machine;
        scenario = Objects.requireNonNull(machine.program().scenario());
    }

    /// A line for each thread that has not ended, then what the deadlock is called: a cycle of locks, or a retry
    /// without an
    /// end.
    List<String> all() {
        List<String> lines = new ArrayList<>();
        for (int t = 1; t < machine.threadCount(); t++) {
            Waiting waiting = machine.waiting(t);
            if (waiting != null) {
                lines.add(name(t) + " waits for " + what(waiting));
            }
        }
        for (int t = 1; t < machine.threadCount(); t++) {
            List<Integer> cycle = cycle(t);
            if (!cycle.isEmpty()) {
                lines.add("a cycle of locks: " + inWords(cycle));
                return lines;
            }
        }
        for (int t = 1; t < machine.threadCount(); t++) {
            if (machine.waiting(t) instanceof Waiting.Change) {
                lines.add("an endless retry: " + name(t)
                        + " would try again for ever, for nobody is left to change that");
            }
        }
        return lines;
    }

    /// What a thread waits for, in words; an empty text when it has ended.
    String of(int thread) {
        Waiting waiting = machine.waiting(thread);
        return waiting == null ? "" : what(waiting);
    }

    /// The threads from this one on each of which waits for a lock that the next one holds, the last for one that this
    /// one
    /// holds; empty when there are none.
    private List<Integer> cycle(int from) {
        List<Integer> cycle = new ArrayList<>();
        int at = from;
        while (!cycle.contains(at)
                && machine.waiting(at) instanceof Waiting.Lock lock
                && !lock.holders().isEmpty()) {
            cycle.add(at);
            at = lock.holders().contains(from) ? from : lock.holders().getFirst();
        }
        return at == from ? cycle : List.of();
    }

    private String inWords(List<Integer> cycle) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < cycle.size(); i++) {
            int before = cycle.get((i + cycle.size() - 1) % cycle.size());
            parts.add(name(cycle.get(i)) + " holds " + lock(before) + " and waits for " + lock(cycle.get(i)));
        }
        return String.join(", ", parts);
    }

    /// The lock that a thread waits for.
    private String lock(int thread) {
        return machine.waiting(thread) instanceof Waiting.Lock lock ? lock.name() : "";
    }

    private String what(Waiting waiting) {
        return switch (waiting) {
            case Waiting.Lock l ->
                l.name() + ", held by "
                        + String.join(", ", l.holders().stream().map(this::name).toList());
            case Waiting.Change c ->
                c.words().isEmpty()
                        ? "a change of what it read, and it read nothing that can change"
                        : "a change of " + String.join(", ", c.words());
            case Waiting.Condition c -> "its condition";
            case Waiting.Processors p -> "a processor that takes no interrupt";
        };
    }

    private String name(int thread) {
        return thread == 0 ? "the setup" : scenario.threads().get(thread - 1).name();
    }
}
