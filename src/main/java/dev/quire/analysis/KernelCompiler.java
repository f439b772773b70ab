package dev.quire.analysis;

import dev.quire.ast.Expr;
import dev.quire.program.Function;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The code of one kernel, shared by all scenarios that run under it.
final class KernelCompiler {
    final Linker.Linked linked;
    final Unit unit;

    KernelCompiler(Linker.Linked linked, World world, IntFunction<Source> sources) {
        this(linked, new Unit(world, sources));
    }

    KernelCompiler(Linker.Linked linked, Unit unit) {
        this.linked = linked;
        this.unit = unit;
    }

    /// Compiles what has been referred to, and what that refers to.
    void drain() {
        for (World.FnDef f = unit.next(); f != null; f = unit.next()) {
            unit.compiled(f, function(f));
        }
    }

    /// The kernel's code so far, with the functions and kinds that a scenario adds. `conditions` are those of its
    /// properties.
    Program program(
            List<Function> added,
            List<World.KindDef> addedKinds,
            Program.@Nullable Scenario scenario,
            List<Expr> conditions) {
        World world = unit.world;
        List<Function> functions = unit.functions();
        functions.addAll(added);
        List<World.KindDef> defined = new ArrayList<>(world.kinds.values());
        defined.addAll(addedKinds);
        List<Kind> kinds = new ArrayList<>();
        defined.forEach(k -> kinds.add(new Kind(k.name, k.secondary != null, k.words, List.copyOf(k.fields))));
        List<Program.EventKind> events = new ArrayList<>();
        world.events.values().forEach(e -> events.add(new Program.EventKind(e.name(), e.parameters())));
        List<Program.CallbackMember> members = new ArrayList<>();
        world.members
                .values()
                .forEach(m -> members.add(new Program.CallbackMember(
                        m.name(),
                        1 + m.parameters().stream().mapToInt(ValueType::words).sum(),
                        m.result().words())));
        int[][] dispatch = unit.dispatch(kinds.size());
        Promotions metrics = new Promotions(functions, dispatch, defined);
        Program.@Nullable Scenario judged = scenario == null ? null : ranged(scenario, conditions, metrics);
        List<Program.Promotion> promotions = judged == null ? List.of() : metrics.of(judged);
        return new Program(
                functions,
                kinds,
                events,
                world.externs,
                unit.constants(),
                unit.texts(),
                members,
                dispatch,
                promotions,
                unit.checks,
                unit.patterns,
                judged);
    }

    /// The scenario, its properties marked where they are judged of ranges. `conditions` stands beside the properties.
    private static Program.Scenario ranged(Program.Scenario s, List<Expr> conditions, Promotions metrics) {
        List<Program.PropertyCode> properties = new ArrayList<>();
        for (int i = 0; i < s.properties().size(); i++) {
            Program.PropertyCode p = s.properties().get(i);
            boolean ranged = i < conditions.size()
                    && p.kind().equals("expect")
                    && !s.threads().isEmpty()
                    && metrics.ranged(conditions.get(i), p.function());
            properties.add(new Program.PropertyCode(p.kind(), p.function(), p.text(), p.span(), ranged, p.each()));
        }
        return new Program.Scenario(
                s.title(), s.kernel(), s.recorded(), s.registers(), s.setup(), s.threads(), List.copyOf(properties));
    }

    private Function function(World.FnDef f) {
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
}
