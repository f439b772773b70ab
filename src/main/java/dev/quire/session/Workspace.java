package dev.quire.session;

import dev.quire.analysis.Glossary;
import dev.quire.analysis.Incremental;
import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.engine.store.WordStore;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import dev.quire.syntax.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the inputs of a session are compiled against and run on: its declarations, the world that they make under a
/// kernel, and the machine. All of it goes back to a `Mark`.
final class Workspace {
    private static final String INPUT = "<input ";

    final Library library = Library.standard();
    final Problems problems;
    final List<String> layers = new ArrayList<>();
    /// Where modules of the session's own are looked for.
    Path folder;
    private final List<SourceFile> prelude;
    /// What a script says so that the session's kernel is there: modules of patches, patches and settings.
    final List<String> foundation = new ArrayList<>();
    private List<SourceFile> declared = new ArrayList<>();
    private Incremental world;
    private Machine machine;
    private int entered;
    /// The machine's program is newer than its state.
    private boolean stale;

    Workspace(Path folder) {
        this.folder = folder;
        problems = library.problems();
        Loader loader = new Loader(library, problems);
        loader.modules(List.of());
        prelude = loader.files;
        world = Objects.requireNonNull(
                Incremental.world(prelude, List.of(), Set.of(), List.of(), library.sources::get, problems, null));
        Incremental.Entry first = Objects.requireNonNull(world.enter(List.of(), "input 0"));
        machine = Session.machine(first.program());
        machine.begin();
    }

    /// A state of the workspace: `journal` is the store's mark.
    record Mark(Incremental world, Incremental.Names names, List<SourceFile> declared, int[] threads, long journal) {}

    Mark mark() {
        return new Mark(world, world.names(), declared, machine.cells(), store().mark());
    }

    /// Goes back to a state.
    void restore(Mark mark) {
        store().rollback(mark.journal());
        stand(mark);
    }

    /// All but the store becomes what it was in a state.
    void stand(Mark mark) {
        world = mark.world();
        world.names(mark.names());
        declared = mark.declared();
        machine.cells(mark.threads());
        stale = true;
    }

    Incremental world() {
        return world;
    }

    List<SourceFile> declared() {
        return declared;
    }

    WordStore store() {
        return machine.engine().store();
    }

    /// The machine, with the program as it was when the state that it is in was new.
    Machine machine() {
        if (stale) {
            grow(world.program());
        }
        return machine;
    }

    /// Goes on with a program that has grown.
    void grow(Program program) {
        stale = false;
        machine = machine.grown(program);
        WordStore store = store();
        int words = world.names().words();
        if (store.length(machine.scenarioCell()) < words) {
            store.resize(machine.scenarioCell(), words);
        }
        // With threads, frames are not used again, so that every path that an exploration finds fits here.
        machine.exploring(machine.threadCount() > 1);
        machine.caching(false);
    }

    // --- reading ----------------------------------------------------------------------------------------------------

    /// Parses an input; what is wrong with it is in `problems`.
    SourceFile parse(String text) {
        problems.clear();
        return Parser.parseRepl(library.source(INPUT + ++entered + ">", text), problems);
    }

    /// What is wrong with an input, which is not entered; of declarations only how they are written.
    List<Diagnostic> mistakes(String text) {
        problems.clear();
        SourceFile file = Parser.parseRepl(library.source("<typing>", text), problems);
        try {
            List<Stmt> statements = new ArrayList<>();
            for (Decl d : file.declarations()) {
                if (d instanceof Decl.Statement s) {
                    statements.add(s.stmt());
                }
            }
            // Statements may need what is declared beside them.
            if (!problems.any() && statements.size() == file.declarations().size()) {
                world.check(statements);
            }
            return problems.sorted();
        } finally {
            problems.clear();
            library.sources.removeLast();
        }
    }

    /// What may follow a dot behind the expression `receiver`; nothing when it is not one.
    List<Glossary.Known> members(String receiver) {
        Problems quiet = new Problems();
        SourceFile file = Parser.parseRepl(library.source("<typing>", receiver), quiet);
        try {
            return !quiet.any()
                            && file.declarations().size() == 1
                            && file.declarations().getFirst() instanceof Decl.Statement s
                            && s.stmt() instanceof Stmt.ExprStmt x
                    ? world.members(x.expr())
                    : List.of();
        } finally {
            library.sources.removeLast();
        }
    }

    /// The name of the function that the input parsed last becomes.
    String function() {
        return "input " + entered;
    }

    boolean isFirst() {
        return entered == 1;
    }

    Answer refused() {
        Answer answer = new Answer.Refused(problems.sorted());
        problems.clear();
        return answer;
    }

    // --- declaring --------------------------------------------------------------------------------------------------

