package dev.quire.cli;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.recording.Recording;
import dev.quire.report.ConformanceReport;
import dev.quire.session.Conformance;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire conform RECORDING…`.
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        description = "Replay recordings of real kernels on the kernel library, and say where it differs.")
final class ConformCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RECORDING", description = "recordings, or folders of them")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "GLOB",
            split = ",",
            description = "only these: a group (b, kvm, random), or a pattern over KERNEL/SETUP/NAME or NAME (c0*)")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--kernel",
            paramLabel = "K",
            description = "a profile, and patches, in place of the one that the recording's folder names")
    private @Nullable String kernel;

    @Option(names = "--explain", description = "print kernel and model side by side, from the last step that agrees")
    private boolean explain;

    @Option(names = "--summary", description = "print the tables alone")
    private boolean summary;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "2", description = "machines at a time (default 2)")
    private int jobs = 2;

    @Override
    public Integer call() {
        if (jobs < 1) {
            System.err.println("quire: --jobs wants a number from 1 up");
            return Main.USAGE;
        }
        Conformance.Outcome outcome = Conformance.replay(paths, this::wanted, kernel, jobs);
        if (!outcome.diagnostics().isEmpty()) {
            DiagnosticRenderer renderer = new DiagnosticRenderer(outcome.sources());
            outcome.diagnostics().forEach(d -> System.err.print(renderer.render(d)));
            return Main.INPUT;
        }
        if (outcome.results().isEmpty()) {
            System.err.println("quire: there is no recording to replay");
            return Main.INPUT;
        }
        if (explain) {
            outcome.results().forEach(r -> System.out.print(ConformanceReport.explanation(r)));
        }
        System.out.print(ConformanceReport.text(outcome.results(), !explain && !summary));
        return outcome.results().stream().allMatch(r -> r.exact()) ? Main.HELD : Main.FAILED;
    }

    private boolean wanted(Recording recording) {
        if (only.isEmpty()) {
            return true;
        }
        for (String pattern : only) {
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            if (pattern.equals(recording.group())
                    || glob.matches(Path.of(recording.name()))
                    || glob.matches(Path.of(recording.path()))) {
                return true;
            }
        }
        return false;
    }
}
