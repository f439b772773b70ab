package dev.quire.repl;

import dev.quire.program.ValueType;
import dev.quire.report.TableMode;
import dev.quire.session.Answer;
import dev.quire.session.Interactive;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The commands that look at memory. What they run is taken back.
final class ViewCommands {
    private final Repl repl;
    /// Watched expressions with what they came to last.
    private final Map<String, String> watched = new LinkedHashMap<>();

    ViewCommands(Repl repl) {
        this.repl = repl;
    }

    private Interactive session() {
        return repl.session();
    }

    int maps(String rest) {
        boolean smaps = List.of(rest.split("\\s+")).contains("--smaps");
        String process = rest.replace("--smaps", "").strip();
        return of(smaps ? "view_smaps" : "view_maps", process, false, Command.MAPS);
    }

    int pte(String rest) {
        return of("view_pte", rest, true, Command.PTE);
    }

    int entries(String rest) {
        return of("view_entries", rest, true, Command.ENTRIES);
    }

    int pages(String rest) {
        return of("view_pages", rest, true, Command.PAGES);
    }

    /// Calls a function of the library's views for the process that is named, else for the first; without an argument
    /// for each.
    private int of(String function, String rest, boolean argued, Command command) {
        List<String> processes = session().holdings().named("process");
        String[] words = rest.split("\\s+", 2);
        boolean named = processes.contains(words[0]);
        String argument = named ? (words.length > 1 ? words[1] : "") : rest;
        if (processes.isEmpty()) {
            return repl.wrong("there is no process yet; begin with: process A");
        }
        if (argument.isEmpty() == argued) {
            return repl.usage(command);
        }
        // What is wrong in the argument is shown in what was typed, not in the call that is made of it.
        if (!argument.isEmpty()) {
            Answer alone = session().look(argument);
            if (!alone.taken()) {
                return repl.tell(alone);
            }
        }
        List<String> shown = named ? List.of(words[0]) : argued ? processes.subList(0, 1) : processes;
        Map<String, Answer.Done> answers = new LinkedHashMap<>();
        for (String process : shown) {
            String call = "use views\n" + function + "(" + process + (argument.isEmpty() ? "" : ", " + argument) + ")";
            Answer answer = session().look(call);
            if (!(answer instanceof Answer.Done d)) {
                return repl.tell(answer);
            }
            answers.put(process, d);
        }
        return repl.show(repl.report().tables().ofProcesses(answers, function.equals("view_pages")));
    }

    /// Shows what a view emits as tables; the exit code.
    private int show(Answer answer) {
        return answer instanceof Answer.Done d
                ? repl.show(repl.report().tables().of(d))
                : repl.tell(answer);
    }

    /// Shows what an expression emits as tables, and takes it back.
    int view(String expression) {
        return show(session().look(expression));
    }

    int frame(String rest) {
        if (rest.isEmpty()) {
            return repl.usage(Command.FRAME);
        }
        if (rest.matches("p?\\d+")) {
            String name = rest.startsWith("p") ? rest : "p" + rest;
            int cell = repl.report().frame(name);
            return cell == 0
                    ? repl.wrong("no frame " + name + " has been shown yet; :pte and :entries show what is mapped")
                    : show(session().lookAt("views", "view_frame", "frame", cell));
        }
        Answer found = session().look(rest);
        if (!(found instanceof Answer.Done d)) {
            return repl.tell(found);
        }
        return d.type() instanceof ValueType.Handle h && h.name().equals("frame") && d.words()[0] != 0
                ? show(session().lookAt("views", "view_frame", "frame", (int) d.words()[0]))
                : repl.wrong(":frame takes a frame, as p0 or an expression: A.pte(buf[0]).frame");
    }

    int guest(String rest) {
        List<String> guests = session().holdings().named("kvm");
        String vm = rest.isEmpty() && guests.size() == 1 ? guests.getFirst() : rest;
        if (!guests.contains(vm)) {
            return repl.wrong(
                    guests.isEmpty()
                            ? "there is no guest; vm = kvm(…) makes one"
                            : ":guest takes one of " + String.join(", ", guests));
        }
        return view("use guest_views\nview_guest(" + vm + ")");
    }

    int tlb() {
        return repl.show(repl.report().tables().tlbs(session().holdings()));
    }

    int locks() {
        repl.show(repl.report().tables().locks(session().holdings()));
        return repl.show(repl.report().waiting(session().standings()));
    }

    int events(String filter) {
        return repl.show(repl.report().tables().events(session().holdings(), filter));
    }

    int counters() {
        Map<String, String> metrics = new LinkedHashMap<>();
        for (String metric : session().holdings().metrics()) {
            if (session().look(metric) instanceof Answer.Done d) {
                metrics.put(metric, repl.report().valueText(d));
            }
        }
        return repl.show(repl.report().tables().counters(session().holdings(), metrics));
    }

    int mode(String word) {
        for (TableMode known : TableMode.values()) {
            if (known.toString().equals(word)) {
                repl.report().tables().mode(known, repl.width());
                return 0;
            }
        }
        if (word.isEmpty()) {
            repl.out.println("mode " + repl.report().tables().mode());
            return 0;
        }
        return repl.usage(Command.MODE);
    }

    // --- what is watched ---------------------------------------------------------------------------------------------

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
        if (!(answer instanceof Answer.Done d)) {
            return repl.tell(answer);
        }
        if (!d.label().isEmpty() || d.words().length == 0) {
            return repl.wrong(":watch takes an expression that has a value");
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
