package dev.quire.session;

import dev.quire.analysis.Incremental;
import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.engine.store.WordStore;
import dev.quire.engine.trace.Event;
import dev.quire.explore.Limits;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.StepResult;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
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

        /// A thread took a step, from `from` (null where it was begun only now): what happened, and what properties
        /// have
        /// to say of it. `ended` says that it was the last; `value` is then what a statement that was begun came to.
        record Stepped(
                Program program,
                String thread,
                Machine.@Nullable Place from,
                boolean ended,
                @Nullable Done value,
                List<Happening> happenings,
                List<String> news,
                Map<Integer, String> names)
                implements Answer {}

        /// A thread cannot step: it has ended, or waits.
        record Stuck(Standing standing) implements Answer {}

        /// Something failed, and nothing has changed. `happenings` is what was done before that.
        record Failed(
                Program program,
                Failure failure,
                Machine.@Nullable Place place,
                List<Happening> happenings,
                Map<Integer, String> names)
                implements Answer {}
    }

    /// A move, and what undoing it brings back.
    private record Input(
            Move move,
            String check,
            Incremental world,
            Incremental.Names names,
            List<SourceFile> declared,
            int[] threads,
            long mark,
            List<Event> events) {
        /// The same of an input that changed nothing.
        Input unchanged(String text) {
            return new Input(new Move.Typed(text, false), check, world, names, declared, threads, mark, events);
        }
    }

    private static final String INPUT = "<input ";

    private final KernelChoice choice;
    /// Where modules of the session's own are looked for.
    private Path folder;
    private final Library library = Library.standard();
    private final Problems problems = new Problems();
    private final List<String> modules = new ArrayList<>();
    private final List<SourceFile> prelude;
    private final List<String> layers = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Move> undone = new ArrayList<>();
    /// What statements that were begun as threads come to, by their functions.
    private final Map<Integer, Incremental.Entry> begun = new TreeMap<>();
    private List<SourceFile> declared = new ArrayList<>();
    private Incremental world;
    private Machine machine;
    private int entered;
    /// The machine's program is newer than its state.
    private boolean stale;

    private Interactive(KernelChoice choice, Path folder) {
        this.choice = choice;
        this.folder = folder;
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
    /// what is wrong with those. Modules beside a script are in its `folder`.
    static Opened open(KernelChoice choice, List<String> modules, Path folder) {
        List<String> rows = choice.rows().isEmpty() ? List.of(Session.DEFAULT_KERNEL) : choice.rows();
        Interactive session = new Interactive(choice, folder.toAbsolutePath());
        session.layers.addAll(List.of(rows.getFirst().strip().split("\\s*\\+\\s*")));
        Loader loader = new Loader(session.library, session.problems);
        loader.layers(choice).stream().filter(l -> !session.layers.contains(l)).forEach(session.layers::add);
        if (session.problems.any()) {
            return new Opened(session, session.refused());
        }
        session.declared = session.fresh(loader.files);
        session.modules.addAll(modules);
        return new Opened(
                session, session.enter(modules.isEmpty() ? "" : "use " + String.join("\nuse ", modules) + "\n"));
    }

    /// A new session, and what came of its modules.
    public record Opened(Interactive session, Answer answer) implements Response {}

    public List<Source> sources() {
        return library.sources;
    }

    /// The moves so far.
    public List<Move> moves() {
        return inputs.stream().map(Input::move).filter(m -> !m.text().isBlank()).toList();
    }

    /// Puts a check in place of the last input where the session is written down.
    public void check(String statement) {
        Input last = inputs.removeLast();
        inputs.add(new Input(
                last.move(),
                statement,
                last.world(),
                last.names(),
                last.declared(),
                last.threads(),
                last.mark(),
                last.events()));
    }

    /// A part of the session as it was typed.
    public record Piece(Kind kind, String text) {
        public enum Kind {
            DECLARATION,
            STATEMENT,
            /// A thread or a property.
            MEMBER,
            STEP
        }
    }

    /// What the session is made of, in its order.
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (Input input : inputs) {
            if (!input.check().isEmpty()) {
                pieces.add(new Piece(Piece.Kind.STATEMENT, input.check()));
                continue;
            }
            if (!(input.move() instanceof Move.Typed typed)) {
                pieces.add(new Piece(Piece.Kind.STEP, input.move().text()));
                continue;
            }
            Source source = new Source(0, "", typed.text());
            for (Decl d : Parser.parseRepl(source, new Problems()).declarations()) {
                if (d instanceof Decl.Scenario s) {
                    Script.members(s)
                            .forEach(span -> pieces.add(new Piece(Piece.Kind.MEMBER, Script.text(source, span))));
                } else {
                    Piece.Kind kind = d instanceof Decl.Statement ? Piece.Kind.STATEMENT : Piece.Kind.DECLARATION;
                    pieces.add(new Piece(kind, Script.text(source, d)));
                }
            }
        }
        return pieces;
    }

    /// Reads a script, to be entered; modules beside it are found from now on.
    public Script script(Path path, String title) {
        problems.clear();
        folder = path.toAbsolutePath().getParent();
        Source source = library.source(path.toString(), Texts.read(path, path.toString(), problems));
        Script script = Script.of(source, title);
        List<Diagnostic> unreadable = problems.sorted();
        problems.clear();
        return unreadable.isEmpty() ? script : Script.unreadable(unreadable, source);
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

    /// Takes an input: declarations first, then threads and properties, then its statements, as one.
    public Answer enter(String text) {
        Answer answer = add(text);
        boolean looked =
                answer instanceof Answer.Done && inputs.getLast().move() instanceof Move.Typed t && !t.changed();
        return looked ? answer : taken(answer);
    }

    /// What is done anew makes what was taken back past.
    private Answer taken(Answer answer) {
        if (answer instanceof Answer.Done || answer instanceof Answer.Stepped) {
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

    private Answer again(Move move) {
        return switch (move) {
            case Move.Typed t -> add(t.text());
            case Move.Begun b -> first(b.statement());
            case Move.Stepped s -> next(s);
        };
    }

    private Input before(Move move) {
        return new Input(
                move,
                "",
                world,
                world.names(),
                declared,
                machine.cells(),
                machine.engine().store().mark(),
                new ArrayList<>());
    }

    /// Keeps what a move emitted, and the move.
    private void keep(Input input, List<Happening> happenings) {
        for (Happening h : happenings) {
            if (h instanceof Happening.Emitted e) {
                input.events().add(e.event());
            }
        }
        inputs.add(input);
    }

    /// An event of the session: the number of its move, as `moves()` counts them, and the event.
    public record Logged(int move, Event event) {}

    /// The events of all moves so far.
    public List<Logged> events() {
        List<Logged> all = new ArrayList<>();
        int number = 0;
        for (Input input : inputs) {
            if (!input.move().text().isBlank()) {
                int move = number++;
                input.events().forEach(e -> all.add(new Logged(move, e)));
            }
        }
        return all;
    }

    /// What a name holds.
    public record Held(ValueType type, long[] words) {}

    /// What each name of the session holds, in the order of the names.
    public Map<String, Held> values() {
        Map<String, Held> values = new LinkedHashMap<>();
        for (Kind.FieldSlot f : world.names().fields()) {
            long[] words = new long[Math.max(1, f.type().words())];
            for (int i = 0; i < words.length; i++) {
                words[i] = store().get(machine.scenarioCell(), f.offset() + i);
            }
            values.put(f.name(), new Held(f.type(), words));
        }
        return values;
    }

    /// Goes to the state after the move of that number, back or forth; whether it got there.
    public boolean moveTo(int place) {
        while (moves().size() - 1 > place && undo() != null) {
            // One move back.
        }
        boolean going = true;
        while (going && moves().size() - 1 < place) {
            Answer answer = redo();
            going = answer instanceof Answer.Done || answer instanceof Answer.Stepped;
        }
        return moves().size() - 1 == place;
    }

    /// The program as it stands.
    public Program program() {
        return current().program();
    }

    /// The names of objects as registers hold them now.
    public Map<Integer, String> objects() {
        return Named.objects(current());
    }

    /// What the machine holds.
    public Inspection inspection() {
        return new Inspection(current());
    }

    /// A thread's name by its number; thread 0 takes the statements.
    public String thread(int number) {
        return number == 0 ? "session" : world.names().threads().get(number - 1).name();
    }

    /// The metrics of objects that registers hold, as expressions.
    public List<String> metrics() {
        List<String> metrics = new ArrayList<>();
        for (Kind.FieldSlot f : world.names().fields()) {
            if (f.type() instanceof ValueType.Handle h) {
                current().program().kinds().stream()
                        .filter(k -> k.name().equals(h.name()))
                        .flatMap(k -> k.fields().stream())
                        .filter(Kind.FieldSlot::isMetric)
                        .forEach(m -> metrics.add(f.name() + "." + m.name()));
            }
        }
        return metrics;
    }

    /// Calls a library function of one parameter with an object, and takes it back: for looking at an object that no
    /// name leads to.
    public Answer lookAt(String module, String function, String kind, int cell) {
        Input before = before(new Move.Typed("", true));
        int offset = world.hold(HELD, kind);
        grow(world.program());
        machine.engine().store().set(machine.scenarioCell(), offset, cell);
        Answer answer = look("use " + module + "\n" + function + "(" + HELD + ")");
        restore(before);
        return answer;
    }

    private static final String HELD = "_looked_at";

    private Answer add(String text) {
        problems.clear();
        SourceFile file = Parser.parseRepl(library.source(INPUT + ++entered + ">", text), problems);
        if (problems.any()) {
            return refused();
        }
        List<Decl> declarations = new ArrayList<>();
        List<Decl.ThreadDecl> threads = new ArrayList<>();
        List<Decl.Property> properties = new ArrayList<>();
        List<Stmt> statements = new ArrayList<>();
        for (Decl d : file.declarations()) {
            switch (d) {
                case Decl.Statement s -> statements.add(s.stmt());
                case Decl.Scenario s -> {
                    threads.addAll(s.threads());
                    properties.addAll(s.properties());
                    if (!s.title().isEmpty() || !s.setup().isEmpty()) {
                        problems.report(Code.Q305, s.span(), "enter its statements, or :load its file", "a scenario");
                    }
                }
                default -> declarations.add(d);
            }
        }
        if (problems.any()) {
            return refused();
        }
        Input before = before(new Move.Typed(text, true));
        WordStore store = machine.engine().store();
        long low = store.fingerprintLow();
        long high = store.fingerprintHigh();
        if (!declarations.isEmpty() || entered == 1) {
            Incremental next = declare(new SourceFile(file.source(), declarations));
            if (next == null || living(next, declarations)) {
                declared = before.declared();
                return refused();
            }
            world = next;
        }
        Answer answer = threads.isEmpty() && properties.isEmpty() ? run(statements) : join(threads, properties);
        if (answer instanceof Answer.Done && !(threads.isEmpty() && properties.isEmpty()) && !statements.isEmpty()) {
            answer = run(statements);
        }
        if (answer instanceof Answer.Done done) {
            boolean same = store.fingerprintLow() == low
                    && store.fingerprintHigh() == high
                    && world == before.world()
                    && world.names().equals(before.names());
            keep(same ? before.unchanged(text) : before, done.happenings());
        } else {
            restore(before);
        }
        return answer;
    }

    // --- threads and their steps ------------------------------------------------------------------------------------

    /// Threads begin, and properties hold from now on.
    private Answer join(List<Decl.ThreadDecl> threads, List<Decl.Property> properties) {
        int first = world.names().threads().size() + 1;
        if (!world.join(threads, properties)) {
            return refused();
        }
        grow(world.program());
        Trace trace = new Trace(machine, true);
        try {
            for (int t = first; t < machine.threadCount(); t++) {
                machine.spawn(t);
            }
            return new Answer.Done(
                    machine.program(), "", unit(), new long[0], trace.happenings(), Named.objects(machine));
        } catch (Failure failure) {
            return failed(failure, machine.failedPlace(), trace);
        }
    }

    private static ValueType unit() {
        return new ValueType.Basic("unit", 0);
    }

    private Answer failed(Failure failure, Machine.@Nullable Place place, Trace trace) {
        return new Answer.Failed(machine.program(), failure, place, trace.happenings(), Named.objects(machine));
    }

    /// The machine, with the program as it was when the state that it is in was new.
    private Machine current() {
        if (stale) {
            grow(world.program());
        }
        return machine;
    }

    /// Goes on with a program that has grown.
    private void grow(Program program) {
        stale = false;
        machine = machine.grown(program);
        WordStore store = machine.engine().store();
        int words = world.names().words();
        if (store.length(machine.scenarioCell()) < words) {
            store.resize(machine.scenarioCell(), words);
        }
        // With threads, frames are not used again, so that every path that an exploration finds fits here.
        machine.exploring(machine.threadCount() > 1);
        machine.caching(false);
    }

    /// Where each thread stands.
    public List<Standing> standings() {
        current().sink(null);
        machine.calls(null);
        return new Threads(machine).all();
    }

    /// Begins a statement as a thread of its own, which names are the session's in: its first step is what `:step`
    /// takes next.
    public Answer begin(String statement) {
        return taken(first(statement));
    }

    private Answer first(String statement) {
        problems.clear();
        SourceFile file = Parser.parseRepl(library.source(INPUT + ++entered + ">", statement), problems);
        List<Stmt> statements = new ArrayList<>();
        for (Decl d : file.declarations()) {
            if (d instanceof Decl.Statement s) {
                statements.add(s.stmt());
            } else {
                problems.report(Code.Q305, d.span(), "declare it without :step", "a declaration");
            }
        }
        if (problems.any()) {
            return refused();
        }
        Input before = before(new Move.Begun(statement));
        int number = free();
        String name = "s" + number;
        if (number > Incremental.MOST_THREADS) {
            problems.report(Code.Q722, statements.getFirst().span(), "", Incremental.MOST_THREADS);
            return refused();
        }
        Incremental.Entry entry = world.begin(statements, "input " + entered, name, number);
        if (entry == null) {
            Answer refused = refused();
            restore(before);
            return refused;
        }
        begun.put(entry.program().functions().size() - 1, entry);
        grow(entry.program());
        Trace trace = new Trace(machine, true);
        try {
            machine.spawn(number);
        } catch (Failure failure) {
            Answer answer = failed(failure, machine.failedPlace(), trace);
            restore(before);
            return answer;
        }
        keep(before, trace.happenings());
        return stepped(number, null, trace, List.of());
    }

    /// The number of the first thread that was a statement and has ended, else the one after the last.
    private int free() {
        List<Program.ThreadCode> threads = world.names().threads();
        for (int t = 1; t <= threads.size(); t++) {
            if (begun.containsKey(threads.get(t - 1).function()) && machine.finished(t)) {
                return t;
            }
        }
        return threads.size() + 1;
    }

    /// Takes one step of a thread.
    public Answer step(String thread, List<Integer> choices) {
        return taken(next(new Move.Stepped(thread, choices)));
    }

    private Answer next(Move.Stepped move) {
        Threads threads = new Threads(current());
        int number = threads.number(move.thread());
        if (number == 0) {
            return new Answer.Stuck(new Standing(move.thread(), Standing.State.ENDED, null, "", List.of()));
        }
        Input before = before(move);
        long known = threads.findings();
        List<Machine.Place> places = machine.places(number);
        Trace trace = new Trace(machine, true);
        StepResult result = machine.step(
                number, move.choices().stream().mapToInt(Integer::intValue).toArray());
        return switch (result) {
            case StepResult.Moved m -> {
                keep(before, trace.happenings());
                yield stepped(number, places.getLast(), trace, threads.news(known));
            }
            case StepResult.Blocked b -> new Answer.Stuck(threads.of(number));
            case StepResult.Finished f -> new Answer.Stuck(threads.of(number));
            case StepResult.Failed f -> {
                Answer answer = failed(f.failure(), machine.failedPlace(), trace);
                restore(before);
                yield answer;
            }
        };
    }

    private Answer stepped(int number, Machine.@Nullable Place from, Trace trace, List<String> news) {
        Map<Integer, String> names = Named.objects(machine);
        boolean ended = machine.finished(number);
        Program.ThreadCode code = world.names().threads().get(number - 1);
        Incremental.Entry entry = ended ? begun.get(code.function()) : null;
        Answer.Done value = entry == null
                ? null
                : new Answer.Done(machine.program(), entry.label(), entry.type(), machine.returned(), List.of(), names);
        return new Answer.Stepped(machine.program(), code.name(), from, ended, value, trace.happenings(), news, names);
    }

    /// A condition that can be asked again and again without being compiled anew.
    public interface Condition {
        Machine.Truth now();
    }

    /// A condition of the session, or null after reports, which `wrong` gives.
    public @Nullable Condition condition(String text) {
        problems.clear();
        SourceFile file = Parser.parseRepl(library.source(INPUT + ++entered + ">", text), problems);
        Decl only = file.declarations().size() == 1 ? file.declarations().getFirst() : null;
        if (!problems.any() && !(only instanceof Decl.Statement s && s.stmt() instanceof Stmt.ExprStmt)) {
            problems.report(Code.Q301, Span.NONE, "", "a condition", "a statement");
        }
        int function = !problems.any() && only instanceof Decl.Statement s && s.stmt() instanceof Stmt.ExprStmt x
                ? world.condition(x.expr())
                : -1;
        if (function < 0) {
            return null;
        }
        grow(world.program());
        return () -> machine.evaluate(function);
    }

    /// What was wrong with the last condition.
    public Answer wrong() {
        return refused();
    }

    /// Searches every interleaving of the threads from here, on a copy of the session. What it finds is told by the
    /// reports of explorations; races are not looked for.
    public Session.@Nullable Exploration explore(Limits limits) {
        Opened copy = under(choice);
        return copy.answer() instanceof Answer.Refused || copy.answer() instanceof Answer.Failed
                ? null
                : Explorer.from(copy.session().machine, limits);
    }

    /// Reports when objects live whose kind would be another than they were made of.
    private boolean living(Incremental next, List<Decl> declarations) {
        List<Kind> kinds = next.program().kinds();
        Map<Integer, Integer> living = inspection().living();
        int session = world.names().fields().isEmpty() && inputs.isEmpty() ? -1 : store().kind(machine.scenarioCell());
        living.forEach((number, count) -> {
            Kind was = machine.program().kinds().get(number);
            Kind is = kinds.get(number);
            if (number + Machine.FIRST_OBJECT_KIND != session
                    && !(was.name().equals(is.name()) && was.fields().equals(is.fields()))) {
                problems.report(Code.Q723, declarations.getFirst().span(), "", was.name(), count);
            }
        });
        return problems.any();
    }

    private WordStore store() {
        return machine.engine().store();
    }

    private @Nullable Incremental declare(SourceFile file) {
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
        grow(entry.program());
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
                Answer failed = failed(f.failure(), f.place(), trace);
                store.rollback(mark);
                yield failed;
            }
        };
    }

    private Answer refused() {
        Answer answer = new Answer.Refused(problems.sorted());
        problems.clear();
        return answer;
    }

    /// Takes back the last move and returns it; null when there is none.
    public @Nullable Move undo() {
        if (inputs.size() <= 1) {
            return null;
        }
        Move move = back();
        undone.add(move);
        return move;
    }

    private Move back() {
        Input last = inputs.removeLast();
        restore(last);
        return last.move();
    }

    private void restore(Input input) {
        machine.engine().store().rollback(input.mark());
        world = input.world();
        world.names(input.names());
        declared = input.declared();
        machine.cells(input.threads());
        stale = true;
    }

    /// How many moves can be taken again.
    public int ahead() {
        return undone.size();
    }

    /// From now on these moves lie ahead, in place of those that were taken back.
    public void ahead(List<Move> moves) {
        undone.clear();
        undone.addAll(moves.reversed());
    }

    /// Takes the move that was undone last again; null when there is none. One that cannot be taken stays ahead.
    public @Nullable Answer redo() {
        if (undone.isEmpty()) {
            return null;
        }
        Move move = undone.removeLast();
        Answer answer = again(move);
        if (!(answer instanceof Answer.Done || answer instanceof Answer.Stepped)) {
            undone.add(move);
        }
        return answer;
    }

    /// The same moves under another kernel; the answer of the last, or of the first that went wrong.
    public Opened under(KernelChoice choice) {
        return under(choice, answer -> {});
    }

    /// The same, each answer told.
    public Opened under(KernelChoice choice, Consumer<Answer> told) {
        List<Move> moves = moves();
        // The first input names modules that the kernel may need.
        Opened opened = open(choice, modules, folder);
        Answer answer = opened.answer();
        if (!modules.isEmpty()) {
            told.accept(answer);
        }
        for (Move move : moves.subList(Math.min(moves.size(), modules.isEmpty() ? 0 : 1), moves.size())) {
            if (answer instanceof Answer.Done || answer instanceof Answer.Stepped) {
                answer = opened.session().again(move);
                told.accept(answer);
            }
        }
        return new Opened(opened.session(), answer);
    }
}
