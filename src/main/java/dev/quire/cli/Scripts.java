package dev.quire.cli;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.interpreter.Failure;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The scripts that a command names: files, or folders with all `.quire` files below them, in order.
final class Scripts {
    private Scripts() {}

    /// Checks each script and hands it on; the worst exit code of all.
    static int each(List<String> names, List<String> kernels, ToIntFunction<Session.Checked> use) {
        return each(names, KernelChoice.of(kernels), explained(Paint.NONE), use);
    }

    /// Checks each script under the kernels chosen and hands it on, to `wrong` when there are diagnostics; the worst
    /// exit code of all.
    static int each(
            List<String> names,
            KernelChoice kernels,
            Consumer<Session.Checked> wrong,
            ToIntFunction<Session.Checked> use) {
        Session session = new Session();
        int worst = Main.HELD;
        for (String name : names) {
            List<Path> files = expand(Path.of(name));
            if (files.isEmpty()) {
                System.out.flush();
                System.err.println("quire: there is no .quire file below " + name);
                worst = worse(worst, Main.INPUT);
            }
            for (Path file : files) {
                Session.Checked checked = session.answer(new Request.Check(file, file.toString(), kernels));
                if (!checked.diagnostics().isEmpty()) {
                    wrong.accept(checked);
                    worst = worse(worst, Main.INPUT);
                } else {
                    worst = worse(worst, use.applyAsInt(checked));
                }
            }
        }
        return worst;
    }

    /// Writes diagnostics for people.
    static Consumer<Session.Checked> explained(Paint paint) {
        return checked -> {
            System.out.flush();
            DiagnosticRenderer renderer = new DiagnosticRenderer(checked.sources(), paint);
            for (Diagnostic d : checked.diagnostics()) {
                System.err.print(renderer.render(d));
            }
        };
    }

    /// A wrong input outweighs a failed check, which outweighs an open verdict.
    static int worse(int a, int b) {
        List<Integer> order = List.of(Main.HELD, Main.INCONCLUSIVE, Main.FAILED, Main.USAGE, Main.INPUT, Main.BUG);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }

    /// The exit code for a scenario that did not hold; null when nothing failed and nothing was checked.
    static int code(Failure.@Nullable Kind failed) {
        return failed == null || failed == Failure.Kind.LIMIT || failed == Failure.Kind.UNMODELLED
                ? Main.INCONCLUSIVE
                : Main.FAILED;
    }

    static List<Path> expand(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> found = Files.walk(path)) {
            return new ArrayList<>(
                    found.filter(p -> p.toString().endsWith(".quire")).sorted().toList());
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
