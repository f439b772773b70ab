package dev.quire.session;

import dev.quire.analysis.Analyzer;
import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.builtin.Builtins;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.engine.Engine;
import dev.quire.engine.trace.Event;
import dev.quire.explore.Outcome;
import dev.quire.explore.StateGraph;
import dev.quire.explore.Step;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.Races;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.Formatter;
import dev.quire.syntax.Parser;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks, runs and explores scripts. Keeps the library's parsed modules from one script to the next.
public final class Session {
    /// The kernel where neither the command line nor the script names one.
    public static final String DEFAULT_KERNEL = "v6_1";

    /// A checked script: programs, or diagnostics with the sources that they speak of.
    public record Checked(List<Program> programs, List<Diagnostic> diagnostics, List<Source> sources)
            implements Response {}

    /// One scenario run under one kernel. `failure` is null when every check held. `counts` holds the number of events
    /// by kind; `happenings` is empty unless asked for. `names` gives the objects that registers hold at the end.
    public record Run(
            Program program,
            List<Machine.CheckResult> checks,
            @Nullable Failure failure,
            Machine.@Nullable Place place,
            long[] counts,
            List<Happening> happenings,
            Map<Integer, String> names)
            implements Response {
        /// Whether some check was made and all held.
        public boolean held() {
            return failure == null && !checks.isEmpty();
        }
    }

    /// One scenario explored under one kernel; `setupFailure` when its setup already failed. `waits` says what each
    /// thread of a deadlock waits for, `outcomes` how many final states have the same values in their threads'
    /// registers;
    /// empty unless asked for.
    public record Exploration(
            Program program,
            @Nullable Outcome outcome,
            @Nullable Failure setupFailure,
            List<Integer> unreached,
            List<List<Row>> paths,
            @Nullable RaceSearch races,
            List<String> waits,
            Map<String, Long> outcomes,
            List<String> observations,
            List<CostRange> costs)
            implements Response {}

    /// States of a scenario and where threads step from them; null where the setup fails.
    public record Graphed(@Nullable StateGraph<List<Machine.Place>> graph) implements Response {}

    /// What a metric comes to in the final states, over all interleavings: the least and the greatest value,
    /// `CostSearch.UNBOUNDED` where a cycle adds to it, each with a path to it. `told` is false where there is no
    /// telling,
    /// since the counter goes with its object.
    public record CostRange(
            int property,
            String name,
            long least,
            long greatest,
            boolean told,
            List<Step> cheapest,
            List<Step> dearest) {}

    /// What the search for data races came to: how many plain words threads touch in common, the limit that it met, and
    /// for each field that is raced for one race.
    public record RaceSearch(int contested, String limit, List<DataRace> found) {}

    /// A race for the word `name`, and a path to it, the shortest one where that is known, with the fewest switches
    /// between threads where that is known.
    public record DataRace(
            Races.Race race,
            String name,
            Machine.Place first,
            Machine.Place second,
            List<Row> path,
            boolean shortest,
            boolean fewest) {}

    /// A step of a counterexample: the thread, where it stood, what it told, and how all threads stand after it, or,
    /// where it failed, before it.
    public record Row(
            int thread, String function, String counterpart, Span span, List<Event> events, List<Stand> after) {}

    /// A script as it was and as it is laid out; the text is empty where there are diagnostics.
    public record Formatted(Source source, String text, List<Diagnostic> diagnostics) implements Response {
        public boolean changed() {
            return !source.text().equals(text);
        }
    }

    /// The tags of a script's scenarios, in the order of the text; none where the file cannot be read.
    public record Tagged(Set<String> tags) implements Response {}

    private final Library library = Library.standard();

    /// Answers a request.
    public <R extends Response> R answer(Request<R> request) {
        Response response = switch (request) {
            case Request.Check c -> check(c.path(), c.display(), c.kernels());
            case Request.Suite s -> suite(s);
            case Request.Tags t -> tags(t.path());
            case Request.Modules m -> library(m.kernel(), m.modules());
            case Request.Run r -> run(r.program(), r.schedule(), r.traced());
            case Request.Fit f -> Fitting.of(f.schedule(), f.program());
            case Request.Explore e ->
                new Explorer(e.program(), e.strategy()).explore(e.limits(), e.first(), e.counted());
            case Request.Graph g -> new Graphed(new Explorer(g.program()).graph(g.states()));
            case Request.Compare c -> Comparison.of(c.programs(), c.explored());
            case Request.Conform c -> Conformance.replay(c.choice());
            case Request.Counted c -> Cases.in(c.folder());
            case Request.Open o -> Interactive.open(o.kernel(), o.modules(), o.folder());
            case Request.Inputs i -> Script.read(i.path(), i.title());
            case Request.Format f -> format(f.path(), f.display());
            case Request.FormatInput f -> format(f.bytes(), f.display());
        };
        @SuppressWarnings("unchecked") // each kind of request names its answer, and the switch above keeps to it
        R answer = (R) response;
        return answer;
    }

