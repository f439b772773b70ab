package dev.quire.cli;

import dev.quire.report.Golden;
import dev.quire.report.GoldenDiff;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `quire test [PATH…]`. Scripts are compared in parallel and told of in their order, so that the output is the same
/// for any number of jobs.
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Compare what scripts print with what was recorded beside them.",
        footerHeading = "%n",
        footer = "x.quire has exactly one of x.out and x.err, the latter where the script must be refused. A scenario"
                + " with threads and properties is explored, any other is run with --trace calls; where x.schedule stands"
                + " beside it, as explore --golden writes it, its steps are taken instead.")
final class TestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "scripts, or folders of them (default scenarios)")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--update", description = "record what the scripts print now, and exit 1 if anything changed")
    private boolean update;

    @Option(names = "--filter", paramLabel = "TEXT", defaultValue = "", description = "only paths that hold this text")
    private String filter = "";

    @Option(names = "--tag", paramLabel = "TAG", description = "only scripts with a scenario tagged #TAG")
    private @Nullable String tag;

    @Option(names = "--jobs", paramLabel = "N", description = "scripts at a time (default: one for each processor)")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--fail-fast", description = "stop at the first difference")
    private boolean failFast;

    @Mixin
    private Output output = new Output();

    /// What became of a script; `text` is what to say of it.
    private record Result(boolean same, String text) {}

    @Override
    public Integer call() {
        if (update && "true".equals(System.getenv("CI"))) {
            System.err.println("quire: --update is refused where CI=true: look at the difference first");
            return Main.USAGE;
        }
        if (jobs < 1) {
            throw new CommandLine.ParameterException(command.commandLine(), "--jobs takes a number from 1");
        }
        List<Path> scripts = new ArrayList<>();
        for (String path : paths.isEmpty() ? List.of("scenarios") : paths) {
            if (Files.notExists(Path.of(path))) {
                System.err.println("quire: there is no " + path);
                return Main.INPUT;
            }
            for (Path script : Scripts.expand(Path.of(path))) {
                if (Path.of(path).relativize(script).startsWith("bench")) {
                    System.out.println(script + " skipped: a benchmark has no recorded report");
                } else if (script.toString().contains(filter) && tagged(script)) {
                    scripts.add(script);
                }
            }
        }
        if (scripts.isEmpty()) {
            System.out.flush();
            System.err.println("quire: there is no script to test");
            return Main.INPUT;
        }
        int[] counts = compare(scripts);
        System.out.println(counts[0] + " as recorded, " + counts[1] + (update ? " recorded anew" : " different"));
        return counts[1] == 0 ? Main.HELD : Main.FAILED;
    }

    private boolean tagged(Path script) {
        return tag == null
                || new Session()
                        .answer(new Request.Tags(script))
                        .tags()
                        .contains(tag.startsWith("#") ? tag.substring(1) : tag);
    }

    private int[] compare(List<Path> scripts) {
        int[] counts = new int[2];
        ThreadLocal<Session> sessions = ThreadLocal.withInitial(Session::new);
        Paint paint = output.paint();
        try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
            Queue<Future<Result>> results = new ArrayDeque<>();
            for (Path script : scripts) {
                results.add(workers.submit(() -> one(new Golden(script, sessions.get()), script, paint)));
            }
            while (!results.isEmpty()) {
                Result result = settled(results.remove());
                System.out.print(result.text());
                System.out.flush();
                counts[result.same() ? 0 : 1]++;
                if (failFast && !result.same()) {
                    workers.shutdownNow();
                    break;
                }
            }
        }
        return counts;
    }

    private static Result settled(Future<Result> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Result one(Golden golden, Path script, Paint paint) {
        try {
            String missing = golden.missing();
            if (!missing.isEmpty() && !update) {
                return new Result(false, script + " " + missing + "\n");
            }
            Golden.Text now = golden.now();
            if (missing.isEmpty() && now.equals(golden.recorded())) {
                return new Result(true, "");
            }
            if (update) {
                golden.write(now);
                return new Result(false, script + " recorded\n");
            }
            return new Result(false, GoldenDiff.of(script.toString(), golden.recorded(), now, paint));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
