package dev.quire.cli;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.recording.Recording;
import dev.quire.report.ConformanceDocument;
import dev.quire.report.ConformanceJson;
import dev.quire.report.ConformanceReport;
import dev.quire.session.Cases;
import dev.quire.session.Conformance;
import dev.quire.session.Request;
import dev.quire.session.Session;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
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

    @Option(
            names = "--explain",
            paramLabel = "GLOB",
            description =
                    "kernel and model side by side, from the last step before the first divergence, of these recordings")
    private @Nullable String explain;

    @Option(names = "--summary", description = "print the tables alone")
    private boolean summary;

    @Option(
            names = "--resync",
            description =
                    "print beside the free-running scores those of a replay that restores recorded fields after each divergence")
    private boolean resync;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json (one object a line), or markdown (the page docs/conformance.md)")
    private Format format = Format.TEXT;

    @Option(
            names = "--cases",
            paramLabel = "FOLDER",
            description =
                    "count on the markdown page also the kernel's own test cases: the folder's cases.tsv, and tags")
    private @Nullable Path cases;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "2", description = "machines at a time (default 2)")
    private int jobs = 2;

    /// How the results are written.
    enum Format {
        TEXT,
        JSON,
        MARKDOWN
    }

    @Override
    public Integer call() {
        for (String pattern : explain == null ? only : List.of(explain)) {
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            } catch (PatternSyntaxException wrong) {
                System.err.println("quire: " + pattern + " is no pattern: " + wrong.getDescription());
                return Main.USAGE;
            }
        }
        if (jobs < 1) {
            System.err.println("quire: --jobs wants a number from 1 up");
            return Main.USAGE;
        }
        if (cases != null && format != Format.MARKDOWN) {
            System.err.println("quire: --cases goes with --format markdown");
            return Main.USAGE;
        }
        if (explain != null && format != Format.TEXT) {
            System.err.println("quire: --explain goes with --format text");
            return Main.USAGE;
        }
        if (resync && format == Format.MARKDOWN) {
            System.err.println("quire: --resync goes with --format text or json");
            return Main.USAGE;
        }
        Cases counted = cases == null ? null : new Session().answer(new Request.Counted(cases));
        if (counted != null && !counted.diagnostics().isEmpty()) {
            DiagnosticRenderer renderer = new DiagnosticRenderer(List.of());
            counted.diagnostics().forEach(d -> System.err.print(renderer.render(d)));
            return Main.INPUT;
        }
        Conformance.Outcome outcome = replayed(false);
        if (!outcome.diagnostics().isEmpty()) {
            DiagnosticRenderer renderer = new DiagnosticRenderer(outcome.sources());
            outcome.diagnostics().forEach(d -> System.err.print(renderer.render(d)));
            return Main.INPUT;
        }
        if (outcome.results().isEmpty()) {
            System.err.println("quire: there is no recording to replay");
            return Main.INPUT;
        }
        if (format == Format.JSON) {
            System.out.print(ConformanceJson.text(
                    outcome.results(), outcome.takes(), resync ? replayed(true).results() : null));
        } else if (format == Format.MARKDOWN) {
            System.out.print(ConformanceDocument.text(outcome.results(), outcome.takes(), counted));
        } else {
            if (explain != null) {
                outcome.results().forEach(r -> System.out.print(ConformanceReport.explanation(r)));
            }
            boolean divergences = explain == null && !summary;
            System.out.print(
                    resync
                            ? ConformanceReport.text(
                                    outcome.results(), replayed(true).results(), divergences)
                            : ConformanceReport.text(outcome.results(), divergences));
        }
        return outcome.results().stream().allMatch(r -> r.exact()) ? Main.HELD : Main.FAILED;
    }

    private Conformance.Outcome replayed(boolean restoring) {
        return new Session()
                .answer(new Request.Conform(new Conformance.Choice(paths, this::wanted, kernel, restoring, jobs)));
    }

    private boolean wanted(Recording recording) {
        return (only.isEmpty() || only.stream().anyMatch(p -> chooses(p, recording)))
                && (explain == null || chooses(explain, recording));
    }

    private static boolean chooses(String pattern, Recording recording) {
        PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return pattern.equals(recording.group())
                || glob.matches(Path.of(recording.name()))
                || glob.matches(Path.of(recording.path()));
    }
}
