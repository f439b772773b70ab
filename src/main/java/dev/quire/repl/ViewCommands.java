package dev.quire.repl;

import dev.quire.report.TableMode;
import dev.quire.session.Interactive;
import dev.quire.session.Interactive.Answer;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The commands that look at memory. What they run is taken back.
final class ViewCommands {
    private final Repl repl;
    /// Watched expressions with what they came to last.
    private final Map<String, String> watched = new LinkedHashMap<>();

    ViewCommands(Repl repl) {
        this.repl = repl;
    }

    static void describe(Map<String, Commands.Help> all) {
        all.put("maps", new Commands.Help("[PROCESS] [--smaps]", "VMAs, as /proc/PID/maps or smaps lists them"));
        all.put(
                "pte",
                new Commands.Help("[PROCESS] ADDR", "the walk to an address, level by level, and the entry's bits"));
        all.put("entries", new Commands.Help("[PROCESS] RANGE", "every entry of a range, with its frame"));
        all.put("pages", new Commands.Help("[PROCESS] RANGE", "a picture of a range, one character a page"));
        all.put("frame", new Commands.Help("PFN", "a frame (p0, or an expression) and every entry that maps it"));
        all.put("tlb", new Commands.Help("", "translations that TLBs still hold and tables no longer say"));
        all.put("guest", new Commands.Help("VM", "a guest's entries beside the primary's, and how they differ"));
        all.put("locks", new Commands.Help("", "the locks that are held, by whom, and who waits"));
        all.put("events", new Commands.Help("[FILTER]", "the events so far; those whose text holds FILTER"));
        all.put("counters", new Commands.Help("", "how often each kind of event came, and the kernel's counters"));
        all.put("diff", new Commands.Help("A [B]", "what changed between two checkpoints or inputs, or since one"));
        all.put("watch", new Commands.Help("[EXPR | off]", "show an expression whenever it changes; no more"));
        all.put("mode", new Commands.Help("[table|json|csv]", "how tables are written"));
        all.put(
                "view",
                new Commands.Help("EXPRESSION", "run an expression, show what it emits as tables, take it back"));
    }

    private Interactive session() {
        return repl.session();
    }

    int maps(String rest) {
        boolean smaps = List.of(rest.split("\\s+")).contains("--smaps");
        String process = rest.replace("--smaps", "").strip();
        return of(smaps ? "view_smaps" : "view_maps", process, false, "maps");
    }

    int pte(String rest) {
        return of("view_pte", rest, true, "pte");
    }

    int entries(String rest) {
        return of("view_entries", rest, true, "entries");
    }

    int pages(String rest) {
        return of("view_pages", rest, true, "pages");
    }

    /// Calls a function of the library's views for the process that is named, else for the first; without an argument
    /// for each.
    private int of(String function, String rest, boolean argued, String command) {
        List<String> processes = session().named("process");
        String[] words = rest.split("\\s+", 2);
        boolean named = processes.contains(words[0]);
        String argument = named ? (words.length > 1 ? words[1] : "") : rest;
        if (processes.isEmpty()) {
            return repl.wrong("there is no process yet; begin with: process A");
        }
        if (argument.isEmpty() == argued) {
            return repl.usage(command);
        }
        List<String> shown = named ? List.of(words[0]) : argued ? processes.subList(0, 1) : processes;
        int code = 0;
        for (String process : shown) {
            if (shown.size() > 1) {
                repl.out.println(repl.paint.as(Paint.Role.STRONG, process));
            }
            String call = "use views\n" + function + "(" + process + (argument.isEmpty() ? "" : ", " + argument) + ")";
            Answer answer = session().look(call);
            repl.out.print(
                    function.equals("view_pages")
                            ? repl.report().picture(answer)
                            : repl.report().tables(answer));
            code = Math.max(code, Repl.code(answer));
        }
        return code;
    }

    int frame(String rest) {
        if (rest.isEmpty()) {
            return repl.usage("frame");
        }
        int cell = repl.report().frame(rest);
        Answer answer = cell == 0
                ? session().look("use views\nview_frame(" + rest + ")")
                : session().lookAt("views", "view_frame", "frame", cell);
        repl.out.print(repl.report().tables(answer));
        return Repl.code(answer);
    }

    int guest(String rest) {
        List<String> guests = session().named("kvm");
        String vm = rest.isEmpty() && guests.size() == 1 ? guests.getFirst() : rest;
        return vm.isEmpty()
                ? repl.wrong(
                        guests.isEmpty()
                                ? "there is no guest; vm = kvm(…) makes one"
                                : ":guest takes one of " + String.join(", ", guests))
                : repl.look("use guest_views\nview_guest(" + vm + ")");
    }

    int tlb() {
        repl.out.print(repl.report().tlbs(session()));
        return 0;
    }

    int locks() {
        repl.out.print(repl.report().locks(session()));
        return 0;
    }

    int events(String filter) {
        repl.out.print(repl.report().events(session(), filter));
        return 0;
    }

    int counters() {
        repl.out.print(repl.report().counters(session()));
        return 0;
    }

    int mode(String word) {
        for (TableMode known : TableMode.values()) {
            if (known.toString().equals(word)) {
                repl.report().mode(known, repl.width());
                return 0;
            }
        }
        if (word.isEmpty()) {
            repl.out.println("mode " + repl.report().mode());
            return 0;
        }
        return repl.usage("mode");
    }

    // --- what changed -----------------------------------------------------------------------------------------------

    /// What differs between the states after two moves: what names hold, VMAs, entries and their frames.
    int diff(int from, int to) {
        int now = session().moves().size() - 1;
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
        Set<String> lines = new LinkedHashSet<>(repl.report().values(session()));
        for (String process : session().named("process")) {
            for (String view : List.of("view_maps", "view_mapped")) {
                Answer answer = session().look("use views\n" + view + "(" + process + ")");
                repl.report().rows(answer).forEach(row -> lines.add(process + "  " + row));
            }
        }
        return lines;
    }

    int watch(String expression) {
        if (expression.equals("off")) {
            watched.clear();
            return 0;
        }
        if (expression.isEmpty()) {
            watched.forEach((watch, value) -> repl.out.println(watch + "  " + value));
            return 0;
        }
        Answer answer = session().look(expression);
        if (!(answer instanceof Answer.Done)) {
            return repl.tell(answer);
        }
        watched.put(expression, value(answer));
        repl.out.println(expression + "  " + watched.get(expression));
        return 0;
    }

    private String value(Answer answer) {
        return answer instanceof Answer.Done d ? repl.report().valueText(d) : "cannot be evaluated here";
    }

    /// Shows what of the watched has changed since it was shown last.
    void changed() {
        for (String expression : new ArrayList<>(watched.keySet())) {
            String before = watched.get(expression);
            String now = value(session().look(expression));
            if (!now.equals(before)) {
                repl.out.println(repl.paint.as(Paint.Role.NAME, "watch " + expression) + "  "
                        + repl.paint.as(Paint.Role.BAD, before) + " -> "
                        + repl.paint.as(Paint.Role.GOOD, now));
                watched.put(expression, now);
            }
        }
    }
}
