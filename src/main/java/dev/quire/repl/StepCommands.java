package dev.quire.repl;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.interpreter.Machine;
import dev.quire.report.Reports;
import dev.quire.session.Interactive;
import dev.quire.session.Interactive.Answer;
import dev.quire.session.Move;
import dev.quire.session.Session;
import dev.quire.session.Standing;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The commands that step threads, one atomic step at a time, and that search what they can do.
final class StepCommands {
    private static final int MOST_STEPS = 100_000;
    private static final long MOST_STATES = 1_000_000;

    private final Repl repl;
    /// The thread that steps where none is named.
    private String chosen = "";
    /// Paths to what the last search found, as moves from where it began; and how many moves there were then.
    private List<List<Move>> paths = List.of();

    private int searchedAt;

    StepCommands(Repl repl) {
        this.repl = repl;
    }

    static void describe(Map<String, Commands.Help> all) {
        all.put(
                "step",
                new Commands.Help(
                        "[THREAD [N…] | STATEMENT]",
                        "one atomic step of a thread, with the alternatives N; or begin a statement as a thread"));
        all.put("threads", new Commands.Help("", "for each thread the kernel function and line that is next"));
        all.put("run", new Commands.Help("[THREAD]", "step a thread, or all in their order, as far as it can go"));
        all.put(
                "until",
                new Commands.Help("EXPR", "step the thread, and where it cannot go on the others, until EXPR"));
        all.put("back", new Commands.Help("[N]", "take back the last N steps"));
        all.put("forth", new Commands.Help("[N]", "take them again"));
        all.put("next", new Commands.Help("[N]", "what every thread could do now; do what is number N there"));
        all.put("explore", new Commands.Help("[STATES]", "search every interleaving from here, and tell the verdicts"));
        all.put("path", new Commands.Help("[N]", "put the path to finding N of :explore ahead, for :forth and :back"));
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

    private int nobody() {
        return repl.wrong("no thread can step: declare one with thread NAME { … }, or :step STATEMENT");
    }

    int step(String rest) {
        String[] words = rest.split("\\s+");
        int code;
        if (rest.isEmpty()) {
            if (current().isEmpty()) {
                return nobody();
            }
            code = step(chosen, List.of());
        } else if (isThread(words[0])) {
            List<String> numbers = Arrays.asList(words).subList(1, words.length);
            if (!numbers.stream().allMatch(n -> n.matches("[0-9]{1,9}"))) {
                return repl.wrong("after a thread's name stand the numbers of alternatives, see :next");
            }
            code = step(words[0], numbers.stream().map(Integer::valueOf).toList());
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
            return nobody();
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
            return nobody();
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
            return nobody();
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
                    if (++steps >= MOST_STEPS) {
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

    int back(int count) {
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

    int forth(int count) {
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
            return nobody();
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

    int explore(String states) {
        if (!states.isEmpty() && !states.matches("[1-9][0-9]{0,9}")) {
            return repl.wrong(":explore takes a number of states after which to stop");
        }
        if (standings().isEmpty()) {
            return nobody();
        }
        long most = states.isEmpty() ? MOST_STATES : Long.parseLong(states);
        Session.Exploration x = session().explore(Limits.of(most, Integer.MAX_VALUE));
        if (x == null) {
            return repl.wrong("the session cannot be taken again from its beginning");
        }
        repl.out.print(new Reports(session().sources()).exploration(x));
        searchedAt = session().moves().size();
        paths = java.util.Objects.requireNonNull(x.outcome()).findings().stream()
                .map(this::moves)
                .toList();
        if (!paths.isEmpty()) {
            repl.out.println("\n  :path " + (paths.size() == 1 ? "1" : "N, of " + paths.size() + ",")
                    + " puts a path ahead; :forth and :back walk it");
        }
        return 0;
    }

    private List<Move> moves(Finding found) {
        List<Standing> threads = standings();
        return found.path().stream()
                .map(s -> (Move) new Move.Stepped(threads.get(s.thread()).thread(), s.choices()))
                .toList();
    }

    int path(String number) {
        int wanted = number.isEmpty() ? 1 : number.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(number) : 0;
        if (wanted < 1 || wanted > paths.size()) {
            return repl.wrong(paths.isEmpty() ? ":explore finds paths" : ":path takes 1 to " + paths.size());
        }
        if (session().moves().size() != searchedAt) {
            return repl.wrong("the path begins after input " + (searchedAt - 1) + ": :goto " + (searchedAt - 1)
                    + " first, or :explore from here");
        }
        session().ahead(paths.get(wanted - 1));
        repl.out.println(paths.get(wanted - 1).size() + " steps ahead");
        return 0;
    }
}
