package dev.quire.cli;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.session.Request;
import dev.quire.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire fmt FILE…`.
@Command(name = "fmt", mixinStandardHelpOptions = true, description = "Lay out scripts in place.")
final class FmtCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "scripts, or folders of them; - lays out the standard input to the standard output")
    private List<String> files = new ArrayList<>();

    @Option(names = "--check", description = "change nothing; name the scripts that would change, and exit 1")
    private boolean check;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        int worst = Main.HELD;
        for (String name : files) {
            if (name.equals("-")) {
                worst = Scripts.worse(worst, input());
                continue;
            }
            List<Path> found = Scripts.expand(Path.of(name));
            if (found.isEmpty()) {
                System.err.println("quire: there is no .quire file below " + name);
                worst = Scripts.worse(worst, Main.INPUT);
            }
            for (Path file : found) {
                worst = Scripts.worse(worst, file(file));
            }
        }
        return worst;
    }

    private int input() throws IOException {
        Session.Formatted formatted =
                new Session().answer(new Request.FormatInput(System.in.readAllBytes(), "<stdin>"));
        if (refused(formatted)) {
            return Main.INPUT;
        }
        if (!check) {
            System.out.print(formatted.text());
            return Main.HELD;
        }
        if (formatted.changed()) {
            System.out.println("would lay out <stdin>");
        }
        return formatted.changed() ? Main.FAILED : Main.HELD;
    }

    private int file(Path file) {
        Session.Formatted formatted = new Session().answer(new Request.Format(file, file.toString()));
        if (refused(formatted)) {
            return Main.INPUT;
        }
        if (!formatted.changed()) {
            return Main.HELD;
        }
        if (check) {
            System.out.println("would lay out " + file);
            return Main.FAILED;
        }
        try {
            Files.writeString(file, formatted.text());
        } catch (IOException refused) {
            System.err.println("quire: cannot write " + file);
            return Main.INPUT;
        }
        System.out.println("laid out " + file);
        return Main.HELD;
    }

    private boolean refused(Session.Formatted formatted) {
        System.out.flush();
        DiagnosticRenderer renderer = new DiagnosticRenderer(List.of(formatted.source()), output.paint());
        for (Diagnostic d : formatted.diagnostics()) {
            System.err.print(renderer.render(d));
        }
        return !formatted.diagnostics().isEmpty();
    }
}
