package dev.quire.cli;

import dev.quire.repl.PlainInputs;
import dev.quire.repl.Repl;
import dev.quire.repl.TerminalInputs;
import dev.quire.report.SessionReport;
import dev.quire.session.Interactive;
import dev.quire.session.Request;
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

    @Option(names = "--keep-going", description = "without a terminal, go on after an error")
    private boolean keepGoing;

    @Override
    public Integer call() throws IOException {
        Interactive.Opened opened = new Session()
                .answer(new Request.Open(kernels.choice(), modules.isEmpty() ? List.of("linux") : modules));
        if (!(opened.answer() instanceof Interactive.Answer.Done)) {
            System.err.print(new SessionReport(opened.session().sources(), output.paint()).of(opened.answer()));
            return Main.INPUT;
        }
        boolean terminal = Output.terminal();
        Repl repl = new Repl(opened.session(), kernels.choice(), System.out, output.paint(), !terminal && !keepGoing);
        if (file != null) {
            int code = repl.take(":load " + file);
            if (code != 0 && !terminal) {
                return code;
            }
        }
        if (!terminal) {
            return repl.run(new PlainInputs(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        System.out.println("Quire under " + opened.session().kernel() + ". Try: process A. :help lists commands.");
        System.out.flush();
        try (TerminalInputs inputs = TerminalInputs.open(repl, history(), output.paint())) {
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
