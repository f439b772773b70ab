package dev.quire.session;

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
import dev.quire.source.Source;
import dev.quire.syntax.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A session that statements and declarations are added to. An input that fails changes nothing; every input can be
/// undone, since the store's journal is kept.
public final class Interactive {
    /// What came of an input.
    public sealed interface Answer {
        /// The input is wrong.
        record Refused(List<Diagnostic> diagnostics) implements Answer {}

        /// The input was taken: a value (of type `unit` when there is none), under the name `label` or none, and what
        /// happened.
        record Done(
                Program program,
                String label,
                ValueType type,
                long[] words,
                List<Happening> happenings,
                Map<Integer, String> names)
                implements Answer {}

        /// Something failed, and nothing has changed. `happenings` is what was done before that.
        record Failed(
                Program program,
                Failure failure,
                Machine.@Nullable Place place,
                List<Happening> happenings,
                Map<Integer, String> names)
                implements Answer {}
    }

    /// An input as it was typed, and what undoing it brings back.
    private record Input(
            String text,
            String check,
            Incremental world,
            Incremental.Names names,
            List<SourceFile> declared,
            long mark) {}

    private static final String INPUT = "<input ";

    private final Library library = Library.standard();
    private final Problems problems = new Problems();
    private final List<SourceFile> prelude;
    private final List<String> layers = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> undone = new ArrayList<>();
    private List<SourceFile> declared = new ArrayList<>();
    private Incremental world;
    private Machine machine;
    private int entered;

    private Interactive() {
        Loader loader = new Loader(library, problems);
        loader.modules(List.of());
        prelude = loader.files;
        world = Objects.requireNonNull(
                Incremental.world(prelude, List.of(), Set.of(), List.of(), library.sources::get, problems, null));
        Incremental.Entry first = Objects.requireNonNull(world.enter(List.of(), "input 0"));
        machine = Session.machine(first.program());
        machine.begin();
    }

    /// A session under a kernel (`profile + patch + …`, and what else the choice says) with modules of the library; or
    /// what is wrong with those.
    static Opened open(KernelChoice choice, List<String> modules) {
        List<String> rows = choice.rows().isEmpty() ? List.of(Session.DEFAULT_KERNEL) : choice.rows();
        Interactive session = new Interactive();
        session.layers.addAll(List.of(rows.getFirst().strip().split("\\s*\\+\\s*")));
        Loader loader = new Loader(session.library, session.problems);
        session.layers.addAll(loader.layers(choice));
        if (session.problems.any()) {
            return new Opened(session, session.refused());
        }
        session.declared = session.fresh(loader.files);
        return new Opened(
                session, session.enter(modules.isEmpty() ? "" : "use " + String.join("\nuse ", modules) + "\n"));
    }

    /// A new session, and what came of its modules.
    public record Opened(Interactive session, Answer answer) implements Response {}

    public List<Source> sources() {
        return library.sources;
    }

    /// The inputs so far, as they were typed.
    public List<String> inputs() {
        return inputs.stream().map(Input::text).filter(t -> !t.isBlank()).toList();
    }

    /// Puts a check in place of the last input where the session is written down.
    public void check(String statement) {
        Input last = inputs.removeLast();
        inputs.add(new Input(last.text(), statement, last.world(), last.names(), last.declared(), last.mark()));
    }

    /// A declaration or a statement of the session, as it was typed.
    public record Piece(boolean declaration, String text) {}

