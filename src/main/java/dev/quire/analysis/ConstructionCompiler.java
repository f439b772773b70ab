package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.program.Instruction;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compiles `new`: objects, records, collections, and secondaries with their arguments.
final class ConstructionCompiler {
    private final ExpressionCompiler e;

    ConstructionCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

    Value construct(Expr.New n, @Nullable ValueType wanted) {
        if (n.type().startsWith("list<") || n.type().startsWith("map<")) {
            ValueType type = wanted == null ? Types.WRONG : wanted;
            return newCollection(type, n.span());
        }
        ValueType type = e.world.types.get(n.type());
        if (type instanceof ValueType.RecordType r) {
            return record(r, n);
        }
        World.KindDef kind = e.kinds().get(n.type());
        if (kind == null) {
            return e.wrong(
                    n.nameSpan(),
                    Code.Q201,
                    e.world.suggest(n.type(), e.kinds().keySet(), "declare it"),
                    "object",
                    n.type());
        }
        if (kind.secondary != null) {
            return instantiate(kind, n.arguments(), n.span());
        }
        int slot = e.out.slots(1);
        e.out.at(n.span());
        e.unit.made(kind);
        e.out.emit(Op.NEW, slot, kind.index, 0);
        initialise(slot, kind, n.fields());
        return new Value(new ValueType.Handle(kind.name, false), slot);
    }

    private Value newCollection(ValueType type, Span span) {
        int slot = e.out.slots(1);
        switch (type) {
            case ValueType.ListType l -> e.out.emit(Op.LIST_NEW, slot, l.of().words(), 0);
            case ValueType.MapType m -> e.out.emit(Op.MAP_NEW, slot, m.value().words(), 0);
            default -> {
                return e.wrong(
                        span,
                        Code.Q305,
                        "say the variable's type: `var x: list<T> = new list<T>()`",
                        "a new collection");
            }
        }
        return new Value(type, slot);
    }

    private void initialise(int object, World.KindDef kind, List<Expr.FieldInit> given) {
        for (Expr.FieldInit init : given) {
            if (kind.field(init.name()) == null) {
                e.wrong(
                        init.span(),
                        Code.Q203,
                        Nearest.suggest(
                                init.name(),
                                kind.fields.stream().map(Kind.FieldSlot::name).toList(),
                                ""),
                        kind.name,
                        init.name());
            }
        }
        for (Kind.FieldSlot f : kind.fields) {
            Expr value = kind.initials.get(f.name());
            for (Expr.FieldInit init : given) {
                value = init.name().equals(f.name()) ? init.value() : value;
            }
            if (value != null && f.isMetric()) {
                e.wrong(value.span(), Code.Q313, "it begins at 0", f.name());
            } else if (value != null && f.count() == 1) {
                plainStore(object, f, e.as(value, f.type()).slot());
            } else if (f.type() instanceof ValueType.ListType || f.type() instanceof ValueType.MapType) {
                plainStore(object, f, newCollection(f.type(), Span.NONE).slot());
            } else if (value != null) {
                for (int i = 0; i < f.count(); i++) {
                    e.out.emit(
                            Op.STORE,
                            object,
                            f.offset() + i,
                            e.as(value, f.type()).slot(),
                            Instruction.field(f));
                }
            }
        }
    }

    /// A new object is nobody else's yet, so that its first values are no steps.
    private void plainStore(int object, Kind.FieldSlot f, int from) {
        for (int i = 0; i < f.type().words(); i++) {
            e.out.emit(Op.STORE, object, f.offset() + i, from + i, Instruction.field(f));
        }
    }

    private Value record(ValueType.RecordType r, Expr.New n) {
        int slot = e.out.slots(r.words());
        int at = slot;
        for (ValueType.Member m : r.members()) {
            Expr.FieldInit init = n.fields().stream()
                    .filter(f -> f.name().equals(m.name()))
                    .findFirst()
                    .orElse(null);
            if (init == null) {
                e.zero(at, m.type().words());
            } else {
                e.out.emit(
                        Op.MOVE,
                        at,
                        e.as(init.value(), m.type()).slot(),
                        m.type().words());
            }
            at += m.type().words();
        }
        for (Expr.FieldInit f : n.fields()) {
            if (r.members().stream().noneMatch(m -> m.name().equals(f.name()))) {
                e.wrong(
                        f.span(),
                        Code.Q203,
                        Nearest.suggest(
                                f.name(),
                                r.members().stream().map(ValueType.Member::name).toList(),
                                ""),
                        r.name(),
                        f.name());
            }
        }
        return new Value(r, slot);
    }

    Value instantiate(World.KindDef kind, List<Expr> arguments, Span span) {
        if (arguments.size() != kind.parameters.size()) {
            return e.wrong(
                    span,
                    Code.Q302,
                    String.join(", ", kind.parameters),
                    kind.name,
                    kind.parameters.size(),
                    arguments.size());
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(e.as(
                    arguments.get(i),
                    Objects.requireNonNull(kind.field(kind.parameters.get(i))).type()));
        }
        int slot = e.out.slots(1);
        e.out.at(span);
        e.unit.made(kind);
        e.out.emit(Op.NEW, slot, kind.index, 0);
        for (int i = 0; i < values.size(); i++) {
            plainStore(
                    slot,
                    Objects.requireNonNull(kind.field(kind.parameters.get(i))),
                    values.get(i).slot());
        }
        initialise(slot, kind, List.of());
        if (e.calls.memberOf(kind, "init") instanceof World.FnDef init) {
            e.calls.invoke(init, slot, List.of(), List.of(), span);
        }
        return new Value(new ValueType.Handle(kind.name, false), slot);
    }
}
