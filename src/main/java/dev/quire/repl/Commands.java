package dev.quire.repl;

import dev.quire.diagnostic.Catalogue;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.report.GoldenDiff;
import dev.quire.report.SessionReport;
import dev.quire.report.TraceLevel;
import dev.quire.session.Interactive;
import dev.quire.session.Interactive.Answer;
import dev.quire.session.KernelChoice;
import dev.quire.session.Move;
import dev.quire.text.Paint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The commands, which begin with a colon.
final class Commands {
    /// What a command takes, and what it does.
    record Help(String arguments, String text) {}

    static final Map<String, Help> ALL = new LinkedHashMap<>();

    static {
        ALL.put("help", new Help("[WORD]", "this list; a command, a library function, a diagnostic code"));
        ALL.put("undo", new Help("[N]", "take back the last N inputs"));
        ALL.put("redo", new Help("[N]", "take them again"));
        ALL.put("goto", new Help("N", "the session as it was after input N of :log"));
        ALL.put("checkpoint", new Help("NAME", "name the session as it is"));
        ALL.put("restore", new Help("NAME", "the session as it was at a checkpoint"));
        ALL.put("log", new Help("", "the inputs so far, numbered"));
        StepCommands.describe(ALL);
        ViewCommands.describe(ALL);
        FileCommands.describe(ALL);
        ALL.put("tutorial", new Help("[off]", "a guided tour in six steps"));
        ALL.put("trace", new Help("[LEVEL]", "how much of each input is shown: none, summary, calls, full"));
        ALL.put("kernel", new Help("[K]", "the kernel; or the session so far under another one"));
        ALL.put("compare", new Help("K1 [K2]", "the session so far under other kernels, and where they part"));
        ALL.put("patch", new Help("FILE", "the session so far with the patches of a file on top"));
        ALL.put("set", new Help("OPTION=VALUE", "the session so far with an option of the kernel set"));
        ALL.put("reset", new Help("", "start over"));
        ALL.put("quit", new Help("", "leave"));
    }

    private final Repl repl;
    private final StepCommands steps;
    private final ViewCommands views;
    private final FileCommands files;
    private final Tutorial tutorial;
    private final Map<String, Integer> checkpoints = new LinkedHashMap<>();

    Commands(Repl repl) {
        this.repl = repl;
        steps = new StepCommands(repl);
        views = new ViewCommands(repl);
        files = new FileCommands(repl);
        tutorial = new Tutorial(repl);
    }

    static boolean isCommand(CharSequence input) {
        return input.toString().stripLeading().startsWith(":");
    }

    int run(String line) {
        String[] parts = line.substring(1).strip().split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        return switch (parts[0]) {
            case "help", "h", "?" -> help(rest);
            case "undo", "u" -> undo(rest);
            case "redo" -> redo(rest);
            case "goto" -> moveTo(rest);
            case "checkpoint" -> checkpoint(rest);
            case "restore" -> restore(rest);
            case "log" -> log();
            case "step", "s" -> steps.step(rest);
            case "threads" -> steps.threads();
            case "run" -> steps.run(rest);
            case "until" -> rest.isEmpty() ? usage("until") : steps.until(rest);
            case "back", "b" -> count(rest) < 0 ? usage("back") : steps.back(count(rest));
            case "forth", "f" -> count(rest) < 0 ? usage("forth") : steps.forth(count(rest));
            case "next", "n" -> steps.next(rest);
            case "explore" -> steps.explore(rest);
            case "path" -> steps.path(rest);
            case "maps" -> views.maps(rest);
            case "pte" -> views.pte(rest);
            case "entries" -> views.entries(rest);
            case "pages" -> views.pages(rest);
            case "frame" -> views.frame(rest);
            case "tlb" -> views.tlb();
            case "guest" -> views.guest(rest);
            case "locks" -> views.locks();
            case "events" -> views.events(rest);
            case "counters" -> views.counters();
            case "diff" -> diff(rest);
            case "watch" -> views.watch(rest);
            case "mode" -> views.mode(rest);
            case "view" -> rest.isEmpty() ? usage("view") : repl.look(rest);
            case "trace" -> trace(rest);
            case "kernel" -> kernel(rest);
            case "compare" -> rest.isEmpty() ? usage("compare") : compare(rest);
            case "patch" -> rest.isEmpty() ? usage("patch") : patch(rest);
            case "set" -> rest.contains("=") ? set(rest) : usage("set");
            case "load" -> rest.isEmpty() ? usage("load") : files.load(rest);
            case "reload" -> files.reload();
            case "edit" -> files.edit(rest);
            case "tutorial" -> tutorial.begin(rest);
            case "save" -> rest.isEmpty() ? usage("save") : files.save(rest);
            case "record" -> files.record(rest);
            case "reset" -> reset();
            case "quit", "q", "exit" -> {
                repl.quit();
                yield 0;
            }
            default ->
                repl.wrong("there is no command :" + parts[0] + "; "
                        + Nearest.suggest(parts[0], ALL.keySet(), ":help lists them"));
        };
    }

