package dev.quire.cli;

import dev.quire.explore.Step;
import dev.quire.program.Program;
import dev.quire.repl.Repl;
import dev.quire.report.SessionReport;
import dev.quire.session.Answer;
import dev.quire.session.Interactive;
import dev.quire.session.KernelChoice;
import dev.quire.session.Move;
import dev.quire.session.Request;
import dev.quire.session.Script;
import dev.quire.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A path through a scenario's threads, opened in a session: at its end, from where it can be walked both ways.
final class Counterexample {
    private final Path script;
    private final Program program;
    private final List<Step> path;

    /// `script` declares the scenario that `program` is of.
    Counterexample(Path script, Program program, List<Step> path) {
        this.script = script;
        this.program = program;
        this.path = List.copyOf(path);
    }

    /// A session at the end of the path; null after it was said what is wrong.
    @Nullable
    Repl open(KernelOptions kernels, Output output) {
        Program.Scenario scenario = Objects.requireNonNull(program.scenario());
        Session session = new Session();
        Script inputs = session.answer(new Request.Inputs(script, scenario.title()));
        KernelChoice chosen = kernels.choice();
        KernelChoice choice = new KernelChoice(
                scenario.kernel().isEmpty() ? List.of() : List.of(scenario.kernel()),
                chosen.patches(),
                chosen.settings());
        List<String> modules = new ArrayList<>(inputs.modules());
        modules.removeIf(m -> m.equals("linux"));
        modules.addFirst("linux");
        Interactive.Opened opened = session.answer(
                new Request.Open(choice, modules, script.toAbsolutePath().getParent()));
        Answer answer = opened.answer();
        for (String input : inputs.inputs()) {
            answer = answer instanceof Answer.Done ? opened.session().enter(input) : answer;
        }
        if (!(answer instanceof Answer.Done)) {
            System.err.print(new SessionReport(opened.session().sources(), output.paint()).of(answer));
            return null;
        }
        opened.session()
                .ahead(path.stream()
                        .map(s -> (Move) new Move.Stepped(
                                scenario.threads().get(s.thread()).name(), s.choices()))
                        .toList());
        boolean terminal = Output.terminal();
        Repl repl = new Repl(opened.session(), choice, System.out, output.paint(), !terminal);
        repl.ahead();
        return repl;
    }

    /// Opens it, and goes on with the session until its inputs end.
    void converse(KernelOptions kernels, Output output) {
        Repl repl = open(kernels, output);
        if (repl != null) {
            try {
                ReplCommand.converse(repl, output);
            } catch (IOException unreadable) {
                System.err.println("quire: " + unreadable.getMessage());
            }
        }
    }
}
