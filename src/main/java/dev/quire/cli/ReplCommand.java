package dev.quire.cli;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.program.Program;
import dev.quire.repl.PlainInputs;
import dev.quire.repl.Repl;
import dev.quire.repl.TerminalInputs;
import dev.quire.report.SessionReport;
import dev.quire.session.Answer;
import dev.quire.session.Fitting;
import dev.quire.session.Interactive;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Script;
import dev.quire.session.Session;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire repl [FILE]`.
@Command(
        name = "repl",
        mixinStandardHelpOptions = true,
        description = "Enter statements and declarations one after the other, and see what each does.",
        footerHeading = "%nWithout a terminal%n",
        footer = "  there is no prompt, and the first error ends the session with its exit code.")
final class ReplCommand implements Callable<Integer> {
    /// The modules of a session where none are named.
    private static final List<String> LIBRARY = List.of("linux");

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "a script to begin with")
    private @Nullable String file;

    @Mixin
    private KernelOptions kernels = new KernelOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--use",
            paramLabel = "MODULE",
            description = "begin with this module of the library (default linux); may be repeated")
    private List<String> modules = new ArrayList<>();

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "open the script at the end of a path that explore --save wrote")
    private @Nullable Path schedule;

    @Option(names = "--keep-going", description = "without a terminal, go on after an error")
    private boolean keepGoing;

    @Override
    public Integer call() throws IOException {
        return schedule == null ? plain() : saved(schedule);
    }

    private int saved(Path path) throws IOException {
        if (file == null) {
            System.err.println("quire: --schedule takes the script that the schedule is of");
            return Main.USAGE;
        }
        Path script = Path.of(file);
        Session.Checked checked = new Session().answer(new Request.Check(script, file, kernels.choice()));
        if (!checked.diagnostics().isEmpty()) {
            Scripts.explained(output.paint()).accept(checked);
            return Main.INPUT;
        }
        Session session = new Session();
        List<Fitting> misfits = new ArrayList<>();
        for (Program program : checked.programs()) {
            Fitting fitting = session.answer(new Request.Fit(path, program));
            if (fitting.fits()) {
                Repl repl = new Counterexample(script, program, fitting.steps()).open(kernels, output);
                return repl == null ? Main.INPUT : converse(repl, output);
            }
            misfits.add(fitting);
        }
        // Of several kernels' reasons the last: the schedule is of one of them at most.
        Fitting last = misfits.getLast();
        last.diagnostics()
                .forEach(d -> System.err.print(new DiagnosticRenderer(last.sources(), output.paint()).render(d)));
        return Main.INPUT;
    }

    private int plain() throws IOException {
        Session session = new Session();
        Script script = file == null ? null : session.answer(new Request.Inputs(Path.of(file), ""));
        if (script != null && !script.wrong().isEmpty()) {
            System.err.print(
                    new SessionReport(script.sources(), output.paint()).of(new Answer.Refused(script.wrong())));
            return Main.INPUT;
        }
        boolean terminal = Output.terminal();
        if (terminal && script == null && modules.isEmpty() && kernels.choice().equals(KernelChoice.OWN)) {
            return atOnce();
        }
        KernelChoice choice = script == null ? kernels.choice() : script.under(kernels.choice());
        List<String> used = new ArrayList<>(modules.isEmpty() ? LIBRARY : modules);
        if (script != null) {
            script.modules().stream().filter(m -> !used.contains(m)).forEach(used::add);
        }
        Path folder =
                file == null ? Path.of("") : Path.of(file).toAbsolutePath().getParent();
        Interactive.Opened opened = session.answer(new Request.Open(choice, used, folder));
        if (!(opened.answer() instanceof Answer.Done)) {
            System.err.print(new SessionReport(opened.session().sources(), output.paint()).of(opened.answer()));
            return Main.INPUT;
        }
        Repl repl = new Repl(opened.session(), choice, System.out, output.paint(), !terminal && !keepGoing);
        if (script != null) {
            repl.loaded(String.valueOf(file));
            int code = repl.enter(script);
            if (code != 0 && !terminal) {
                return code;
            }
        }
        return converse(repl, output);
    }

    /// With the default kernel nothing can go wrong while the library is read: the prompt does not wait for it.
    private int atOnce() throws IOException {
        Callable<Interactive> opening = () -> new Session()
                .answer(new Request.Open(KernelChoice.OWN, LIBRARY))
                .session();
        return converse(
                new Repl(opening, Session.DEFAULT_KERNEL, KernelChoice.OWN, System.out, output.paint(), false), output);
    }

    /// Goes on with a session until its inputs end.
    static int converse(Repl repl, Output output) throws IOException {
        if (!Output.terminal()) {
            return repl.run(new PlainInputs(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        try (TerminalInputs inputs = TerminalInputs.open(repl, history(), output.paint())) {
            inputs.greet("Quire under " + repl.kernel() + ". Try: process A. :help lists commands.");
            repl.run(inputs);
        }
        return Main.HELD;
    }

    /// Where what was typed is kept: below XDG_STATE_HOME, else ~/.local/state; null where there is no home.
    private static @Nullable Path history() {
        String state = System.getenv("XDG_STATE_HOME");
        String home = System.getenv("HOME");
        if (state != null && !state.isEmpty()) {
            return Path.of(state, "quire", "history");
        }
        return home == null || home.isEmpty() ? null : Path.of(home, ".local", "state", "quire", "history");
    }
}
