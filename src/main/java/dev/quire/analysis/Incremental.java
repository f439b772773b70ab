package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.program.Function;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A kernel that statements are added to one after the other: what a REPL compiles against. Each input becomes a
/// function
/// whose only parameter is the session's object, where the names that inputs assign are fields. Code is append-only: a
/// world with further declarations goes on with the code of the one before it, so that what is suspended there stays
/// right.
public final class Incremental {
    /// The session's object, a name that no script can write.
    private static final String SESSION = "·session";

    /// Threads that a session may have; each has a word of the session's object, a bit for each register that it has
    /// assigned.
    public static final int MOST_THREADS = 16;

    private final Problems problems;
    private final KernelCompiler kernel;
    private final Scope.Registers registers;
    private final List<Program.ThreadCode> threads = new ArrayList<>();
    private final List<Program.PropertyCode> properties = new ArrayList<>();

    /// A compiled input: the function that runs it, the type of its value (`unit` when it has none) and what the value
    /// is called (empty for an expression).
    public record Entry(Program program, String function, ValueType type, String label) {}

    private Incremental(Problems problems, KernelCompiler kernel, World.KindDef session) {
        this.problems = problems;
        this.kernel = kernel;
        registers = new Scope.Registers(session, Set.of());
    }

    /// The world of the prelude and a session's files under a kernel, or null after reports. It goes on with the code
    /// and
    /// the names of `before`. The functions of the sources `typed` are checked at once, others when they are reached.
    public static @Nullable Incremental world(
            List<SourceFile> prelude,
            List<SourceFile> session,
            Set<Integer> typed,
            List<String> layers,
            IntFunction<Source> sources,
            Problems problems,
            @Nullable Incremental before) {
        List<SourceFile> files = new ArrayList<>(prelude);
        files.add(new SourceFile(-1, List.of(new Decl.ObjectDecl(Span.NONE, "", SESSION, Span.NONE, List.of()))));
        files.addAll(session);
        Analyzer analyzer = new Analyzer(files, sources, problems);
        Decl.Kernel row = new Decl.Kernel(Span.NONE, layers);
        if (analyzer.hasProfiles()) {
            analyzer.checkKernelNames(List.of(row));
        }
        if (problems.any()) {
            return null;
        }
        Linker.Linked linked = new Linker(files, problems).link(analyzer.hasProfiles() ? row : null);
        World world = new WorldBuilder(linked, problems).build();
        if (problems.any()) {
            return null;
        }
        Unit unit = before == null ? new Unit(world, sources) : before.kernel.unit.continued(world);
        World.KindDef object = java.util.Objects.requireNonNull(world.kinds.get(SESSION));
        object.words = 1 + MOST_THREADS;
        Incremental made = new Incremental(problems, new KernelCompiler(linked, unit), object);
        if (before != null) {
            made.names(before.names());
        }
        made.check(typed);
        return problems.any() ? null : made;
    }

    private void check(Set<Integer> typed) {
        for (World.FnDef f : kernel.unit.world.allFunctions) {
            if (f.extern < 0 && typed.contains(f.decl.span().source())) {
                kernel.unit.reference(f);
            }
        }
        kernel.drain();
    }

    /// The names that the session has assigned, its threads and properties.
    public record Names(
            List<Kind.FieldSlot> fields,
            int words,
            Map<String, Integer> bits,
            List<Program.ThreadCode> threads,
            List<Program.PropertyCode> properties) {}

    public Names names() {
        return new Names(
                List.copyOf(registers.kind.fields),
                registers.kind.words,
                new LinkedHashMap<>(registers.bits),
                List.copyOf(threads),
                List.copyOf(properties));
    }

    /// Takes names back.
    public void names(Names earlier) {
        registers.kind.fields.clear();
        registers.kind.fields.addAll(earlier.fields());
        registers.kind.words = earlier.words();
        registers.bits.clear();
        registers.bits.putAll(earlier.bits());
        threads.clear();
        threads.addAll(earlier.threads());
        properties.clear();
        properties.addAll(earlier.properties());
    }

