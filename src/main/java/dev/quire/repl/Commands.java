package dev.quire.repl;

import dev.quire.diagnostic.Catalogue;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.report.TraceLevel;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.List;

/// Takes the lines that begin with a colon.
final class Commands {
    private final Repl repl;
    private final TimeCommands time;
    private final StepCommands steps;
    private final SearchCommands searches;
    private final ViewCommands views;
    private final KernelCommands kernels;
    private final FileCommands files;
    private final Tutorial tutorial;

    Commands(Repl repl) {
        this.repl = repl;
        time = new TimeCommands(repl);
        steps = new StepCommands(repl);
        searches = new SearchCommands(repl);
        views = new ViewCommands(repl);
        kernels = new KernelCommands(repl);
        files = new FileCommands(repl);
        tutorial = new Tutorial(repl);
    }

    static boolean isCommand(CharSequence input) {
        return input.toString().stripLeading().startsWith(":");
    }

    int run(String line) {
        String[] parts = line.substring(1).strip().split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        Command command = Command.of(parts[0]);
        if (parts[0].isEmpty()) {
            return repl.wrong("a colon begins a command; :help lists them");
        }
        if (command == null) {
            return repl.wrong("there is no command :" + parts[0] + "; "
                    + Nearest.suggest(parts[0], Command.titles(), ":help lists them"));
        }
        return command.takes(rest) ? run(command, rest) : repl.usage(command);
    }

    private int run(Command command, String rest) {
        return switch (command) {
            case HELP -> help(rest);
            case UNDO -> time.undo(rest);
            case REDO -> time.redo(rest);
            case GOTO -> time.moveTo(rest);
            case CHECKPOINT -> time.checkpoint(rest);
            case RESTORE -> time.restore(rest);
            case LOG -> time.log();
            case STEP -> steps.step(rest);
            case THREADS -> steps.threads();
            case RUN -> steps.run(rest);
            case UNTIL -> steps.until(rest);
            case BACK -> steps.back(rest);
            case FORTH -> steps.forth(rest);
            case NEXT -> steps.next(rest);
            case EXPLORE -> searches.explore(rest);
            case PATH -> searches.path(rest);
            case MAPS -> views.maps(rest);
            case PTE -> views.pte(rest);
            case ENTRIES -> views.entries(rest);
            case PAGES -> views.pages(rest);
            case FRAME -> views.frame(rest);
            case TLB -> views.tlb();
            case GUEST -> views.guest(rest);
            case LOCKS -> views.locks();
            case EVENTS -> views.events(rest);
            case COUNTERS -> views.counters();
            case DIFF -> time.diff(rest);
            case WATCH -> views.watch(rest);
            case MODE -> views.mode(rest);
            case VIEW -> views.view(rest);
            case LOAD -> files.load(rest);
            case RELOAD -> files.reload();
            case EDIT -> files.edit(rest);
            case SAVE -> files.save(rest);
            case RECORD -> files.record(rest);
            case TUTORIAL -> tutorial.begin(rest);
            case TRACE -> trace(rest);
            case KERNEL -> kernels.kernel(rest);
            case COMPARE -> kernels.compare(rest);
            case PATCH -> kernels.patch(rest);
            case SET -> kernels.set(rest);
            case RESET -> time.reset();
            case QUIT -> repl.quit();
        };
    }

    /// The names of checkpoints, for completion.
    List<String> checkpoints() {
        return time.checkpoints();
    }

    /// Takes all that lies ahead.
    int ahead() {
        return steps.ahead();
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

    private int help(String word) {
        if (word.isEmpty()) {
            repl.out.println("A statement or declaration, or a command:");
            for (Command command : Command.values()) {
                repl.out.println("  " + repl.paint.as(Paint.Role.NAME, String.format("%-24s", command.usage()))
                        + (command.usage().length() > 23 ? " " : "") + command.text);
            }
            return 0;
        }
        Command command = Command.of(word.startsWith(":") ? word.substring(1) : word);
        if (command != null) {
            repl.out.println(command.usage() + "\n  " + command.text);
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
        List<String> names = new ArrayList<>(Command.titles());
        repl.session().known().forEach(k -> names.add(k.name()));
        return found
                ? 0
                : repl.wrong("nothing here is called " + word + "; "
                        + Nearest.suggest(word, names, ":help lists the commands"));
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
        return repl.usage(Command.TRACE);
    }
}