    /// What the session is made of, in its order.
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (Input input : inputs) {
            if (!input.check().isEmpty()) {
                pieces.add(new Piece(false, input.check()));
                continue;
            }
            Source source = new Source(0, "", input.text());
            for (Decl d : Parser.parseRepl(source, new Problems()).declarations()) {
                String text = source.text().substring(d.span().start(), d.span().end());
                String doc = d instanceof Decl.Fn f && !f.doc().isEmpty()
                        ? "/// " + f.doc().replace("\n", "\n/// ") + "\n"
                        : "";
                pieces.add(new Piece(!(d instanceof Decl.Statement), doc + text));
            }
        }
        return pieces;
    }

    /// A script as inputs: its declarations, then the statements of its first scenario's setup. `leftOut` names what
    /// cannot be entered.
    public record Script(List<String> inputs, List<String> leftOut, List<Diagnostic> wrong) {}

    public Script script(Path path) {
        problems.clear();
        Source source = library.source(path.toString(), Texts.read(path, path.toString(), problems));
        SourceFile file = Parser.parse(source, problems);
        List<Diagnostic> wrong = problems.sorted();
        problems.clear();
        List<String> inputs = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        boolean taken = false;
        for (Decl d : file.declarations()) {
            if (!(d instanceof Decl.Scenario s)) {
                inputs.add(source.text().substring(d.span().start(), d.span().end()));
            } else if (taken) {
                leftOut.add("scenario \"" + s.title() + "\"");
            } else {
                taken = true;
                s.setup()
                        .forEach(x -> inputs.add(source.text()
                                .substring(x.span().start(), x.span().end())));
                s.threads().forEach(t -> leftOut.add("thread " + t.name()));
                s.properties()
                        .forEach(p -> leftOut.add(source.text()
                                .substring(p.span().start(), p.span().end())));
            }
        }
        return new Script(inputs, leftOut, wrong);
    }

    /// The names that hold an object of a kind.
    public List<String> named(String kind) {
        return world.names().fields().stream()
                .filter(f -> f.type() instanceof ValueType.Handle h && h.name().equals(kind))
                .map(Kind.FieldSlot::name)
                .toList();
    }

    /// The kernel's expression.
    public String kernel() {
        return String.join(" + ", layers);
    }

    /// The profiles and patches that a kernel may be made of.
    public List<String> kernels() {
        List<String> names = new ArrayList<>();
        for (SourceFile file : declared) {
            for (Decl d : file.declarations()) {
                if (d instanceof Decl.Profile p) {
                    names.add(p.name());
                } else if (d instanceof Decl.Patch p && !p.name().equals(Redeclared.PATCH)) {
                    names.add(p.name());
                }
            }
        }
        return names;
    }

    /// Everything that has a name here.
    public List<Incremental.Known> known() {
        return world.known();
    }

    /// What may follow a dot behind the expression `receiver`; nothing when it is not one.
    public List<Incremental.Known> members(String receiver) {
        Problems quiet = new Problems();
        SourceFile file = Parser.parseRepl(new Source(library.sources.size(), "<completion>", receiver), quiet);
        return !quiet.any()
                        && file.declarations().size() == 1
                        && file.declarations().getFirst() instanceof Decl.Statement s
                        && s.stmt() instanceof Stmt.ExprStmt x
                ? world.members(x.expr())
                : List.of();
    }

    /// Takes an input: declarations first, then its statements, as one.
    public Answer enter(String text) {
        Answer answer = add(text);
        if (!(answer instanceof Answer.Refused) && !(answer instanceof Answer.Failed)) {
            undone.clear();
        }
        return answer;
    }

    /// Runs an input and takes it back: for looking at things.
    public Answer look(String text) {
        Answer answer = add(text);
        if (answer instanceof Answer.Done) {
            back();
        }
        return answer;
    }

    private Answer add(String text) {
        problems.clear();
        SourceFile file = Parser.parseRepl(library.source(INPUT + ++entered + ">", text), problems);
        if (problems.any()) {
            return refused();
        }
        List<Decl> declarations = new ArrayList<>();
        List<Stmt> statements = new ArrayList<>();
        for (Decl d : file.declarations()) {
            switch (d) {
                case Decl.Statement s -> statements.add(s.stmt());
                case Decl.Scenario s ->
                    problems.report(Code.Q305, s.span(), "enter its statements, or :load its file", "a scenario");
                default -> declarations.add(d);
            }
        }
        if (problems.any()) {
            return refused();
        }
        Input before = new Input(
                text,
                "",
                world,
                world.names(),
                declared,
                machine.engine().store().mark());
        if (!declarations.isEmpty() || entered == 1) {
            Incremental next = declare(new SourceFile(file.source(), declarations));
            if (next == null) {
                declared = before.declared();
                return refused();
            }
            world = next;
        }
        Answer answer = run(statements);
        if (answer instanceof Answer.Done) {
            inputs.add(before);
        } else {
            restore(before);
        }
        return answer;
    }

    private @Nullable Incremental declare(SourceFile file) {
        Loader loader = new Loader(library, problems);
        loader.modules(List.of());
        loader.uses(file, Path.of("").toAbsolutePath());
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

    /// The files that are not there yet, in their order: what is there keeps its place, and kinds their numbers.
    private List<SourceFile> fresh(List<SourceFile> files) {
        return files.stream()
                .filter(f -> !prelude.contains(f) && !declared.contains(f))
                .toList();
    }

    private boolean typed(SourceFile file) {
        return library.sources.get(file.source()).name().startsWith(INPUT);
    }

    private Answer run(List<Stmt> statements) {
        Incremental.Entry entry = world.enter(statements, "input " + entered);
        if (entry == null) {
            return refused();
        }
        WordStore store = machine.engine().store();
        long mark = store.mark();
        machine = machine.grown(entry.program());
        int words = world.names().words();
        if (store.length(machine.scenarioCell()) < words) {
            store.resize(machine.scenarioCell(), words);
        }
        Trace trace = new Trace(machine, true);
        Machine.Call call = machine.call(entry.function(), machine.scenarioCell());
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
                Map<Integer, String> names = Named.objects(machine);
                store.rollback(mark);
                yield new Answer.Failed(entry.program(), f.failure(), f.place(), trace.happenings(), names);
            }
        };
    }

    private Answer refused() {
        Answer answer = new Answer.Refused(problems.sorted());
        problems.clear();
        return answer;
    }

    /// Takes back the last input and returns its text; null when there is none.
    public @Nullable String undo() {
        if (inputs.size() <= 1) {
            return null;
        }
        String text = back();
        undone.add(text);
        return text;
    }

    private String back() {
        Input last = inputs.removeLast();
        restore(last);
        return last.text();
    }

    private void restore(Input input) {
        machine.engine().store().rollback(input.mark());
        world = input.world();
        world.names(input.names());
        declared = input.declared();
    }

    /// How many inputs can be taken again.
    public int ahead() {
        return undone.size();
    }

    /// Takes the input that was undone last again; null when there is none.
    public @Nullable Answer redo() {
        return undone.isEmpty() ? null : add(undone.removeLast());
    }

    /// The same inputs under another kernel; the answer of the last, or of the first that went wrong.
    public Opened under(KernelChoice choice) {
        Opened opened = open(choice, List.of());
        Answer answer = opened.answer();
        for (String text : inputs()) {
            if (answer instanceof Answer.Done) {
                answer = opened.session().enter(text);
            }
        }
        return new Opened(opened.session(), answer);
    }
}
