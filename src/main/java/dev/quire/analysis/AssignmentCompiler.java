package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.List;
import java.util.Objects;

/// Compiles assignments to locals, registers, fields and elements.
final class AssignmentCompiler {
    private final ExpressionCompiler e;
    private final Emitter out;
    private final Scope scope;

    AssignmentCompiler(ExpressionCompiler expressions) {
        e = expressions;
        out = e.out;
        scope = e.scope;
    }

    /// A name, unknown to scripts, for a value that has been evaluated, so that it is not evaluated again.
    private Expr.Name held(Value v, Span span) {
        Expr.Name name = new Expr.Name(span, "·" + v.slot());
        scope.declare(name.name(), new Scope.Local(v.type(), v.slot(), true));
        return name;
    }

    /// The target of `x.f += e` or `x[i] += e`, its parts evaluated where evaluating them twice could be noticed.
    private Expr once(Expr target) {
        return switch (target) {
            case Expr.Member m -> new Expr.Member(m.span(), onceValue(m.target()), m.name(), m.nameSpan());
            case Expr.Index i -> new Expr.Index(i.span(), once(i.target()), onceValue(i.index()));
            default -> target;
        };
    }

    private Expr onceValue(Expr part) {
        return part instanceof Expr.Name || part instanceof Expr.IntLit || part instanceof Expr.Range
                ? part
                : held(e.value(part, null), part.span());
    }

    void compile(Stmt.Assign written) {
        boolean ghost = ghost(written.target());
        scope.ghosts += ghost ? 1 : 0;
        assign(written);
        scope.ghosts -= ghost ? 1 : 0;
    }

    /// Whether a place is a ghost: a local, a field of the function's own object, or a field that is a ghost wherever
    /// it is declared.
    private boolean ghost(Expr target) {
        return switch (target) {
            case Expr.Name n -> {
                Scope.Local local = scope.find(n.name());
                World.FnDef f = scope.function;
                yield local != null ? local.ghost() : f != null && f.owner != null && f.owner.ghosts.contains(n.name());
            }
            case Expr.Member m -> {
                List<World.KindDef> all = e.kinds().values().stream()
                        .filter(k -> k.field(m.name()) != null)
                        .toList();
                yield !all.isEmpty() && all.stream().allMatch(k -> k.ghosts.contains(m.name()));
            }
            case Expr.Index i -> ghost(i.target());
            default -> false;
        };
    }

    private void assign(Stmt.Assign plain) {
        Stmt.Assign written = evaluated(plain);
        if (counted(written)) {
            return;
        }
        Stmt.Assign a = written.op() == null
                ? written
                : new Stmt.Assign(written.span(), once(written.target()), written.op(), written.value());
        Expr value = a.op() == null
                ? a.value()
                : new Expr.Binary(
                        a.span(),
                        switch (a.op()) {
                            case ADD -> Expr.BinaryOp.ADD;
                            case SUB -> Expr.BinaryOp.SUB;
                            case BIT_AND -> Expr.BinaryOp.BIT_AND;
                            case BIT_OR -> Expr.BinaryOp.BIT_OR;
                        },
                        a.target(),
                        a.value());
        switch (a.target()) {
            case Expr.Name n -> name(n, value);
            case Expr.Member m -> {
                Value target = e.value(m.target(), null);
                if (target.type() instanceof ValueType.Handle h
                        && e.kinds().get(h.name()) instanceof World.KindDef kind
                        && kind.field(m.name()) instanceof Kind.FieldSlot field) {
                    Value v = e.as(value, field.type());
                    out.at(a.span());
                    e.store(target.slot(), field, v.slot());
                } else if (e.recordMember(target, m.name()) instanceof Value part && mutable(m.target())) {
                    out.emit(
                            Op.MOVE,
                            part.slot(),
                            e.as(value, part.type()).slot(),
                            part.type().words());
                } else if (target.type() != Types.WRONG) {
                    e.wrong(m.nameSpan(), Code.Q203, "", Types.describe(target.type()), m.name());
                }
            }
            case Expr.Index i -> element(i, value);
            default -> e.wrong(a.target().span(), Code.Q303, "");
        }
    }

    /// The assignment with its object evaluated, where some object has a metric of the target's name.
    private Stmt.Assign evaluated(Stmt.Assign a) {
        if (a.target() instanceof Expr.Member m && metricSomewhere(m.name())) {
            Expr object = m.target() instanceof Expr.Name n && scope.find(n.name()) != null
                    ? n
                    : held(e.value(m.target(), null), m.target().span());
            return new Stmt.Assign(
                    a.span(), new Expr.Member(m.span(), object, m.name(), m.nameSpan()), a.op(), a.value());
        }
        return a;
    }

