package dev.quire.cli;

import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.explore.StateGraph;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.report.GraphDot;
import dev.quire.report.PathFormats;
import dev.quire.report.Reports;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.session.Strategy;
import dev.quire.source.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `quire explore FILE…`.
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description = "Run every interleaving of a scenario's threads.")
final class ExploreCommand implements Callable<Integer> {
    /// States that a graph shows at most; more are no picture.
    private static final int GRAPHED = 500;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "scripts, or folders of them")
    private List<String> files = new ArrayList<>();

    @Mixin
    private KernelOptions kernels = new KernelOptions();

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Mixin
    private KeepOptions keeping = new KeepOptions();

    @Mixin
    private Output output = new Output();

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

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "memory of states after which to stop, such as 512M or 8G")
    private @Nullable String memory;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "time after which to stop")
    private @Nullable Long timeout;

    @Option(names = "--first", description = "stop at the first violation")
    private boolean first;

    @Option(names = "--progress", description = "show progress on the error output also where it is no terminal")
    private boolean progress;

    @Option(
            names = "--outcomes",
            description = "count the distinct final states by the values of the threads' registers")
    private boolean outcomes;

    @Option(names = "--witness", description = "show for each exists the shortest way to it")
    private boolean witness;

    @Option(
            names = "--full",
            description = "after each step of a counterexample show where every thread stands and what its registers"
                    + " hold, not only what changed")
    private boolean full;

    @Option(
            names = "--on-violation",
            paramLabel = "repl",
            description = "repl: open a session at the end of the first counterexample")
    private @Nullable OnViolation onViolation;

    /// What to do when a counterexample was found.
    enum OnViolation {
        REPL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "human",
            description = "human, or the way to the first counterexample or witness alone: mermaid, a sequence diagram;"
                    + " itf, a trace as Apalache writes it; or dot, the graph of the first " + GRAPHED
                    + " states (default ${DEFAULT-VALUE})")
    private Format format = Format.HUMAN;

    enum Format {
        HUMAN,
        MERMAID,
        ITF,
        DOT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--invariant",
            paramLabel = "NAME",
            description = "check this invariant of the library, as I5 or I5_free, or all, in every state and of every"
                    + " object that it is about; may be repeated")
    private List<String> invariants = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    private @Nullable Counterexample counterexample;

    @Override
    public Integer call() {
        long bytes = bytes();
        Strategy strategy = search.strategy(Objects.requireNonNull(spec));
        keeping.check(spec);
        checkFormat(spec);
        Session session = new Session();
        boolean terminal = System.console() != null && System.console().isTerminal();
        if (suite.asked(spec, files)) {
            return suite.explore(
                    kernels,
                    strategy,
                    first,
                    w -> new Limits(maxStates, maxDepth, bytes, w),
                    timeout,
                    progress || terminal,
                    output);
        }
        try (Watchman watchman = new Watchman(timeout, progress || terminal)) {
            Limits limits = new Limits(maxStates, maxDepth, bytes, watchman);
            int code = Scripts.each(
                    files, kernels.choice().with(invariants), Scripts.explained(output.paint()), checked -> {
                        Reports reports = new Reports(checked.sources(), full);
                        int worst = Main.HELD;
                        for (Program program : checked.programs()) {
                            if (watchman.stopped()) {
                                return Scripts.worse(worst, Main.INCONCLUSIVE);
                            }
                            Session.Exploration x =
                                    session.answer(new Request.Explore(program, limits, first, outcomes, strategy));
                            watchman.clear();
                            System.out.print(shown(x, reports, session));
                            keep(x, checked);
                            search.tell(x);
                            worst = Scripts.worse(worst, Scripts.worse(code(x), keeping.keep(x, reports)));
                        }
                        return worst;
                    });
            keeping.tell();
            watchman.done(code);
            if (onViolation == OnViolation.REPL && counterexample != null) {
                counterexample.converse(kernels, output);
            }
            return code;
        }
    }

    /// Wrong usage where an option asks for something that only the report for people tells.
    private void checkFormat(CommandSpec of) {
        String ignored = full ? "--full" : witness ? "--witness" : outcomes ? "--outcomes" : "";
        if (format != Format.HUMAN && !ignored.isEmpty()) {
            throw new ParameterException(
                    of.commandLine(), ignored + " is of the human report and says nothing to --format " + format);
        }
    }

    private String shown(Session.Exploration x, Reports reports, Session session) {
        return switch (format) {
            case DOT -> dot(x, reports, session);
            case HUMAN -> reports.exploration(x, witness);
            case MERMAID -> new PathFormats(x, reports).mermaid();
            case ITF -> new PathFormats(x, reports).itf();
        };
    }

    /// The graph of the first states; where it is not whole, the error output says so too.
    private String dot(Session.Exploration x, Reports reports, Session session) {
        int most = (int) Math.min(GRAPHED, maxStates);
        StateGraph<List<Machine.Place>> graph =
                session.answer(new Request.Graph(x.program(), most)).graph();
        if (graph == null) {
            return reports.exploration(x);
        }
        GraphDot drawn = new GraphDot(x, graph, reports);
        String text = drawn.text();
        if (!graph.whole()) {
            System.out.flush();
            System.err.println("quire: the graph shows " + drawn.shown());
        }
        return text;
    }

    /// Keeps the first counterexample of all, for `--on-violation`.
    private void keep(Session.Exploration x, Session.Checked checked) {
        Outcome o = x.outcome();
        if (o != null && counterexample == null) {
            Program program = x.program();
            int setup = Objects.requireNonNull(program.scenario()).setup();
            Span at = program.functions().get(setup).code().getFirst().span();
            Path script = Path.of(checked.sources().get(at.source()).name());
            counterexample = o.findings().stream()
                    .filter(f -> f.what() != Finding.What.WITNESS)
                    .findFirst()
                    .map(f -> new Counterexample(script, program, f.path()))
                    .orElse(null);
        }
    }

    private long bytes() {
        if (memory == null) {
            return Long.MAX_VALUE;
        }
        if (!memory.matches("[1-9][0-9]{0,6}[KMG]")) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--memory takes a size such as 512M or 8G, not `" + memory + "`");
        }
        long number = Long.parseLong(memory.substring(0, memory.length() - 1));
        return number << 10 * (1 + "KMG".indexOf(memory.charAt(memory.length() - 1)));
    }

    private static int code(Session.Exploration x) {
        Outcome o = x.outcome();
        if (o == null
                || x.races() != null && !x.races().found().isEmpty()
                || o.findings().stream().anyMatch(f -> f.what() != Finding.What.WITNESS)) {
            return Main.FAILED;
        }
        List<Program.PropertyCode> properties =
                Objects.requireNonNull(x.program().scenario()).properties();
        boolean absent = IntStream.range(0, properties.size())
                .anyMatch(p -> properties.get(p).kind().equals("exists")
                        && o.known()[p]
                        && o.findings().stream().noneMatch(f -> f.property() == p));
        // That there is no object of an invariant's kind is no fault, unless nothing else is judged either.
        boolean vacuous = IntStream.range(0, properties.size())
                        .anyMatch(p -> !o.known()[p] && properties.get(p).each() < 0)
                || !properties.isEmpty()
                        && x.program().checks().isEmpty()
                        && IntStream.range(0, properties.size()).noneMatch(p -> o.known()[p]);
        boolean still = IntStream.range(0, o.moved().length).anyMatch(t -> !o.moved()[t]);
        if (o.exhausted() && absent) {
            return Main.FAILED;
        }
        boolean raceFree = x.races() != null && x.races().limit().isEmpty();
        return o.exhausted() && raceFree && !vacuous && !still && x.unreached().isEmpty()
                ? Main.HELD
                : Main.INCONCLUSIVE;
    }
}