    private int usage(String command) {
        return repl.usage(command);
    }

    private int help(String word) {
        if (word.isEmpty()) {
            repl.out.println("A statement or declaration, or a command:");
            ALL.forEach((name, help) -> repl.out.println("  "
                    + repl.paint.as(Paint.Role.NAME, String.format("%-24s", ":" + name + " " + help.arguments()))
                    + help.text()));
            return 0;
        }
        String bare = word.startsWith(":") ? word.substring(1) : word;
        Help command = ALL.get(bare);
        if (command != null) {
            repl.out.println(":" + bare + " " + command.arguments() + "\n  " + command.text());
            return 0;
        }
        for (Code code : Code.values()) {
            if (code.name().equalsIgnoreCase(word)) {
                repl.out.print(Catalogue.explain(code));
                return 0;
            }
        }
        boolean found = false;
        for (var known : repl.session().known()) {
            if (known.name().equals(word)) {
                found = true;
                repl.out.println(repl.paint.as(Paint.Role.STRONG, known.name())
                        + (known.what().startsWith("(") ? known.what() : ": " + known.what()));
                known.doc().lines().forEach(l -> repl.out.println("  " + l));
            }
        }
        List<String> names = new ArrayList<>(ALL.keySet());
        repl.session().known().forEach(k -> names.add(k.name()));
        return found
                ? 0
                : repl.wrong("nothing here is called " + word + "; "
                        + Nearest.suggest(word, names, ":help lists the commands"));
    }

    private static int count(String text) {
        return text.isEmpty() ? 1 : text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : -1;
    }

    private int undo(String times) {
        int count = count(times);
        if (count < 0) {
            return usage("undo");
        }
        for (int i = 0; i < count; i++) {
            Move move = repl.session().undo();
            if (move == null) {
                return repl.wrong("there is nothing to take back");
            }
            repl.out.println("took back: " + oneLine(move.text()));
        }
        return 0;
    }

    private int redo(String times) {
        int count = count(times);
        if (count < 0) {
            return usage("redo");
        }
        int code = 0;
        for (int i = 0; i < count && code == 0; i++) {
            Answer answer = repl.session().redo();
            if (answer == null) {
                return repl.wrong("there is nothing to take again");
            }
            code = repl.tell(answer);
        }
        return code;
    }

    private int moveTo(String place) {
        int last = repl.session().moves().size() - 1;
        if (!place.matches("[0-9]{1,9}")
                || Integer.parseInt(place) > last + repl.session().ahead()) {
            return repl.wrong(":goto takes the number of an input, see :log");
        }
        return moveTo(Integer.parseInt(place));
    }

    /// Goes to the state after the input of that number, back or forth.
    private int moveTo(int place) {
        repl.session().moveTo(place);
        List<Move> moves = repl.session().moves();
        repl.out.println("after input " + (moves.size() - 1) + ": "
                + oneLine(moves.getLast().text()));
        return 0;
    }

    /// Takes all that lies ahead.
    int ahead() {
        return steps.ahead();
    }

    private int checkpoint(String name) {
        if (name.isEmpty()) {
            return usage("checkpoint");
        }
        checkpoints.put(name, repl.session().moves().size() - 1);
        repl.out.println("checkpoint " + name + " after input " + checkpoints.get(name));
        return 0;
    }