    private boolean metricSomewhere(String name) {
        return e.kinds().values().stream().anyMatch(k -> k.field(name) instanceof Kind.FieldSlot f && f.isMetric());
    }

    /// Compiles the addition to a metric; false where the target is none.
    private boolean counted(Stmt.Assign a) {
        Kind.FieldSlot metric = null;
        int object = 0;
        if (a.target() instanceof Expr.Name n && scope.find(n.name()) == null) {
            World.FnDef f = scope.function;
            metric = f == null || f.owner == null ? null : f.owner.field(n.name());
        } else if (a.target() instanceof Expr.Member m && metricSomewhere(m.name())) {
            Value target = e.value(m.target(), null);
            if (target.type() instanceof ValueType.Handle h && e.kinds().get(h.name()) instanceof World.KindDef kind) {
                metric = kind.field(m.name());
                object = target.slot();
            }
        }
        if (metric == null || !metric.isMetric()) {
            return false;
        }
        if (a.op() != Stmt.BinaryExprOp.ADD) {
            e.wrong(a.span(), Code.Q313, "write `" + metric.name() + " += 1`", metric.name());
            return true;
        }
        Value by = e.as(a.value(), Types.INT);
        out.at(a.span());
        out.emit(Op.ADD_METRIC, metric.metric(), object, by.slot());
        return true;
    }

    private boolean mutable(Expr target) {
        return target instanceof Expr.Name n && scope.find(n.name()) instanceof Scope.Local local && local.mutable();
    }

    private void element(Expr.Index i, Expr value) {
        Value v = e.value(value, null);
        if (e.places.arrayElement(i, v.slot()) != null) {
            return;
        }
        Value target = e.value(i.target(), null);
        if (target.type() instanceof ValueType.ListType || target.type() instanceof ValueType.MapType) {
            e.value(
                    new Expr.MethodCall(
                            i.span(),
                            held(target, i.target().span()),
                            "put",
                            i.span(),
                            List.of(i.index(), held(v, value.span()))),
                    null);
        } else if (target.type() != Types.WRONG) {
            e.wrong(i.span(), Code.Q303, "");
        }
    }

    private void name(Expr.Name n, Expr value) {
        Scope.Local local = scope.find(n.name());
        if (local != null) {
            Value v = e.as(value, local.type());
            if (!local.mutable()) {
                e.world
                        .problems
                        .at(Code.Q303, n.span())
                        .label(local.declared(), "declared here, without `var`")
                        .report();
            }
            out.emit(Op.MOVE, local.slot(), v.slot(), local.type().words());
            return;
        }
        World.FnDef f = scope.function;
        Kind.FieldSlot own = f == null || f.owner == null ? null : f.owner.field(n.name());
        if (own != null) {
            e.store(0, own, e.as(value, own.type()).slot());
            return;
        }
        if (scope.registers == null) {
            List<String> known = scope.names();
            e.wrong(
                    n.span(),
                    Code.Q201,
                    Nearest.suggest(n.name(), known, "declare it with `var`"),
                    "variable",
                    n.name());
            return;
        }
        register(n, value);
    }

    private void register(Expr.Name n, Expr value) {
        Scope.Registers registers = Objects.requireNonNull(scope.registers);
        Kind.FieldSlot place = e.places.register(n.name());
        Value v = place == null ? e.value(value, null) : e.as(value, place.type());
        if (place == null) {
            if (v.type() == Types.UNIT || v.type() == Types.NONE) {
                e.wrong(n.span(), Code.Q301, "", "a value", Types.describe(v.type()));
                return;
            }
            String name = scope.thread.isEmpty() ? n.name() : scope.thread + "." + n.name();
            place = registers.kind.add(
                    name, v.type(), 1, scope.thread.isEmpty() && registers.assignedByThreads.contains(n.name()));
            if (!scope.thread.isEmpty()) {
                registers.bits.put(
                        name,
                        scope.threadNumber << 8
                                | (int) registers.bits.keySet().stream()
                                        .filter(k -> k.startsWith(scope.thread + "."))
                                        .count());
            }
        }
        e.store(0, place, v.slot());
        Integer bit = registers.bits.get(place.name());
        if (bit != null) {
            out.emit(Op.MARK_SET, bit >>> 8, bit & 0xFF, 0);
        }
    }
}
