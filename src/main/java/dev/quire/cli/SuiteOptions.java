package dev.quire.cli;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import dev.quire.report.Reports;
import dev.quire.report.SuiteReport;
import dev.quire.session.Comparison;
import dev.quire.session.Operation;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.session.Strategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `quire explore --secondary FILE --suite NAME`: a driver beside every operation of a suite.
final class SuiteOptions {
    @Option(
            names = "--secondary",
            paramLabel = "FILE",
            description = "with --suite: the driver, a .quire file that declares a secondary, or one of the library's")
    private @Nullable String secondary;

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description = "in place of scripts: each operation of this suite of the library, beside the driver; says"
                    + " which are coherent. Limits are for each operation")
    private @Nullable String suite;

    @Option(
            names = "--operation",
            paramLabel = "TEXT",
            description = "with --suite: only operations whose names hold this text; may be repeated")
    private List<String> wanted = new ArrayList<>();

    /// Whether a suite is asked for in place of scripts; wrong usage where only a part of it is said.
    boolean asked(CommandSpec spec, List<String> files) {
        boolean asked = secondary != null || suite != null || !wanted.isEmpty();
        if (!asked) {
            usage(spec, !files.isEmpty(), "name a script, or a driver and a suite: --secondary FILE --suite NAME");
            return false;
        }
        usage(spec, suite != null, "--secondary and --operation want --suite NAME, such as --suite notifier");
        usage(spec, secondary != null, "--suite wants a driver: --secondary FILE");
        usage(spec, files.isEmpty(), "a suite takes no scripts beside its driver");
        return true;
    }

    private static void usage(CommandSpec spec, boolean right, String demand) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), demand);
        }
    }

    /// What a search of one operation may take.
    interface Bounds {
        Limits of(Watchman watchman);
    }

    /// Explores every operation and prints the report; the exit code.
    int explore(
            KernelOptions kernels,
            Strategy strategy,
            boolean first,
            Bounds bounds,
            @Nullable Long timeout,
            boolean progress,
            Output output) {
        Session session = new Session();
        String named = Objects.requireNonNull(secondary);
        Session.Checked checked = session.answer(
                new Request.Suite(Path.of(named), named, Objects.requireNonNull(suite), kernels.choice()));
        if (!checked.diagnostics().isEmpty()) {
            Scripts.explained(output.paint()).accept(checked);
            return Main.INPUT;
        }
        List<List<Program>> chosen = Comparison.byScenario(checked.programs()).stream()
                .filter(p -> wanted.isEmpty() || wanted.stream().anyMatch(w -> holds(p.getFirst(), w)))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("quire: no operation of " + suite + " holds " + String.join(", ", wanted)
                    + "; without --operation all are explored");
            return Main.USAGE;
        }
        List<Operation> operations = new ArrayList<>();
        boolean interrupted = false;
        for (int i = 0; i < chosen.size() && !interrupted; i++) {
            List<Session.Exploration> columns = new ArrayList<>();
            for (Program program : chosen.get(i)) {
                try (Watchman watchman = new Watchman(timeout, progress)) {
                    columns.add(
                            session.answer(new Request.Explore(program, bounds.of(watchman), first, false, strategy)));
                    watchman.clear();
                    interrupted |= watchman.stopped();
                }
            }
            operations.add(new Operation(title(chosen.get(i).getFirst()), columns));
        }
        SuiteReport report = new SuiteReport(named, suite, operations, new Reports(checked.sources()));
        System.out.print(report.table());
        System.out.print(report.counterexamples());
        return code(operations);
    }

    private static boolean holds(Program program, String text) {
        return title(program).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private static String title(Program program) {
        return Objects.requireNonNull(program.scenario()).title();
    }

    private static int code(List<Operation> operations) {
        int worst = Main.HELD;
        for (Operation o : operations) {
            for (Session.Exploration x : o.columns()) {
                worst = Scripts.worse(
                        worst,
                        switch (Operation.judge(x).verdict()) {
                            case COHERENT -> Main.HELD;
                            case OPEN -> Main.INCONCLUSIVE;
                            case REFUTED -> Main.FAILED;
                        });
            }
        }
        return worst;
    }
}
