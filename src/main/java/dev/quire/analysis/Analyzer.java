package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.diagnostic.Problems;
import dev.quire.program.Function;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// From the trees of a script and what it uses to one program per scenario and kernel. Nothing runs unless every row is
/// right.
public final class Analyzer {
    private final List<SourceFile> files;
    private final IntFunction<Source> sources;
    private final Problems problems;

    /// `files` holds the library's modules and the script, in the order of their use.
    public Analyzer(List<SourceFile> files, IntFunction<Source> sources, Problems problems) {
        this.files = files;
        this.sources = sources;
        this.problems = problems;
    }

    /// The programs of the scenarios of `script`, each under its kernels, or under `kernels` when those are given, or
    /// else `fallback`.
    public List<Program> programs(SourceFile script, List<Decl.Kernel> kernels, String fallback) {
        Linker linker = new Linker(files, problems);
        List<Program> all = new ArrayList<>();
        for (Decl d : script.declarations()) {
            if (d instanceof Decl.Scenario s) {
                List<Decl.Kernel> rows = !kernels.isEmpty() ? kernels : s.kernels();
                if (rows.isEmpty() && linker.hasProfiles()) {
                    rows = List.of(new Decl.Kernel(s.span(), List.of(fallback)));
                }
                if (rows.isEmpty()) {
                    all.add(program(linker.link(null), s));
                }
                for (Decl.Kernel kernel : rows) {
                    all.add(program(linker.link(kernel), s));
                }
            }
        }
        return problems.any() ? List.of() : all;
    }

    private Program program(Linker.Linked linked, Decl.Scenario s) {
        World world = new WorldBuilder(linked, problems).build();
        Unit unit = new Unit(world, sources);
        List<Function> functions = new ArrayList<>();
        for (World.FnDef f : world.allFunctions) {
            functions.add(f.extern >= 0 ? placeholder(f) : function(unit, f));
        }
        Program.Scenario scenario = new ScenarioCompiler(unit, functions, linked, s).compile();
        List<Kind> kinds = new ArrayList<>();
        world.kinds
                .values()
                .forEach(k -> kinds.add(new Kind(k.name, k.secondary != null, k.words, List.copyOf(k.fields))));
        List<Program.EventKind> events = new ArrayList<>();
        world.events.values().forEach(e -> events.add(new Program.EventKind(e.name(), e.parameters())));
        return new Program(
                functions,
                kinds,
                events,
                world.externs,
                unit.constants.stream().mapToLong(Long::longValue).toArray(),
                unit.texts,
                List.copyOf(world.members.keySet()),
                dispatch(world),
                world.metrics.size(),
                world.metrics,
                unit.checks,
                unit.patterns,
                scenario);
    }

    private static Function placeholder(World.FnDef f) {
        return new Function(
                f.decl.name(),
                f.display(),
                "",
                f.parameterWords(),
                f.result.words(),
                Math.max(1, f.parameterWords()),
                List.of());
    }

    private Function function(Unit unit, World.FnDef f) {
        Emitter out = new Emitter();
        Scope scope = new Scope();
        scope.function = f;
        if (f.owner != null) {
            out.slots(1);
        }
        for (int i = 0; i < f.parameters.size(); i++) {
            scope.declare(
                    f.decl.params().get(i).name(),
                    new Scope.Local(
                            f.parameters.get(i), out.slots(f.parameters.get(i).words()), true));
        }
        StatementCompiler statements = new StatementCompiler(new ExpressionCompiler(unit, out, scope));
        out.at(f.decl.nameSpan());
        out.emit(Op.ATTEMPT, 0, 0, 0);
        if (f.decl.body() != null) {
            statements.block(f.decl.body());
        }
        out.at(f.decl.nameSpan());
        if (f.result.words() == 0 || f.result instanceof ValueType.OrErrno o && o.of().words() == 0) {
            int slot = out.slots(Math.max(1, f.result.words()));
            statements.e.zero(slot, f.result.words());
            out.emit(Op.RETURN, slot, 0, 0);
        } else {
            out.emit(Op.FAIL, unit.text(f.display() + " ends without a value"), 0, 0);
        }
        return new Function(
                f.decl.name(),
                f.display(),
                counterpart(f.decl.doc()),
                f.parameterWords(),
                f.result.words(),
                out.most(),
                out.code());
    }

    private static String counterpart(String doc) {
        int at = doc.indexOf("Linux ");
        if (at < 0) {
            return "";
        }
        int end = doc.indexOf('\n', at);
        return doc.substring(at + "Linux ".length(), end < 0 ? doc.length() : end)
                .replaceAll("\\.$", "");
    }

    private static int[][] dispatch(World world) {
        int[][] table = new int[world.members.size()][world.kinds.size()];
        for (World.Member m : world.members.values()) {
            java.util.Arrays.fill(table[m.index()], -1);
            for (World.FnDef f : world.functions.getOrDefault(m.name(), List.of())) {
                if (f.owner != null) {
                    table[m.index()][f.owner.index] = f.index;
                }
            }
        }
        return table;
    }

    /// The names that a thread's statements assign, at any depth.
    static Set<String> assigned(Stmt.Block block) {
        Set<String> names = new LinkedHashSet<>();
        block.statements().forEach(s -> collect(s, names));
        return names;
    }

