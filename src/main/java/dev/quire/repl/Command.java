package dev.quire.repl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands, which begin with a colon: how each is called and written, what completes its argument, what it does.
enum Command {
    HELP("help h ?", "[WORD]", Argument.WORD, "this list; a command, a library function, a diagnostic code"),
    UNDO("undo u", "[N]", Argument.NONE, "take back the last N inputs"),
    REDO("redo", "[N]", Argument.NONE, "take them again"),
    GOTO("goto", "N", Argument.NONE, "the session as it was after input N of :log"),
    CHECKPOINT("checkpoint", "NAME", Argument.NONE, "name the session as it is"),
    RESTORE("restore", "NAME", Argument.CHECKPOINT, "the session as it was at a checkpoint"),
    LOG("log", "", Argument.NONE, "the inputs so far, numbered"),
    STEP(
            "step s",
            "[THREAD [N…] | STATEMENT]",
            Argument.THREAD_OR_STATEMENT,
            "one atomic step of a thread, with the alternatives N; or begin a statement as a thread"),
    THREADS("threads", "", Argument.NONE, "for each thread the kernel function and line that is next"),
    RUN("run", "[THREAD]", Argument.THREAD, "step a thread, or all in their order, as far as it can go"),
    UNTIL("until", "EXPR", Argument.STATEMENT, "step the thread, and where it cannot go on the others, until EXPR"),
    BACK("back b", "[N]", Argument.NONE, "take back the last N steps"),
    FORTH("forth f", "[N]", Argument.NONE, "take them again"),
    NEXT("next n", "[N]", Argument.NONE, "what every thread could do now; do what is number N there"),
    EXPLORE("explore", "[STATES]", Argument.NONE, "search every interleaving from here, and tell the verdicts"),
    PATH("path", "[N]", Argument.NONE, "put the path to finding N of :explore ahead, for :forth and :back"),
    MAPS("maps", "[PROCESS] [--smaps]", Argument.PROCESS, "VMAs, as /proc/PID/maps or smaps lists them"),
    PTE("pte", "[PROCESS] ADDR", Argument.STATEMENT, "the walk to an address, level by level, and the entry's bits"),
    ENTRIES("entries", "[PROCESS] RANGE", Argument.STATEMENT, "every entry of a range, with its frame"),
    PAGES("pages", "[PROCESS] RANGE", Argument.STATEMENT, "a picture of a range, one character a page"),
    FRAME("frame", "FRAME", Argument.STATEMENT, "a frame (p0, or an expression) and every entry that maps it"),
    TLB("tlb", "", Argument.NONE, "translations that TLBs still hold and tables no longer say"),
    GUEST("guest", "[VM]", Argument.GUEST, "a guest's entries beside the primary's, and how they differ"),
    LOCKS("locks", "", Argument.NONE, "the locks that are held, by whom, and who waits"),
    EVENTS("events", "[FILTER]", Argument.EVENT, "the events so far; those whose text holds FILTER"),
    COUNTERS("counters", "", Argument.NONE, "how often each kind of event came, and the kernel's counters"),
    DIFF("diff", "A [B]", Argument.CHECKPOINT, "what changed between two checkpoints or inputs, or since one"),
    WATCH("watch", "[EXPR | off]", Argument.STATEMENT, "show an expression whenever it changes; no more"),
    MODE("mode", "[table|json|csv]", Argument.MODE, "how tables are written"),
    VIEW("view", "EXPR", Argument.STATEMENT, "run an expression, show what it emits as tables, take it back"),
    LOAD("load", "FILE", Argument.FILE, "enter a script: its declarations, its first scenario's setup and threads"),
    RELOAD("reload", "", Argument.NONE, "start over with the script that was loaded last, as it is now"),
    EDIT("edit", "[FILE]", Argument.FILE, "write the session or the file in $EDITOR, and start over with it"),
    SAVE("save", "FILE", Argument.FILE, "write the session as a script"),
    RECORD("record", "[on|off]", Argument.SWITCH, "whether values that are shown become checks of the saved script"),
    TUTORIAL("tutorial", "[off]", Argument.OFF, "a guided tour in six steps"),
    TRACE("trace", "[LEVEL]", Argument.LEVEL, "how much of each input is shown: none, summary, calls, full"),
    KERNEL("kernel", "[K]", Argument.KERNEL, "the kernel; or the session so far under another one"),
    COMPARE("compare", "K1 [K2]", Argument.KERNEL, "the session so far under other kernels, and where they part"),
    PATCH("patch", "FILE", Argument.FILE, "the session so far with the patches of a file on top"),
    SET("set", "OPTION=VALUE", Argument.OPTION, "the session so far with an option of the kernel set"),
    RESET("reset", "", Argument.NONE, "start over"),
    QUIT("quit q exit", "", Argument.NONE, "leave");

    /// What completes an argument.
    enum Argument {
        NONE,
        WORD,
        CHECKPOINT,
        THREAD,
        THREAD_OR_STATEMENT,
        STATEMENT,
        PROCESS,
        GUEST,
        EVENT,
        MODE,
        FILE,
        SWITCH,
        OFF,
        LEVEL,
        KERNEL,
        OPTION
    }

    private final List<String> names;
    final String arguments;
    final Argument argument;
    final String text;

    Command(String names, String arguments, Argument argument, String text) {
        this.names = List.of(names.split(" "));
        this.arguments = arguments;
        this.argument = argument;
        this.text = text;
    }

    /// Its full name.
    String title() {
        return names.getFirst();
    }

    /// A command by one of its names, or null.
    static @Nullable Command of(String name) {
        for (Command command : values()) {
            if (command.names.contains(name)) {
                return command;
            }
        }
        return null;
    }

    /// The full names of all.
    static List<String> titles() {
        List<String> titles = new ArrayList<>();
        for (Command command : values()) {
            titles.add(command.title());
        }
        return titles;
    }

    /// Whether it can be written with this argument: with none where it needs one, or with one where it takes none, it
    /// cannot.
    boolean takes(String argument) {
        boolean needs = !arguments.replaceAll("\\[.*]", "").isBlank();
        return argument.isEmpty() ? !needs : !arguments.isEmpty();
    }

    /// As it is written.
    String usage() {
        return ":" + title() + (arguments.isEmpty() ? "" : " " + arguments);
    }
}
