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

    /// A line for each thread that has not ended.
    List<String> all() {
        List<String> lines = new ArrayList<>();
        for (int t = 1; t < machine.threadCount(); t++) {
            Waiting waiting = machine.waiting(t);
            if (waiting != null) {
                lines.add(name(t) + " waits for " + what(waiting));
            }
        }
        return lines;
    }

    /// What a thread waits for, in words; an empty text when it has ended.
    String of(int thread) {
        Waiting waiting = machine.waiting(thread);
        return waiting == null ? "" : what(waiting);
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