    private int restore(String name) {
        Integer place = checkpoints.get(name);
        if (place == null
                || place > repl.session().moves().size() - 1 + repl.session().ahead()) {
            return repl.wrong("there is no checkpoint " + name + "; "
                    + Nearest.suggest(name, checkpoints.keySet(), ":checkpoint NAME makes one"));
        }
        return moveTo(place);
    }

    private int compare(String rest) {
        List<String> kernels = List.of(rest.split("\\s+(?=v[0-9])"));
        String left = kernels.size() > 1 ? kernels.get(0) : repl.session().kernel();
        String right = kernels.getLast();
        List<String> one = answers(left);
        List<String> other = answers(right);
        List<Move> inputs = repl.session().moves();
        for (int i = 0; i < inputs.size(); i++) {
            String a = i < one.size() ? one.get(i) : "(not reached)\n";
            String b = i < other.size() ? other.get(i) : "(not reached)\n";
            if (!a.equals(b)) {
                repl.out.println(
                        "they part at input " + i + ": " + oneLine(inputs.get(i).text()));
                repl.out.print(GoldenDiff.of(left, a, right, b, repl.paint));
                return 0;
            }
        }
        repl.out.println(left + " and " + right + " do the same");
        return 0;
    }

    /// What each move of the session does under a kernel, as far as it goes.
    private List<String> answers(String kernel) {
        KernelChoice choice = new KernelChoice(
                List.of(kernel), repl.choice().patches(), repl.choice().settings());
        List<String> texts = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        Interactive.Opened opened = repl.session().under(choice, answers::add);
        SessionReport report = new SessionReport(opened.session().sources(), Paint.NONE);
        answers.forEach(a -> texts.add(report.of(a)));
        return texts;
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }

    private int log() {
        List<Move> moves = repl.session().moves();
        for (int i = 0; i < moves.size(); i++) {
            repl.out.println(String.format("%4d  %s", i, oneLine(moves.get(i).text())));
        }
        return 0;
    }

    /// After each input: shows what of the watched has changed, and goes on with the tour.
    void changed() {
        views.changed();
        tutorial.check();
    }

    /// The script that the session began with.
    void loaded(String file) {
        files.loaded(file);
    }

    private int diff(String rest) {
        String[] words = rest.split("\\s+");
        int last = repl.session().moves().size() - 1;
        int from = place(words[0]);
        int to = words.length > 1 ? place(words[1]) : last;
        return from < 0 || to < 0 ? usage("diff") : views.diff(from, to);
    }

    /// The number of a move by a checkpoint's name or by itself; -1 where there is none.
    private int place(String name) {
        int last = repl.session().moves().size() - 1 + repl.session().ahead();
        Integer place = checkpoints.get(name);
        int number = place != null ? place : name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
        return number > last ? -1 : number;
    }

    private int trace(String level) {
        for (TraceLevel known : TraceLevel.values()) {
            if (known.toString().equals(level)) {
                repl.report().level(known);
                return 0;
            }
        }
        if (level.isEmpty()) {
            repl.out.println("trace " + repl.report().level());
            return 0;
        }
        return usage("trace");
    }

    private int kernel(String kernel) {
        if (kernel.isEmpty()) {
            repl.out.println("kernel " + repl.session().kernel());
            return 0;
        }
        KernelChoice old = repl.choice();
        return repl.under(new KernelChoice(List.of(kernel), old.patches(), old.settings()));
    }

    private int patch(String file) {
        KernelChoice old = repl.choice();
        List<Path> patches = new ArrayList<>(old.patches());
        patches.add(Path.of(file));
        return repl.under(new KernelChoice(old.rows(), patches, old.settings()));
    }

    private int set(String setting) {
        KernelChoice old = repl.choice();
        List<String> settings = new ArrayList<>(old.settings());
        settings.add(setting.replaceAll("\\s*=\\s*", "="));
        return repl.under(new KernelChoice(old.rows(), old.patches(), settings));
    }

    private int reset() {
        while (repl.session().undo() != null) {
            // Every input.
        }
        repl.out.println("started over");
        return 0;
    }
}
