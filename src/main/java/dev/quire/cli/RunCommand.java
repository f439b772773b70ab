package dev.quire.cli;

import dev.quire.interpreter.Failure;
import dev.quire.program.Program;
import dev.quire.report.RunReport;
import dev.quire.report.TraceLevel;
import dev.quire.session.Schedule;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire run FILE…`.
@Command(name = "run", mixinStandardHelpOptions = true, description = "Run scenarios once, deterministically.")
final class RunCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scripts, or folders of them")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--kernel",
            paramLabel = "K",
            description = "a profile, and patches: 'v6_1 + p'; instead of the scenario's own")
    private List<String> kernels = new ArrayList<>();

    @Option(
            names = "--trace",
            paramLabel = "LEVEL",
            defaultValue = "none",
            description = "what to show of each operation: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
    private TraceLevel trace = TraceLevel.NONE;

    @Override
    public Integer call() {
        int[] counts = new int[2];
        int code = Scripts.each(files, kernels, checked -> {
            RunReport report = new RunReport(checked.sources(), trace, Paint.NONE);
            int worst = Main.HELD;
            for (Program program : checked.programs()) {
                Session.Run run = Session.run(program, new Schedule.Default(), trace != TraceLevel.NONE);
                System.out.print(report.of(run));
                counts[run.held() ? 0 : 1]++;
                worst = Scripts.worse(worst, run.held() ? Main.HELD : code(run));
            }
            return worst;
        });
        System.out.println(counts[0] + " passed, " + counts[1] + " failed");
        return code;
    }

    private static int code(Session.Run run) {
        Failure failure = run.failure();
        boolean open =
                failure == null || failure.kind() == Failure.Kind.LIMIT || failure.kind() == Failure.Kind.UNMODELLED;
        return open ? Main.INCONCLUSIVE : Main.FAILED;
    }
}
