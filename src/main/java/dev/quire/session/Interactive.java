package dev.quire.session;

import dev.quire.analysis.Glossary;
import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.explore.Limits;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session that statements and declarations are added to. An input that fails changes nothing; every input can be
/// undone, since the store's journal is kept.
public final class Interactive {
    private final KernelChoice choice;
    private final List<String> modules;
    private final Workspace workspace;
    private final History history;
    private final Stepping stepping;

    private Interactive(KernelChoice choice, List<String> modules, Path folder) {
        this.choice = choice;
        this.modules = List.copyOf(modules);
        workspace = new Workspace(folder.toAbsolutePath());
        history = new History(workspace);
        stepping = new Stepping(workspace, history);
    }

    /// A session under a kernel (`profile + patch + …`, and what else the choice says) with modules of the library; or
    /// what is wrong with those. Modules beside a script are in its `folder`.
    static Opened open(KernelChoice choice, List<String> modules, Path folder) {
        Interactive session = new Interactive(choice, modules, folder);
        return new Opened(
                session,
                session.workspace.layers(choice)
                        ? session.enter(modules.isEmpty() ? "" : "use " + String.join("\nuse ", modules) + "\n")
                        : session.workspace.refused());
    }

    /// A new session, and what came of its modules.
    public record Opened(Interactive session, Answer answer) implements Response {}

    public List<Source> sources() {
        return workspace.library.sources;
    }

    // --- what it is made of -----------------------------------------------------------------------------------------

    /// The moves so far.
    public List<Move> moves() {
        return history.moves();
    }

    /// How many moves there are.
    public int length() {
        return history.length();
    }

    /// Puts a check in place of the last input where the session is written down.
    public void check(String statement) {
        history.check(statement);
    }

    /// What the session is made of, in its order.
    public List<Piece> pieces() {
        return history.pieces();
    }

    /// The steps that threads took, as a schedule of the script that the session was saved as.
    public SavedSteps steps(Program script) {
        return SavedSteps.of(history.moves(), script);
    }

    /// Reads a script, to be entered; modules beside it are found from now on.
    public Script script(Path path, String title) {
        Problems problems = workspace.problems;
        problems.clear();
        Source source = workspace.library.source(path.toString(), Texts.read(path, path.toString(), problems));
        Script script = Script.of(source, title);
        List<Diagnostic> unreadable = problems.sorted();
        problems.clear();
        if (!unreadable.isEmpty()) {
            return Script.unreadable(unreadable, source);
        }
        if (script.wrong().isEmpty()) {
            workspace.folder = path.toAbsolutePath().getParent();
        }
        return script;
    }

    /// The kernel's expression.
    public String kernel() {
        return String.join(" + ", workspace.layers);
    }

    /// What a script says so that this kernel is there, each as a declaration.
    public List<String> foundation() {
        return List.copyOf(workspace.foundation);
    }

    /// Everything that has a name here.
    public List<Glossary.Known> known() {
        return workspace.world().glossary().all();
    }

    /// The library's modules.
    public List<String> modules() {
        return workspace.library.names();
    }

    /// What may follow a dot behind the expression `receiver`; nothing when it is not one.
    public List<Glossary.Known> members(String receiver) {
        return workspace.members(receiver);
    }

    /// What is wrong with an input, which is not entered; of declarations only how they are written.
    public List<Diagnostic> mistakes(String text) {
        return workspace.mistakes(text);
    }

    /// What it holds, to be looked at.
    public Holdings holdings() {
        return new Holdings(workspace, history);
    }

    // --- inputs -----------------------------------------------------------------------------------------------------

    /// Takes an input: declarations first, then threads and properties, then its statements, as one.
    public Answer enter(String text) {
        return history.told(add(text, BoundedTrace::ofSession));
    }

    /// Runs an input and takes it back: for looking at things. What it emits is kept whole.
    public Answer look(String text) {
        Answer answer = add(text, BoundedTrace::rows);
        if (answer instanceof Answer.Done) {
            history.back();
        }
        return answer;
    }

    private static final String HELD = "_looked_at";

    /// Calls a library function of one parameter with an object, and takes it back: for looking at an object that no
    /// name leads to.
    public Answer lookAt(String module, String function, String kind, int cell) {
        Workspace.Mark before = workspace.mark();
        int offset = workspace.world().hold(HELD, kind);
        workspace.grow(workspace.world().program());
        workspace.store().set(workspace.machine().scenarioCell(), offset, cell);
        Answer answer = look("use " + module + "\n" + function + "(" + HELD + ")");
        workspace.restore(before);
        return answer;
    }

