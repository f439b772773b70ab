package dev.quire.cli;

import dev.quire.explore.Finding;
import dev.quire.explore.Outcome;
import dev.quire.program.Program;
import dev.quire.report.Reports;
import dev.quire.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire explore FILE…`.
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description = "Run every interleaving of a scenario's threads.")
final class ExploreCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scripts, or folders of them")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--kernel",
            paramLabel = "K",
            description = "a profile, and patches: 'v6_1 + p'; instead of the scenario's own")
    private List<String> kernels = new ArrayList<>();

    @Option(
            names = "--max-states",
            paramLabel = "N",
            defaultValue = "20000000",
            description = "distinct states after which to stop (default ${DEFAULT-VALUE})")
    private long maxStates;

    @Option(
            names = "--max-depth",
            paramLabel = "N",
            defaultValue = "100000",
            description = "steps after which to stop (default ${DEFAULT-VALUE})")
    private int maxDepth;

    @Option(names = "--first", description = "stop at the first violation")
    private boolean first;

    @Override
    public Integer call() {
        return Scripts.each(files, kernels, checked -> {
            Reports reports = new Reports(checked.sources());
            int worst = Main.HELD;
            for (Program program : checked.programs()) {
                Session.Exploration x = Session.explore(program, maxStates, maxDepth, first);
                System.out.print(reports.exploration(x));
                worst = Scripts.worse(worst, code(x));
            }
            return worst;
        });
    }

    private static int code(Session.Exploration x) {
        Outcome o = x.outcome();
        if (o == null
                || x.races() != null && !x.races().found().isEmpty()
                || o.findings().stream().anyMatch(f -> f.what() != Finding.What.WITNESS)) {
            return Main.FAILED;
        }
        List<Program.PropertyCode> properties =
                java.util.Objects.requireNonNull(x.program().scenario()).properties();
        boolean absent = IntStream.range(0, properties.size())
                .anyMatch(p -> properties.get(p).kind().equals("exists")
                        && o.known()[p]
                        && o.findings().stream().noneMatch(f -> f.property() == p));
        boolean vacuous = IntStream.range(0, properties.size()).anyMatch(p -> !o.known()[p]);
        boolean still = IntStream.range(0, o.moved().length).anyMatch(t -> !o.moved()[t]);
        boolean liveness = properties.stream().anyMatch(p -> p.kind().equals("eventually"));
        if (o.exhausted() && absent) {
            return Main.FAILED;
        }
        boolean raceFree = x.races() != null && x.races().limit().isEmpty();
        return o.exhausted()
                        && raceFree
                        && !vacuous
                        && !still
                        && !liveness
                        && x.unreached().isEmpty()
                ? Main.HELD
                : Main.INCONCLUSIVE;
    }
}