    /// Compiles statements; null after reports, when nothing has changed.
    public @Nullable Entry enter(List<Stmt> statements, String function) {
        Names before = names();
        Entry entry = compile(statements, function, true);
        String assigned = assigned(statements);
        if (entry == null && registers.kind.field(assigned) != null) {
            // A name may be given a value of another type, which takes a place of its own.
            List<Diagnostic> first = problems.sorted();
            problems.clear();
            registers.kind.fields.removeIf(f -> f.name().equals(assigned));
            entry = compile(statements, function, true);
            if (entry == null) {
                problems.clear();
                problems.include(first);
            }
        }
        if (entry == null) {
            names(before);
        }
        return entry;
    }

    private static String assigned(List<Stmt> statements) {
        return statements.size() == 1
                        && statements.getFirst() instanceof Stmt.Assign a
                        && a.op() == null
                        && a.target() instanceof Expr.Name n
                ? n.name()
                : "";
    }

    /// Compiles statements; `kept` says whether the code joins the program, where it is right.
    private @Nullable Entry compile(List<Stmt> statements, String name, boolean kept) {
        Emitter out = new Emitter();
        Scope scope = scope(out);
        StatementCompiler compiler = new StatementCompiler(new ExpressionCompiler(kernel.unit, out, scope));
        out.emit(Op.ATTEMPT, 0, 0, 0);
        ValueType type = Types.UNIT;
        String label = "";
        int slot = 0;
        for (int i = 0; i < statements.size(); i++) {
            Stmt s = statements.get(i);
            boolean last = i == statements.size() - 1;
            if (last && s instanceof Stmt.ExprStmt x) {
                out.at(s.span());
                ExpressionCompiler.Value v = compiler.e.value(x.expr(), new ValueType.OrErrno(Types.UNIT));
                type = v.type() == Types.NONE ? Types.UNIT : v.type();
                slot = v.slot();
            } else {
                compiler.topLevel(List.of(s));
                label = last ? given(s) : "";
            }
        }
        if (!label.isEmpty() && !problems.any()) {
            ExpressionCompiler.Value v =
                    compiler.e.value(new Expr.Name(statements.getLast().span(), label), null);
            type = v.type();
            slot = v.slot();
        }
        out.emit(Op.RETURN, slot, 0, 0);
        if (!kept) {
            return null;
        }
        kernel.drain();
        if (problems.any()) {
            return null;
        }
        kernel.unit.append(new Function(name, name, "", 1, type.words(), out.most(), out.code()));
        return new Entry(program(), name, type, label);
    }

    /// The code so far, with the session's threads and properties; its last function stands for the setup.
    public Program program() {
        return kernel.program(
                List.of(),
                List.of(),
                new Program.Scenario(
                        "session",
                        kernel.linked.name(),
                        kernel.linked.recorded(),
                        registers.kind.index,
                        kernel.unit.functions().size() - 1,
                        List.copyOf(threads),
                        List.copyOf(properties)),
                List.of());
    }

    // --- threads and properties -------------------------------------------------------------------------------------

    /// Compiles threads and properties, which join those that the session has; false after reports, when nothing has
    /// changed. What several of these threads assign in common is shared, as in a scenario.
    public boolean join(List<Decl.ThreadDecl> joining, List<Decl.Property> holding) {
        Names before = names();
        Set<String> assigned = new LinkedHashSet<>();
        joining.forEach(t -> assigned.addAll(AssignedNames.in(t.body())));
        registers.kind.fields.replaceAll(f -> assigned.contains(f.name())
                ? new Kind.FieldSlot(f.name(), f.type(), f.offset(), f.count(), true, f.metric(), f.atomic())
                : f);
        List<Function> made = new ArrayList<>();
        for (Decl.ThreadDecl t : joining) {
            if (threads.stream().anyMatch(known -> known.name().equals(t.name()))) {
                problems.report(Code.Q721, t.nameSpan(), "", t.name());
            } else if (threads.size() == MOST_THREADS) {
                problems.report(Code.Q722, t.nameSpan(), "", MOST_THREADS);
            }
            threads.add(new Program.ThreadCode(t.name(), made.size()));
            made.add(thread(
                    t.name(), threads.size(), t.name(), t.span(), t.body().statements()));
        }
        for (Decl.Property p : holding) {
            String kind = p.kind().name().toLowerCase(Locale.ROOT);
            properties.add(new Program.PropertyCode(
                    kind, made.size(), kernel.unit.source(p.condition().span()), p.span()));
            made.add(condition(kind, p.condition()));
        }
        kernel.drain();
        if (problems.any()) {
            names(before);
            return false;
        }
        int first = kernel.unit.functions().size();
        made.forEach(kernel.unit::append);
        for (int i = before.threads().size(); i < threads.size(); i++) {
            threads.set(
                    i,
                    new Program.ThreadCode(
                            threads.get(i).name(), first + threads.get(i).function()));
        }
        for (int i = before.properties().size(); i < properties.size(); i++) {
            Program.PropertyCode p = properties.get(i);
            properties.set(i, new Program.PropertyCode(p.kind(), first + p.function(), p.text(), p.span()));
        }
        return true;
    }

