package dev.quire.cli;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire fmt FILE…`.
@Command(name = "fmt", mixinStandardHelpOptions = true, description = "Lay out scripts in place.")
final class FmtCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scripts")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--check", description = "change nothing; exit 1 when a script would change")
    private boolean check;

    @Override
    public Integer call() {
        int worst = Main.HELD;
        for (Path file : files) {
            worst = Scripts.worse(worst, lay(file));
        }
        return worst;
    }

    private int lay(Path file) {
        try {
            Source source = new Source(0, file.toString(), Files.readString(file));
            Problems problems = new Problems();
            String laid = Formatter.format(source, problems);
            DiagnosticRenderer renderer = new DiagnosticRenderer(List.of(source));
            for (Diagnostic d : problems.sorted()) {
                System.err.print(renderer.render(d));
            }
            if (problems.any()) {
                return Main.INPUT;
            }
            if (laid.equals(source.text())) {
                return Main.HELD;
            }
            System.out.println((check ? "would lay out " : "laid out ") + file);
            if (check) {
                return Main.FAILED;
            }
            Files.writeString(file, laid);
            return Main.HELD;
        } catch (IOException unreadable) {
            System.err.println("quire: cannot read or write " + file + " as UTF-8 text");
            return Main.INPUT;
        }
    }
}
