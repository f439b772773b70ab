package dev.quire.cli;

import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.explore.scenario.SavedSchedule;
import dev.quire.program.Program;
import dev.quire.report.JsonReport;
import dev.quire.report.RunReport;
import dev.quire.report.TraceLevel;
import dev.quire.session.Fitting;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Schedule;
import dev.quire.session.Session;
import dev.quire.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire run FILE…`.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run scenarios once, deterministically.",
        footerHeading = "%nExample:%n",
        footer = "  quire run --trace calls --kernel v6_12 scenarios/tour")
final class RunCommand implements Callable<Integer> {
    private final Session session = new Session();

    enum Format {
        HUMAN,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scripts, or folders of them")
    private List<String> files = new ArrayList<>();

    @Mixin
    private KernelOptions kernels = new KernelOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--trace",
            paramLabel = "LEVEL",
            defaultValue = "none",
            description = "what to show of each operation: none; summary, its number of events; calls, events and"
                    + " callbacks as a tree; full, with the kernel's functions (default ${DEFAULT-VALUE})")
    private TraceLevel trace = TraceLevel.NONE;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "human",
            description = "human, or json: one JSON object a line (default ${DEFAULT-VALUE})")
    private Format format = Format.HUMAN;

    @ArgGroup
    private @Nullable Order order;

    /// Threads in another order than the documented one.
    static final class Order {
        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "step threads and take choices at random, the same for the same N, instead of in the"
                        + " order of the text")
        private @Nullable Long seed;

        @Option(
                names = "--schedule",
                paramLabel = "FILE",
                description = "take exactly the steps that explore --save wrote, of the scenario that they belong to")
        private @Nullable Path schedule;
    }

    private final List<Fitting> misfits = new ArrayList<>();
    private boolean fitted;

    @Override
    public Integer call() {
        return format == Format.JSON ? json() : human();
    }

    /// The kernels chosen, with the invariants that a saved schedule was found with.
    private KernelChoice choice() {
        KernelChoice choice = kernels.choice();
        if (order == null || order.schedule == null) {
            return choice;
        }
        try {
            return choice.with(
                    SavedSchedule.origin(Files.readString(order.schedule)).invariants());
        } catch (SavedSchedule.Misfit | IOException unreadable) {
            // Why is said where its steps are to be taken.
            return choice;
        }
    }

    /// The order of a program's steps; null for a program that a saved schedule does not belong to.
    private @Nullable Schedule schedule(Program program) {
        if (order == null) {
            return new Schedule.Default();
        }
        if (order.seed != null) {
            return new Schedule.Seeded(order.seed);
        }
        Fitting fitting = session.answer(new Request.Fit(Objects.requireNonNull(order.schedule), program));
        if (fitting.fits()) {
            fitted = true;
            return new Schedule.Exact(fitting.steps());
        }
        misfits.add(fitting);
        return null;
    }

    /// Why no program took the saved schedule, each reason once; the exit code.
    private int unfitted(int code, BiConsumer<Diagnostic, List<Source>> report) {
        if (fitted || misfits.isEmpty()) {
            return code;
        }
        Set<Diagnostic> told = new HashSet<>();
        misfits.forEach(m -> m.diagnostics().stream().filter(told::add).forEach(d -> report.accept(d, m.sources())));
        return Scripts.worse(code, Main.INPUT);
    }

    private int human() {
        int[] counts = new int[3];
        Consumer<Session.Checked> explained = Scripts.explained(output.paint());
        Consumer<Session.Checked> refused = checked -> {
            counts[2]++;
            explained.accept(checked);
        };
        int code = Scripts.each(files, choice(), refused, checked -> {
            RunReport report = new RunReport(checked.sources(), trace, output.paint());
            return runs(checked, counts, run -> System.out.print(report.of(run)));
        });
        System.out.println(counts[0] + " passed, " + counts[1] + " failed"
                + (counts[2] == 0 ? "" : ", " + counts[2] + (counts[2] == 1 ? " script" : " scripts") + " refused"));
        return unfitted(code, (d, sources) -> {
            System.out.flush();
            System.err.print(new DiagnosticRenderer(sources, output.paint()).render(d));
        });
    }

    private int json() {
        int[] counts = new int[2];
        JsonReport report = new JsonReport(trace);
        int code = Scripts.each(
                files,
                choice(),
                checked -> {
                    for (Diagnostic d : checked.diagnostics()) {
                        System.out.println(report.diagnostic(d, checked.sources()));
                    }
                },
                checked -> runs(checked, counts, run -> System.out.println(report.run(run, checked.sources()))));
        code = unfitted(code, (d, sources) -> System.out.println(report.diagnostic(d, sources)));
        System.out.println(report.summary(counts[0], counts[1], code));
        return code;
    }

    private interface Shown {
        void run(Session.Run run);
    }

    private int runs(Session.Checked checked, int[] counts, Shown shown) {
        int worst = Main.HELD;
        for (Program program : checked.programs()) {
            Schedule schedule = schedule(program);
            if (schedule == null) {
                continue;
            }
            Session.Run run = session.answer(new Request.Run(program, schedule, trace != TraceLevel.NONE));
            shown.run(run);
            counts[run.held() ? 0 : 1]++;
            worst = Scripts.worse(
                    worst,
                    run.held()
                            ? Main.HELD
                            : Scripts.code(
                                    run.failure() == null ? null : run.failure().kind()));
        }
        return worst;
    }
}
