package dev.quire.repl;

import dev.quire.interpreter.Machine;
import dev.quire.session.Answer;
import dev.quire.session.Interactive;
import dev.quire.session.Move;
import dev.quire.session.Standing;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The commands that step threads, one atomic step at a time.
final class StepCommands {
    private static final int MOST_STEPS = 100_000;

    private final Repl repl;
    /// The thread that steps where none is named.
    private String chosen = "";

    StepCommands(Repl repl) {
        this.repl = repl;
    }

    private Interactive session() {
        return repl.session();
    }

    private List<Standing> standings() {
        return session().standings();
    }

    private Standing standing(String thread) {
        return standings().stream()
                .filter(s -> s.thread().equals(thread))
                .findFirst()
                .orElse(new Standing(thread, Standing.State.ENDED, null, "", List.of()));
    }

    private boolean isThread(String name) {
        return standings().stream().anyMatch(s -> s.thread().equals(name));
    }

    /// The thread that steps where none is named: the last that did, else the first that can.
    private String current() {
        if (!isThread(chosen) || standing(chosen).state() == Standing.State.ENDED) {
            chosen = standings().stream()
                    .filter(s -> s.state() == Standing.State.READY)
                    .map(Standing::thread)
                    .findFirst()
                    .orElse(chosen);
        }
        return chosen;
    }

    int step(String rest) {
        String[] words = rest.split("\\s+");
        int code;
        if (rest.isEmpty()) {
            if (current().isEmpty()) {
                return repl.nobody();
            }
            code = step(chosen, List.of());
        } else if (isThread(words[0])) {
            List<String> numbers = Arrays.asList(words).subList(1, words.length);
            if (!numbers.stream().allMatch(n -> n.matches("[0-9]{1,9}"))) {
                return repl.wrong("after a thread's name stand the numbers of alternatives, see :next");
            }
            List<Integer> choices = numbers.stream().map(Integer::valueOf).toList();
            Standing standing = standing(words[0]);
            if (!choices.isEmpty()
                    && standing.state() == Standing.State.READY
                    && !standing.choices().contains(choices)) {
                return repl.wrong("the next step of " + words[0] + " has no such alternative, see :next");
            }
            code = step(words[0], choices);
        } else {
            Answer answer = session().begin(rest);
            code = repl.tell(answer);
            if (answer instanceof Answer.Stepped s) {
                chosen = s.thread();
            }
        }
        return code == 0 ? threads() : code;
    }

    private int step(String thread, List<Integer> choices) {
        chosen = thread;
        Answer answer = session().step(thread, choices);
        return repl.tell(answer);
    }

    int threads() {
        List<Standing> standings = standings();
        if (standings.isEmpty()) {
            return repl.nobody();
        }
        current();
        repl.out.print(repl.report().threads(standings, chosen));
        return 0;
    }

    int run(String thread) {
        if (!thread.isEmpty() && !isThread(thread)) {
            return repl.wrong("there is no thread " + thread + ", see :threads");
        }
        if (standings().isEmpty()) {
            return repl.nobody();
        }
        List<String> order =
                thread.isEmpty() ? standings().stream().map(Standing::thread).toList() : List.of(thread);
        int code = steps(order, () -> false);
        return code == 0 ? threads() : code;
    }

    int until(String condition) {
        Interactive.Condition asked = session().condition(condition);
        if (asked == null) {
            return repl.tell(session().wrong());
        }
        if (current().isEmpty()) {
            return repl.nobody();
        }
        if (asked.now() == Machine.Truth.TRUE) {
            repl.out.println("it holds already");
            return 0;
        }
        List<String> order = new ArrayList<>(List.of(chosen));
        standings().stream()
                .map(Standing::thread)
                .filter(t -> !t.equals(chosen))
                .forEach(order::add);
        int code = steps(order, () -> asked.now() == Machine.Truth.TRUE);
        if (code == 0) {
            repl.out.println(
                    asked.now() == Machine.Truth.TRUE
                            ? condition + " holds"
                            : "no thread can go on, and " + condition + " does not hold");
            code = threads();
        }
        return code;
    }

    private interface Stop {
        boolean now();
    }

    /// Steps threads in this order, each as far as it can go, until something fails, a property has news, or `stop`.
    private int steps(List<String> order, Stop stop) {
        int steps = 0;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (String thread : order) {
                Answer answer = session().step(thread, List.of());
                while (answer instanceof Answer.Stepped s) {
                    moved = true;
                    chosen = thread;
                    repl.tell(answer);
                    if (stop.now() || !s.news().isEmpty()) {
                        return told(steps + 1);
                    }
                    if (++steps >= MOST_STEPS || Thread.interrupted()) {
                        repl.out.println("stopped after " + steps + " steps");
                        return 0;
                    }
                    answer = session().step(thread, List.of());
                }
                if (answer instanceof Answer.Failed) {
                    return repl.tell(answer);
                }
            }
        }
        return told(steps);
    }

    private int told(int steps) {
        repl.out.println(repl.paint.as(Paint.Role.FAINT, steps + (steps == 1 ? " step" : " steps")));
        return 0;
    }

    int back(String times) {
        int count = TimeCommands.count(times);
        if (count < 0) {
            return repl.usage(Command.BACK);
        }
        for (int i = 0; i < count; i++) {
            List<Move> moves = session().moves();
            while (!moves.isEmpty() && moves.getLast() instanceof Move.Typed t && !t.changed()) {
                session().undo();
                moves = session().moves();
            }
            if (moves.isEmpty() || moves.getLast() instanceof Move.Typed) {
                return repl.wrong("the last input is no step; :undo takes it back");
            }
            session().undo();
            repl.out.println("took back: " + moves.getLast().text());
            if (moves.getLast() instanceof Move.Stepped s) {
                chosen = s.thread();
            }
        }
        return standings().isEmpty() ? 0 : threads();
    }

    int forth(String times) {
        int count = TimeCommands.count(times);
        if (count < 0) {
            return repl.usage(Command.FORTH);
        }
        int code = 0;
        for (int i = 0; i < count && code == 0; i++) {
            Answer answer = session().redo();
            if (answer == null) {
                return repl.wrong("there is nothing ahead; :path puts what :explore found there");
            }
            code = repl.tell(answer);
            if (answer instanceof Answer.Stepped s) {
                chosen = s.thread();
            }
        }
        return code == 0 && !standings().isEmpty() ? threads() : code;
    }

    /// Takes all that lies ahead. What the last move comes to is told, and how far the others led.
    int ahead() {
        int steps = 0;
        Answer answer = session().ahead() > 0 ? session().redo() : null;
        while (answer instanceof Answer.Stepped s && session().ahead() > 0) {
            chosen = s.thread();
            steps++;
            answer = session().redo();
        }
        boolean moved = answer instanceof Answer.Stepped;
        repl.out.println("after " + (moved ? steps + 1 : steps) + " steps; :back and :forth walk them"
                + (moved || answer == null ? "" : ", and this is what the next one comes to"));
        int code = answer == null ? 0 : repl.tell(answer);
        threads();
        return code;
    }

    int next(String number) {
        List<Standing> standings = standings();
        if (standings.isEmpty()) {
            return repl.nobody();
        }
        if (number.isEmpty()) {
            repl.out.print(repl.report().alternatives(standings));
            return 0;
        }
        int wanted = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
        for (Standing s : standings) {
            for (List<Integer> choice : s.choices()) {
                if (--wanted == 0) {
                    int code = step(s.thread(), choice);
                    return code == 0 ? threads() : code;
                }
            }
        }
        return repl.wrong(":next takes a number of its list");
    }
}
