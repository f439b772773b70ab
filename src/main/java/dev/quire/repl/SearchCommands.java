package dev.quire.repl;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.report.Reports;
import dev.quire.session.Interactive;
import dev.quire.session.Move;
import dev.quire.session.Session;
import dev.quire.session.Standing;
import java.util.List;
import java.util.Objects;

/// The commands that search what the threads can do from here, and that lead to what was found.
final class SearchCommands {
    private static final long MOST_STATES = 1_000_000;

    private final Repl repl;
    /// Paths to what the last search found, as moves from where it began; and how many moves there were then.
    private List<List<Move>> paths = List.of();

    private int searchedAt;

    SearchCommands(Repl repl) {
        this.repl = repl;
    }

    private Interactive session() {
        return repl.session();
    }

    int explore(String states) {
        if (!states.isEmpty() && !states.matches("[1-9][0-9]{0,9}")) {
            return repl.wrong(":explore takes a number of states after which to stop");
        }
        List<Standing> threads = session().standings();
        if (threads.isEmpty()) {
            return repl.nobody();
        }
        long most = states.isEmpty() ? MOST_STATES : Long.parseLong(states);
        Session.Exploration x = session().explore(Limits.of(most, Integer.MAX_VALUE));
        if (x == null) {
            return repl.wrong("the session cannot be taken again from its beginning");
        }
        repl.out.print(new Reports(session().sources()).exploration(x));
        searchedAt = session().length();
        paths = Objects.requireNonNull(x.outcome()).findings().stream()
                .map(found -> moves(found, threads))
                .toList();
        if (!paths.isEmpty()) {
            repl.out.println("\n  :path " + (paths.size() == 1 ? "1" : "N, of " + paths.size() + ",")
                    + " puts a path ahead; :forth and :back walk it");
        }
        return 0;
    }

    private static List<Move> moves(Finding found, List<Standing> threads) {
        return found.path().stream()
                .map(s -> (Move) new Move.Stepped(threads.get(s.thread()).thread(), s.choices()))
                .toList();
    }

    int path(String number) {
        int wanted = TimeCommands.count(number);
        if (wanted < 1 || wanted > paths.size()) {
            return repl.wrong(paths.isEmpty() ? ":explore finds paths" : ":path takes 1 to " + paths.size());
        }
        if (session().length() != searchedAt) {
            return repl.wrong("the path begins after input " + (searchedAt - 1) + ": :goto " + (searchedAt - 1)
                    + " first, or :explore from here");
        }
        session().ahead(paths.get(wanted - 1));
        repl.out.println(paths.get(wanted - 1).size() + " steps ahead");
        return 0;
    }
}
