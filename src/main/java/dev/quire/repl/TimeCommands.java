package dev.quire.repl;

import dev.quire.diagnostic.Nearest;
import dev.quire.session.Answer;
import dev.quire.session.Interactive;
import dev.quire.session.Move;
import dev.quire.text.Paint;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The commands that go back and forth between the states of a session, and that compare them.
final class TimeCommands {
    private final Repl repl;
    private final Map<String, Integer> checkpoints = new LinkedHashMap<>();

    TimeCommands(Repl repl) {
        this.repl = repl;
    }

    private Interactive session() {
        return repl.session();
    }

    List<String> checkpoints() {
        return List.copyOf(checkpoints.keySet());
    }

    /// How often, 1 where nothing is said; -1 for what is no such number.
    static int count(String text) {
        return text.isEmpty() ? 1 : text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : -1;
    }

    /// An input in one line.
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }

    int undo(String times) {
        int count = count(times);
        if (count < 0) {
            return repl.usage(Command.UNDO);
        }
        for (int i = 0; i < count; i++) {
            Move move = session().undo();
            if (move == null) {
                return repl.wrong("there is nothing to take back");
            }
            repl.out.println("took back: " + oneLine(move.text()));
        }
        return 0;
    }

    int redo(String times) {
        int count = count(times);
        if (count < 0) {
            return repl.usage(Command.REDO);
        }
        int code = 0;
        for (int i = 0; i < count && code == 0; i++) {
            Answer answer = session().redo();
            if (answer == null) {
                return repl.wrong("there is nothing to take again");
            }
            code = repl.tell(answer);
        }
        return code;
    }

    int moveTo(String place) {
        int number = place.matches("[0-9]{1,9}") ? Integer.parseInt(place) : Integer.MAX_VALUE;
        return number > last() ? repl.wrong(":goto takes the number of an input, see :log") : moveTo(number);
    }

    /// The number of the last move that can be gone to.
    private int last() {
        return session().length() - 1 + session().ahead();
    }

    /// Goes to the state after the input of that number, back or forth.
    private int moveTo(int place) {
        session().moveTo(place);
        List<Move> moves = session().moves();
        repl.out.println("after input " + (moves.size() - 1) + ": "
                + oneLine(moves.getLast().text()));
        return 0;
    }

    int checkpoint(String name) {
        checkpoints.put(name, session().length() - 1);
        repl.out.println("checkpoint " + name + " after input " + checkpoints.get(name));
        return 0;
    }

    int restore(String name) {
        Integer place = checkpoints.get(name);
        return place == null || place > last()
                ? repl.wrong("there is no checkpoint " + name + "; "
                        + Nearest.suggest(name, checkpoints.keySet(), ":checkpoint NAME makes one"))
                : moveTo(place);
    }

    int log() {
        List<Move> moves = session().moves();
        for (int i = 0; i < moves.size(); i++) {
            repl.out.println(String.format("%4d  %s", i, oneLine(moves.get(i).text())));
        }
        return 0;
    }

    int reset() {
        repl.startOver();
        repl.out.println("started over");
        return 0;
    }

    // --- what changed -----------------------------------------------------------------------------------------------

    int diff(String rest) {
        String[] words = rest.split("\\s+");
        int from = place(words[0]);
        int to = words.length > 1 ? place(words[1]) : session().length() - 1;
        return from < 0 || to < 0 || words.length > 2 ? repl.usage(Command.DIFF) : diff(from, to);
    }

    /// The number of a move by a checkpoint's name or by itself; -1 where there is none.
    private int place(String name) {
        Integer place = checkpoints.get(name);
        int number = place != null ? place : name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
        return number > last() ? -1 : number;
    }

    /// What differs between the states after two moves: what names hold, VMAs, entries and their frames.
    private int diff(int from, int to) {
        int now = session().length() - 1;
        Set<String> before = stateAfter(from);
        Set<String> after = stateAfter(to);
        session().moveTo(now);
        int changes = 0;
        for (String line : before) {
            if (!after.contains(line)) {
                repl.out.println(repl.paint.as(Paint.Role.BAD, "- " + line));
                changes++;
            }
        }
        for (String line : after) {
            if (!before.contains(line)) {
                repl.out.println(repl.paint.as(Paint.Role.GOOD, "+ " + line));
                changes++;
            }
        }
        if (changes == 0) {
            repl.out.println("nothing changed between " + from + " and " + to);
        }
        return 0;
    }

    private Set<String> stateAfter(int move) {
        session().moveTo(move);
        Set<String> lines =
                new LinkedHashSet<>(repl.report().tables().values(session().holdings()));
        for (String process : session().holdings().named("process")) {
            for (String view : List.of("view_maps", "view_mapped")) {
                Answer answer = session().look("use views\n" + view + "(" + process + ")");
                repl.report().tables().rows(answer).forEach(row -> lines.add(process + "  " + row));
            }
        }
        return lines;
    }
}