    private static void collect(Stmt s, Set<String> names) {
        switch (s) {
            case Stmt.Assign a -> {
                if (a.target() instanceof Expr.Name n) {
                    names.add(n.name());
                }
            }
            case Stmt.If i -> {
                names.addAll(assigned(i.then()));
                if (i.otherwise() != null) {
                    names.addAll(assigned(i.otherwise()));
                }
            }
            case Stmt.While w -> names.addAll(assigned(w.body()));
            case Stmt.For f -> names.addAll(assigned(f.body()));
            case Stmt.LockBlock l -> names.addAll(assigned(l.body()));
            case Stmt.Atomic a -> names.addAll(assigned(a.body()));
            case Stmt.Choose c -> c.alternatives().forEach(b -> names.addAll(assigned(b)));
            case Stmt.Match m -> m.arms().forEach(a -> names.addAll(assigned(a.body())));
            case Stmt.ExpectOutcome x -> names.addAll(assigned(x.body()));
            case Stmt.ExpectEvents x -> names.addAll(assigned(x.body()));
            case Stmt.Local l -> {}
            case Stmt.ExprStmt x -> {}
            case Stmt.Break b -> {}
            case Stmt.Continue c -> {}
            case Stmt.Return r -> {}
            case Stmt.Lock l -> {}
            case Stmt.WaitUntil w -> {}
            case Stmt.Retry r -> {}
            case Stmt.Emit e -> {}
            case Stmt.Fail f -> {}
            case Stmt.Process p -> names.add(p.name());
            case Stmt.Expect x -> {}
        }
    }

    /// Compiles a scenario's setup, threads and properties.
    private static final class ScenarioCompiler {
        private final Unit unit;
        private final List<Function> functions;
        private final Linker.Linked linked;
        private final Decl.Scenario scenario;
        private final Scope.Registers registers;

        ScenarioCompiler(Unit unit, List<Function> functions, Linker.Linked linked, Decl.Scenario scenario) {
            this.unit = unit;
            this.functions = functions;
            this.linked = linked;
            this.scenario = scenario;
            World.KindDef kind = new World.KindDef(unit.world.kinds.size(), "scenario", null);
            kind.words = 2 + scenario.threads().size();
            unit.world.kinds.put("scenario \"" + scenario.title() + "\"", kind);
            Set<String> assigned = new LinkedHashSet<>();
            scenario.threads().forEach(t -> assigned.addAll(assigned(t.body())));
            registers = new Scope.Registers(kind, assigned);
        }

        Program.Scenario compile() {
            int setup = compile("setup", "", 0, scenario.setup(), null);
            List<Program.ThreadCode> threads = new ArrayList<>();
            for (Decl.ThreadDecl t : scenario.threads()) {
                threads.add(new Program.ThreadCode(
                        t.name(),
                        compile(t.name(), t.name(), threads.size() + 1, t.body().statements(), null)));
            }
            List<Program.PropertyCode> properties = new ArrayList<>();
            for (Decl.Property p : scenario.properties()) {
                String kind = p.kind().name().toLowerCase(Locale.ROOT);
                properties.add(new Program.PropertyCode(
                        kind,
                        compile(kind, "", 0, List.of(), p.condition()),
                        unit.source(p.condition().span()),
                        p.span()));
            }
            if (properties.isEmpty() && unit.checks.isEmpty()) {
                unit.world.problems.report(Code.Q205, scenario.span(), "");
            }
            return new Program.Scenario(
                    scenario.title(),
                    linked.name(),
                    linked.recorded(),
                    registers.kind.index,
                    setup,
                    threads,
                    properties);
        }

        private int compile(String name, String thread, int number, List<Stmt> statements, @Nullable Expr property) {
            Emitter out = new Emitter();
            Scope scope = new Scope();
            scope.registers = registers;
            scope.thread = thread;
            scope.threadNumber = number;
            scope.scenario = true;
            scope.property = property != null;
            out.slots(1);
            StatementCompiler compiler = new StatementCompiler(new ExpressionCompiler(unit, out, scope));
            out.at(property == null ? scenario.span() : property.span());
            out.emit(Op.ATTEMPT, 0, 0, 0);
            int slot = 0;
            if (property == null) {
                compiler.topLevel(statements);
            } else {
                slot = compiler.e.condition(property).slot();
            }
            out.at(
                    statements.isEmpty()
                            ? scenario.span()
                            : statements.get(statements.size() - 1).span());
            out.emit(Op.RETURN, slot, 0, 0);
            functions.add(new Function(name, name, "", 1, property == null ? 0 : 1, out.most(), out.code()));
            return functions.size() - 1;
        }
    }

    /// The kernels named on a command line, each `profile + patch + …`.
    public static List<Decl.Kernel> kernels(List<String> expressions) {
        return expressions.stream()
                .map(e -> new Decl.Kernel(dev.quire.source.Span.NONE, List.of(e.split("\\s*\\+\\s*"))))
                .toList();
    }

    /// Reports names on the command line that no file declares.
    public void checkKernelNames(List<Decl.Kernel> kernels) {
        List<String> known = new Linker(files, problems).names();
        for (Decl.Kernel k : kernels) {
            for (String layer : k.layers()) {
                if (!known.contains(layer)) {
                    problems.report(
                            Code.Q401,
                            k.span(),
                            Nearest.suggest(layer, known, "known are " + String.join(", ", known)),
                            layer);
                }
            }
        }
    }
}
