package dev.quire.session;

import dev.quire.engine.store.WordStore;
import dev.quire.explore.Scripts;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.StepResult;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The threads of a session's machine: what each could do now, found by trying and taking back.
final class Threads {
    private final Machine machine;
    private final WordStore store;
    private final Program.Scenario session;

    Threads(Machine machine) {
        this.machine = machine;
        store = machine.engine().store();
        session = Objects.requireNonNull(machine.program().scenario());
    }

    /// The number of a thread by its name, from 1; 0 when there is none.
    int number(String name) {
        for (int t = 0; t < session.threads().size(); t++) {
            if (session.threads().get(t).name().equals(name)) {
                return t + 1;
            }
        }
        return 0;
    }

    String name(int number) {
        return session.threads().get(number - 1).name();
    }

    List<Standing> all() {
        List<Standing> all = new ArrayList<>();
        for (int t = 1; t < machine.threadCount(); t++) {
            all.add(of(t));
        }
        return all;
    }

    Standing of(int thread) {
        List<Machine.Place> places = machine.places(thread);
        if (places.isEmpty()) {
            return new Standing(name(thread), Standing.State.ENDED, null, "", List.of());
        }
        List<List<Integer>> choices = choices(thread);
        return choices.isEmpty()
                ? new Standing(
                        name(thread), Standing.State.BLOCKED, places.getLast(), new Waits(machine).of(thread), choices)
                : new Standing(name(thread), Standing.State.READY, places.getLast(), "", choices);
    }

    /// The alternatives of a thread's next step that can be taken, in their order: the last choice that can be raised
    /// is, and what follows it is dropped.
    private List<List<Integer>> choices(int thread) {
        List<List<Integer>> found = new ArrayList<>();
        int[] script = Scripts.NONE;
        do {
            long mark = store.mark();
            int checks = machine.results().size();
            StepResult result = machine.step(thread, script);
            int[] arities = machine.script().arities();
            store.rollback(mark);
            machine.results().subList(checks, machine.results().size()).clear();
            int[] taken = Arrays.copyOf(script, arities.length);
            if (result instanceof StepResult.Moved || result instanceof StepResult.Failed) {
                found.add(Arrays.stream(taken).boxed().toList());
            }
            script = Scripts.next(taken, arities);
        } while (script != Scripts.END);
        return found;
    }

    /// What the session's properties say of the present state, as far as it is news: violations and witnesses, bit by
    /// bit.
    long findings() {
        long found = 0;
        for (int p = 0; p < session.properties().size(); p++) {
            found |= found(session.properties().get(p)) ? 1L << p : 0;
        }
        return found;
    }

    private boolean found(Program.PropertyCode property) {
        try {
            Machine.Truth truth = machine.evaluate(property);
            return switch (property.kind()) {
                case "always" -> truth == Machine.Truth.FALSE;
                case "never", "exists" -> truth == Machine.Truth.TRUE;
                case "expect" -> truth == Machine.Truth.FALSE && ended();
                default -> false;
            };
        } catch (Failure broken) {
            return property.kind().equals("always");
        }
    }

    private boolean ended() {
        for (int t = 1; t < machine.threadCount(); t++) {
            if (!machine.finished(t)) {
                return false;
            }
        }
        return true;
    }

    /// What is found now and was not before, in words.
    List<String> news(long before) {
        long now = findings() & ~before;
        List<String> news = new ArrayList<>();
        for (int p = 0; p < session.properties().size(); p++) {
            Program.PropertyCode property = session.properties().get(p);
            if ((now >>> p & 1) != 0) {
                news.add((property.kind().equals("exists") ? "WITNESSED  " : "VIOLATED  ") + property.kind() + " "
                        + property.text());
            }
        }
        return news;
    }
}