    /// Reads and checks a script under the kernels chosen.
    private Checked check(Path path, String display, KernelChoice choice) {
        Problems problems = library.problems();
        Loader loader = new Loader(library, problems);
        List<String> layers = loader.layers(choice);
        if (!choice.invariants().isEmpty()) {
            loader.modules(List.of("invariants"));
        }
        SourceFile script = loader.script(path, display);
        loader.patches(choice);
        List<Program> programs = List.of();
        if (!problems.any()) {
            Analyzer analyzer = new Analyzer(loader.files, library.sources::get, problems);
            List<Decl.Kernel> rows = Analyzer.kernels(choice.rows());
            analyzer.checkKernelNames(rows);
            analyzer.invariants(choice.invariants());
            if (!problems.any()) {
                programs = analyzer.programs(script, loader.own, rows, layers, DEFAULT_KERNEL);
            }
            if (!problems.any() && programs.isEmpty()) {
                problems.report(Code.Q702, Span.NONE, "", display);
            }
        }
        return new Checked(programs, problems.sorted(), library.sources);
    }

    /// Reads and checks a suite with a driver, under the kernels chosen: every invariant holds of every object.
    private Checked suite(Request.Suite request) {
        Problems problems = library.problems();
        Loader loader = new Loader(library, problems);
        KernelChoice choice = request.kernels().with(List.of("all"));
        SourceFile suite = new Suites(library, loader, problems).load(request);
        List<String> layers = loader.layers(choice);
        List<Program> programs = List.of();
        if (suite != null && !problems.any()) {
            Analyzer analyzer = new Analyzer(loader.files, library.sources::get, problems);
            List<Decl.Kernel> rows = Analyzer.kernels(choice.rows());
            analyzer.checkKernelNames(rows);
            analyzer.invariants(choice.invariants());
            if (!problems.any()) {
                programs = analyzer.programs(suite, loader.own, rows, layers, DEFAULT_KERNEL);
            }
        }
        return new Checked(programs, problems.sorted(), library.sources);
    }

    /// Lays out the text of a file.
    private static Formatted format(Path path, String display) {
        Problems problems = new Problems();
        return format(Texts.read(path, display, problems), display, problems);
    }

    /// Lays out bytes, which should be text.
    private static Formatted format(byte[] bytes, String display) {
        Problems problems = new Problems();
        return format(Texts.decode(bytes, display, problems), display, problems);
    }

    private static Formatted format(String text, String display, Problems problems) {
        Source source = new Source(0, display, text);
        String laid = problems.any() ? "" : Formatter.format(source, problems);
        return new Formatted(source, problems.any() ? "" : laid, problems.sorted());
    }

    private static Tagged tags(Path path) {
        Problems problems = new Problems();
        SourceFile file =
                Parser.parse(new Source(0, path.toString(), Texts.read(path, path.toString(), problems)), problems);
        Set<String> tags = new LinkedHashSet<>();
        file.declarations().forEach(d -> {
            if (d instanceof Decl.Scenario s) {
                tags.addAll(s.tags());
            }
        });
        return new Tagged(tags);
    }

    private Checked library(String kernel, List<String> modules) {
        Problems problems = library.problems();
        Loader loader = new Loader(library, problems);
        loader.modules(modules);
        List<Program> programs = List.of();
        if (!problems.any()) {
            Analyzer analyzer = new Analyzer(loader.files, library.sources::get, problems);
            List<Decl.Kernel> row = Analyzer.kernels(List.of(kernel));
            analyzer.checkKernelNames(row);
            if (!problems.any()) {
                Set<Integer> roots = new LinkedHashSet<>();
                loader.files.forEach(f -> f.declarations().forEach(d -> {
                    if (modules.contains(module(library.sources.get(d.span().source())))) {
                        roots.add(d.span().source());
                    }
                }));
                programs = List.of(analyzer.library(row.getFirst(), roots));
            }
        }
        return new Checked(problems.any() ? List.of() : programs, problems.sorted(), library.sources);
    }

    private static String module(Source source) {
        String name = source.name().substring(source.name().lastIndexOf('/') + 1);
        return name.endsWith(".quire") ? name.substring(0, name.length() - ".quire".length()) : name;
    }

    /// A machine for a program, on an engine of its own.
    public static Machine machine(Program program) {
        int contents = -1;
        for (Kind kind : program.kinds()) {
            if (kind.name().equals("frame")) {
                contents = kind.fields().stream()
                        .filter(f -> f.name().equals("content"))
                        .mapToInt(Kind.FieldSlot::offset)
                        .findFirst()
                        .orElse(-1);
            }
        }
        return new Machine(program, new Engine(), new Builtins(contents));
    }

    private static Run run(Program program, Schedule schedule, boolean traced) {
        Machine machine = machine(program);
        Trace trace = new Trace(machine, traced);
        Failure failure = new Runner(machine, trace).run(schedule);
        if (failure != null && !traced) {
            // The same again, to tell by which calls it came there.
            return run(program, schedule, true);
        }
        return new Run(
                program,
                List.copyOf(machine.results()),
                failure,
                failure == null ? null : machine.failedPlace(),
                trace.counts(),
                trace.happenings(),
                Named.objects(machine));
    }
}