    /// Compiles a statement as a thread of its own, in which names are the session's; it takes the place of the
    /// thread `number`, or comes after the last. Null after reports.
    public @Nullable Entry begin(List<Stmt> statements, String function, String thread, int number) {
        Entry entry = enter(statements, function);
        if (entry == null) {
            return null;
        }
        Program.ThreadCode code =
                new Program.ThreadCode(thread, kernel.unit.functions().size() - 1);
        if (number <= threads.size()) {
            threads.set(number - 1, code);
        } else {
            threads.add(code);
        }
        return new Entry(program(), function, entry.type(), entry.label());
    }

    /// Compiles a condition, to be evaluated at any time; its function's number, or -1 after reports.
    public int condition(Expr condition) {
        Function made = condition("until", condition);
        kernel.drain();
        if (problems.any()) {
            return -1;
        }
        kernel.unit.append(made);
        return kernel.unit.functions().size() - 1;
    }

    /// A name for an object of a kind; its place in the session's object.
    public int hold(String name, String kind) {
        return registers
                .kind
                .add(name, new ValueType.Handle(kind, false), 1, false)
                .offset();
    }

    private Function thread(String thread, int number, String name, Span span, List<Stmt> statements) {
        Emitter out = new Emitter();
        Scope scope = scope(out);
        scope.thread = thread;
        scope.threadNumber = number;
        out.at(span);
        out.emit(Op.ATTEMPT, 0, 0, 0);
        new StatementCompiler(new ExpressionCompiler(kernel.unit, out, scope)).topLevel(statements);
        out.at(statements.isEmpty() ? span : statements.getLast().span());
        out.emit(Op.RETURN, 0, 0, 0);
        return new Function(name, name, "", 1, 0, out.most(), out.code());
    }

    private Function condition(String name, Expr condition) {
        Emitter out = new Emitter();
        Scope scope = scope(out);
        scope.property = true;
        out.at(condition.span());
        out.emit(Op.ATTEMPT, 0, 0, 0);
        int slot = new StatementCompiler(new ExpressionCompiler(kernel.unit, out, scope))
                .e
                .condition(condition)
                .slot();
        out.emit(Op.RETURN, slot, 0, 0);
        return new Function(name, name, "", 1, 1, out.most(), out.code());
    }

    /// A scope of the session, whose object is in the first slot.
    private Scope scope(Emitter out) {
        Scope scope = new Scope();
        scope.registers = registers;
        scope.scenario = true;
        out.slots(1);
        return scope;
    }

    private static String given(Stmt s) {
        if (s instanceof Stmt.Process p) {
            return p.name();
        }
        return s instanceof Stmt.Assign a && a.target() instanceof Expr.Name n ? n.name() : "";
    }

    // --- what is known here, for completion and help ----------------------------------------------------------------

    /// Everything that has a name here.
    public Glossary glossary() {
        return new Glossary(kernel.linked.declarations(), kernel.unit.world, registers.kind);
    }

    /// What may stand after a dot behind an expression, as far as its type is known: fields and functions.
    public List<Glossary.Known> members(Expr receiver) {
        Emitter out = new Emitter();
        Scope scope = scope(out);
        ValueType type = new ExpressionCompiler(kernel.unit, out, scope)
                .value(receiver, null)
                .type();
        boolean unknown = problems.any();
        problems.clear();
        return unknown ? List.of() : glossary().members(type);
    }

    /// Reports what is wrong with statements, and changes nothing.
    public void check(List<Stmt> statements) {
        Names before = names();
        compile(statements, "", false);
        String assigned = assigned(statements);
        if (problems.any() && registers.kind.field(assigned) != null) {
            List<Diagnostic> first = problems.sorted();
            problems.clear();
            registers.kind.fields.removeIf(f -> f.name().equals(assigned));
            compile(statements, "", false);
            if (problems.any()) {
                problems.clear();
                problems.include(first);
            }
        }
        names(before);
    }
}