    private Answer add(String text, Workspace.Listener listener) {
        SourceFile file = workspace.parse(text);
        Problems problems = workspace.problems;
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
                    if (!problems.any() && (!s.title().isEmpty() || !s.setup().isEmpty())) {
                        problems.report(Code.Q305, s.span(), "enter its statements, or :load its file", "a scenario");
                    }
                }
                default -> declarations.add(d);
            }
        }
        if (problems.any()) {
            return workspace.refused();
        }
        History.Draft draft = history.begin(new Move.Typed(text, true));
        try {
            return draft.end(make(file, declarations, threads, properties, statements, listener));
        } catch (RuntimeException bug) {
            draft.abandon();
            throw bug;
        }
    }

    private Answer make(
            SourceFile file,
            List<Decl> declarations,
            List<Decl.ThreadDecl> threads,
            List<Decl.Property> properties,
            List<Stmt> statements,
            Workspace.Listener listener) {
        if ((!declarations.isEmpty() || workspace.isFirst())
                && !workspace.declare(new SourceFile(file.source(), declarations))) {
            return workspace.refused();
        }
        Answer answer = threads.isEmpty() && properties.isEmpty()
                ? workspace.run(statements, listener)
                : workspace.join(threads, properties);
        if (answer instanceof Answer.Done && !(threads.isEmpty() && properties.isEmpty()) && !statements.isEmpty()) {
            answer = workspace.run(statements, listener);
        }
        return answer;
    }

    // --- threads ----------------------------------------------------------------------------------------------------

    /// Where each thread stands.
    public List<Standing> standings() {
        return stepping.standings();
    }

    /// Begins a statement as a thread of its own, which names are the session's in: its first step is what `:step`
    /// takes next.
    public Answer begin(String statement) {
        return history.told(stepping.begin(statement));
    }

    /// Takes one step of a thread.
    public Answer step(String thread, List<Integer> choices) {
        return history.told(stepping.step(new Move.Stepped(thread, choices)));
    }

    /// A condition that can be asked again and again without being compiled anew.
    public interface Condition {
        Machine.Truth now();
    }

    /// A condition of the session, or null after reports, which `wrong` gives.
    public @Nullable Condition condition(String text) {
        SourceFile file = workspace.parse(text);
        Problems problems = workspace.problems;
        Decl only = file.declarations().size() == 1 ? file.declarations().getFirst() : null;
        boolean expression = only instanceof Decl.Statement s && s.stmt() instanceof Stmt.ExprStmt;
        if (!problems.any() && !expression) {
            Span span = only == null ? Span.NONE : only.span();
            problems.report(Code.Q301, span, "", "a condition", only == null ? "nothing" : "a statement");
        }
        int function = !problems.any() && only instanceof Decl.Statement s && s.stmt() instanceof Stmt.ExprStmt x
                ? workspace.world().condition(x.expr())
                : -1;
        if (function < 0) {
            return null;
        }
        workspace.grow(workspace.world().program());
        return () -> workspace.machine().evaluate(function);
    }

    /// What was wrong with the last condition.
    public Answer wrong() {
        return workspace.refused();
    }

    /// Searches every interleaving of the threads from here, on a copy of the session. What it finds is told by the
    /// reports of explorations; races are not looked for.
    public Session.@Nullable Exploration explore(Limits limits) {
        Opened copy = under(choice);
        return copy.answer().taken() ? Explorer.from(copy.session().workspace.machine(), limits) : null;
    }

    // --- time -------------------------------------------------------------------------------------------------------

    /// Takes back the last move and returns it; null when there is none.
    public @Nullable Move undo() {
        return history.undo();
    }

    /// Takes the move that was undone last again; null when there is none. One that cannot be taken stays ahead.
    public @Nullable Answer redo() {
        return history.redo(this::again);
    }

    private Answer again(Move move) {
        return switch (move) {
            case Move.Typed t -> add(t.text(), BoundedTrace::ofSession);
            case Move.Begun b -> stepping.begin(b.statement());
            case Move.Stepped s -> stepping.step(s);
        };
    }

    /// Goes to the state after the move of that number, back or forth; whether it got there.
    public boolean moveTo(int place) {
        while (length() - 1 > place && undo() != null) {
            // One move back.
        }
        boolean going = true;
        while (going && length() - 1 < place) {
            Answer answer = redo();
            going = answer != null && answer.taken();
        }
        return length() - 1 == place;
    }

    /// How many moves can be taken again.
    public int ahead() {
        return history.ahead();
    }

    /// From now on these moves lie ahead, in place of those that were taken back.
    public void ahead(List<Move> moves) {
        history.ahead(moves);
    }

    /// The same moves under another kernel; the answer of the last, or of the first that went wrong.
    public Opened under(KernelChoice wanted) {
        return under(wanted, answer -> {});
    }

    /// The same, each answer told.
    public Opened under(KernelChoice wanted, Consumer<Answer> told) {
        List<Move> moves = moves();
        // The first input names modules that the kernel may need.
        Opened opened = open(wanted, modules, workspace.folder);
        Answer answer = opened.answer();
        if (!modules.isEmpty()) {
            told.accept(answer);
        }
        for (Move move : moves.subList(Math.min(moves.size(), modules.isEmpty() ? 0 : 1), moves.size())) {
            if (answer.taken()) {
                answer = opened.session().again(move);
                told.accept(answer);
            }
        }
        return new Opened(opened.session(), answer);
    }
}
