package dev.quire.repl;

import dev.quire.interpreter.Failure;
import dev.quire.report.SessionReport;
import dev.quire.session.Answer;
import dev.quire.session.Interactive;
import dev.quire.session.KernelChoice;
import dev.quire.session.Script;
import dev.quire.text.Paint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Reads inputs, hands them to a session and writes the answers. Without a terminal the first error ends it, unless it
/// is
/// told to keep going.
public final class Repl {
    private static final int HELD = 0;
    private static final int FAILED = 1;
    static final int WRONG = 3;
    private static final int INCONCLUSIVE = 4;
    private static final int BUG = 5;

    final PrintStream out;
    final Paint paint;
    private final boolean stops;
    private final Commands commands;
    private final FutureTask<Interactive> opening;
    private @Nullable Interactive session;
    private @Nullable SessionReport report;
    private KernelChoice choice;
    private String kernel;
    private Screen screen = Screen.NONE;
    private boolean quit;
    private boolean recording;
    private int width;
    private int worst = HELD;

    /// What is on the screen beside inputs and answers, and is taken away while another program has the terminal.
    interface Screen {
        Screen NONE = new Screen() {
            @Override
            public void suspend() {}

            @Override
            public void restore() {}
        };

        void suspend();

        void restore();
    }

    Screen screen() {
        return screen;
    }

    void screen(Screen beside) {
        screen = beside;
    }

    /// `stops` says whether the first error ends the session.
    public Repl(Interactive session, KernelChoice choice, PrintStream out, Paint paint, boolean stops) {
        this(() -> session, session.kernel(), choice, out, paint, stops);
        this.session = session;
    }

    /// A session that is opened when it is first needed, or from `open` on: a prompt needs only the `kernel`'s name.
    public Repl(
            Callable<Interactive> opening,
            String kernel,
            KernelChoice choice,
            PrintStream out,
            Paint paint,
            boolean stops) {
        this.opening = new FutureTask<>(opening);
        this.kernel = kernel;
        this.choice = choice;
        this.out = out;
        this.paint = paint;
        this.stops = stops;
        commands = new Commands(this);
    }

    /// Runs to the end of the inputs or to `:quit`; the exit code.
    public int run(Inputs inputs) throws IOException {
        String input = inputs.next();
        while (input != null) {
            int code = take(input);
            out.flush();
            worst = Math.max(worst, code);
            if (quit || stops && code != HELD) {
                break;
            }
            input = inputs.next();
        }
        return worst;
    }

    /// Takes one input and writes its answer; the exit code that it alone would give.
    public int take(String input) {
        if (input.isBlank()) {
            return HELD;
        }
        try {
            int code = Commands.isCommand(input) ? commands.run(input.strip()) : statement(input);
            commands.changed();
            return code;
        } catch (RuntimeException bug) {
            if (stops) {
                throw bug;
            }
            // A person's session outlives a bug.
            wrong("internal error: " + bug
                    + "\nThis is a bug in Quire; please report it with the session (:save, :log).");
            return BUG;
        }
    }

    private int statement(String input) {
        Answer answer = session().enter(input);
        String check = recording ? report().expectation(answer, input.strip()) : "";
        if (!check.isEmpty()) {
            session().check(check);
        }
        return tell(answer);
    }

    /// The names of checkpoints.
    List<String> checkpoints() {
        return commands.checkpoints();
    }

    /// Takes all that lies ahead, and shows where the threads stand then; the exit code.
    public int ahead() {
        return commands.ahead();
    }

    /// The session began with this file, for `:reload`.
    public void loaded(String file) {
        commands.loaded(file);
    }

    /// Enters a script; the exit code of the first input that goes wrong.
    public int enter(Script script) {
        int code = HELD;
        for (String input : script.inputs()) {
            code = take(input);
            if (code != HELD) {
                break;
            }
        }
        script.leftOut().forEach(l -> out.println(paint.as(Paint.Role.DOUBTFUL, "left out") + ": " + l));
        return code;
    }

    int tell(Answer answer) {
        out.print(report().of(answer));
        return code(answer);
    }

    /// Writes what a command found; the exit code.
    int show(String text) {
        out.print(text);
        return HELD;
    }

    static int code(Answer answer) {
        return switch (answer) {
            case Answer.Done d -> HELD;
            case Answer.Stepped s -> HELD;
            case Answer.Stuck s -> WRONG;
            case Answer.Refused r -> WRONG;
            case Answer.Failed f ->
                f.failure().kind() == Failure.Kind.LIMIT || f.failure().kind() == Failure.Kind.UNMODELLED
                        ? INCONCLUSIVE
                        : FAILED;
        };
    }

    /// Goes on with the same inputs under another choice of kernel, unless they cannot run there.
    int under(KernelChoice wanted) {
        Interactive.Opened opened = session().under(wanted);
        if (code(opened.answer()) != HELD) {
            out.print(new SessionReport(opened.session().sources(), paint).of(opened.answer()));
            out.println("the session stays under " + kernel);
            return code(opened.answer());
        }
        SessionReport next = new SessionReport(opened.session().sources(), paint);
        next.level(report().level());
        next.tables().mode(report().tables().mode(), width);
        session = opened.session();
        kernel = opened.session().kernel();
        report = next;
        choice = wanted;
        out.println("kernel " + kernel);
        return HELD;
    }

    /// A command was not written as it should be.
    int usage(Command command) {
        return wrong(
                ":" + command.title() + " takes " + (command.arguments.isEmpty() ? "no argument" : command.arguments));
    }

    /// No thread can do what a command wants.
    int nobody() {
        return wrong("no thread can step: declare one with thread NAME { … }, or :step STATEMENT");
    }

    /// A file by its name, or null after it was said that no file can be called so.
    @Nullable
    Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException impossible) {
            wrong("no file can be called so: " + impossible.getReason());
            return null;
        }
    }

    /// Takes everything back, so that it lies ahead.
    void startOver() {
        while (session().undo() != null) {
            // Every input.
        }
    }

    /// The terminal's width, 0 where there is none.
    int width() {
        return width;
    }

    /// Lines of tables are cut to the terminal's width from now on.
    void width(int columns) {
        width = columns;
        if (report != null) {
            report.tables().mode(report.tables().mode(), columns);
        }
    }

    /// Something is wrong with a command.
    int wrong(String message) {
        out.println(paint.as(Paint.Role.BAD, "quire") + ": " + message);
        return WRONG;
    }

    Interactive session() {
        Interactive open = session;
        if (open == null) {
            opening.run();
            try {
                open = opening.get();
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
            session = open;
        }
        return open;
    }

    SessionReport report() {
        SessionReport made = report;
        if (made == null) {
            made = new SessionReport(session().sources(), paint);
            made.tables().mode(made.tables().mode(), width);
            report = made;
        }
        return made;
    }

    /// Opens the session beside what is going on, for when it will be needed.
    void open() {
        if (session == null) {
            Thread.ofPlatform().daemon().name("opening").start(opening);
        }
    }

    /// Whether the session is there, so that nobody waits for it.
    boolean isOpen() {
        return session != null || opening.isDone();
    }

    /// The kernel's expression.
    public String kernel() {
        return kernel;
    }

    KernelChoice choice() {
        return choice;
    }

    boolean recording() {
        return recording;
    }

    /// Whether values that are shown become checks of the saved session.
    void recording(boolean on) {
        recording = on;
    }

    int quit() {
        quit = true;
        return HELD;
    }
}
