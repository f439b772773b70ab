package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.program.Function;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compiles a scenario's setup, threads and properties.
final class ScenarioCompiler {
    private final KernelCompiler kernel;
    private final Unit unit;
    private final List<Function> functions = new ArrayList<>();
    private final Decl.Scenario scenario;
    private final Scope.Registers registers;
    private boolean shareable;

    ScenarioCompiler(KernelCompiler kernel, Decl.Scenario scenario) {
        this.kernel = kernel;
        this.unit = kernel.unit;
        this.scenario = scenario;
        World.KindDef kind = new World.KindDef(unit.world.kinds.size(), "scenario", null);
        kind.words = 2 + scenario.threads().size();
        Set<String> assigned = new LinkedHashSet<>();
        scenario.threads().forEach(t -> assigned.addAll(AssignedNames.in(t.body())));
        registers = new Scope.Registers(kind, assigned);
    }

    private int kind(World.FnDef invariant) {
        ValueType.Handle of = (ValueType.Handle) invariant.parameters.getFirst();
        return java.util.Objects.requireNonNull(unit.world.kinds.get(of.name())).index;
    }

    /// The scenario's program under this kernel, with invariants as properties of every object that they are about.
    Program compile(List<World.FnDef> invariants) {
        unit.checks = new ArrayList<>();
        unit.patterns = new ArrayList<>();
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
        for (World.FnDef f : invariants) {
            properties.add(new Program.PropertyCode(
                    "always",
                    unit.reference(f),
                    f.decl.name() + " of every " + Types.describe(f.parameters.getFirst()),
                    f.decl.nameSpan(),
                    false,
                    kind(f)));
        }
        int own = unit.checks.size();
        kernel.drain();
        shareable = unit.checks.size() == own;
        if (properties.isEmpty() && unit.checks.isEmpty()) {
            unit.world.problems.report(Code.Q205, scenario.span(), "");
        }
        int first = unit.functions().size();
        return kernel.program(
                functions,
                List.of(registers.kind),
                new Program.Scenario(
                        scenario.title(),
                        kernel.linked.name(),
                        kernel.linked.recorded(),
                        registers.kind.index,
                        first + setup,
                        threads.stream()
                                .map(t -> new Program.ThreadCode(t.name(), first + t.function()))
                                .toList(),
                        properties.stream()
                                .map(p -> p.each() >= 0
                                        ? p
                                        : new Program.PropertyCode(p.kind(), first + p.function(), p.text(), p.span()))
                                .toList()),
                scenario.properties().stream().map(Decl.Property::condition).toList());
    }

    /// Whether the kernel's functions checked nothing themselves, so that another scenario may go on with them.
    boolean shareable() {
        return shareable;
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