    /// Reads the patches and settings of a choice, and the library's patches that its row names; false after reports.
    boolean layers(KernelChoice choice) {
        List<String> rows = choice.rows().isEmpty() ? List.of(Session.DEFAULT_KERNEL) : choice.rows();
        layers.addAll(List.of(rows.getFirst().strip().split("\\s*\\+\\s*", -1)));
        Loader loader = new Loader(library, problems);
        loader.layers(choice).stream().filter(l -> !layers.contains(l)).forEach(layers::add);
        loader.patches(choice).forEach(name -> foundation.add("use " + name));
        loader.own.forEach(
                source -> foundation.add(library.sources.get(source).text().strip()));
        declared = fresh(loader.files);
        return !problems.any();
    }

    /// Adds declarations; false after reports, when nothing has changed.
    boolean declare(SourceFile file) {
        List<SourceFile> before = declared;
        Incremental next = world(file);
        if (next == null || living(next, file)) {
            declared = before;
            return false;
        }
        world = next;
        return true;
    }

    private @Nullable Incremental world(SourceFile file) {
        Loader loader = new Loader(library, problems);
        loader.modules(List.of());
        loader.uses(file, folder);
        if (problems.any()) {
            return null;
        }
        List<SourceFile> all = new ArrayList<>(declared);
        all.addAll(fresh(loader.files));
        declared = Redeclared.with(all, file, prelude, this::typed);
        List<String> kernel = new ArrayList<>(layers);
        if (Redeclared.replaces(declared)) {
            kernel.add(Redeclared.PATCH);
        }
        Set<Integer> own = new TreeSet<>();
        declared.stream().filter(this::typed).forEach(f -> own.add(f.source()));
        return Incremental.world(prelude, declared, own, kernel, library.sources::get, problems, world);
    }

    /// Reports when objects live whose kind would be another than they were made of.
    private boolean living(Incremental next, SourceFile file) {
        List<Kind> kinds = next.program().kinds();
        Map<Integer, Integer> living = new Inspection(machine()).living();
        int session = isFirst() ? -1 : store().kind(machine.scenarioCell());
        living.forEach((number, count) -> {
            Kind was = machine.program().kinds().get(number);
            Kind is = kinds.get(number);
            if (number + Machine.FIRST_OBJECT_KIND != session
                    && !(was.name().equals(is.name()) && was.fields().equals(is.fields()))) {
                problems.report(Code.Q723, file.declarations().getFirst().span(), "", was.name(), count);
            }
        });
        return problems.any();
    }

    /// The files that are not there yet, in their order: what is there keeps its place, and kinds their numbers.
    private List<SourceFile> fresh(List<SourceFile> files) {
        return files.stream()
                .filter(f -> !prelude.contains(f) && !declared.contains(f))
                .toList();
    }

    private boolean typed(SourceFile file) {
        return library.sources.get(file.source()).name().startsWith(INPUT);
    }

    // --- running ----------------------------------------------------------------------------------------------------

    /// Runs the statements of the input that was parsed last, as one. What they do, `listener` is told.
    Answer run(List<Stmt> statements, Listener listener) {
        Incremental.Entry entry = world.enter(statements, function());
        if (entry == null) {
            return refused();
        }
        long mark = store().mark();
        grow(entry.program());
        BoundedTrace trace = listener.to(machine);
        Machine.Call call;
        try {
            call = machine.call(entry.function(), machine.scenarioCell());
        } catch (OutOfMemoryError full) {
            store().rollback(mark);
            return failed(new Failure(Failure.Kind.LIMIT, FULL, Span.NONE), null, trace);
        }
        return switch (call) {
            case Machine.Call.Returned r ->
                new Answer.Done(
                        entry.program(),
                        entry.label(),
                        entry.type(),
                        r.words(),
                        trace.happenings(),
                        Named.objects(machine));
            case Machine.Call.Failed f -> {
                Answer failed = failed(f.failure(), f.place(), trace);
                store().rollback(mark);
                yield failed;
            }
        };
    }

    private static final String FULL =
            "out of memory: the statement changes more than the heap holds; QUIRE_JAVA_OPTS=-Xmx8g may help";

    /// Makes what listens to a machine.
    interface Listener {
        BoundedTrace to(Machine machine);
    }

    /// Threads begin, and properties hold from now on.
    Answer join(List<Decl.ThreadDecl> threads, List<Decl.Property> properties) {
        int first = world.names().threads().size() + 1;
        if (!world.join(threads, properties)) {
            return refused();
        }
        grow(world.program());
        BoundedTrace trace = BoundedTrace.of(machine, 0);
        try {
            for (int t = first; t < machine.threadCount(); t++) {
                machine.spawn(t);
            }
            return new Answer.Done(
                    machine.program(),
                    "",
                    new ValueType.Basic("unit", 0),
                    new long[0],
                    trace.happenings(),
                    Named.objects(machine));
        } catch (Failure failure) {
            return failed(failure, machine.failedPlace(), trace);
        }
    }

    Answer failed(Failure failure, Machine.@Nullable Place place, BoundedTrace trace) {
        return new Answer.Failed(machine.program(), failure, place, trace.happenings(), Named.objects(machine));
    }
}
