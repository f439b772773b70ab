package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.program.CollectionOp;
import dev.quire.program.CollectionWords;
import dev.quire.program.Instruction;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compiles calls, members, construction and the handling of errnos.
final class CallCompiler {
    private final ExpressionCompiler e;

    CallCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

    // --- members ----------------------------------------------------------------------------------------------------

    Value member(Expr.Member m) {
        if (m.target() instanceof Expr.Name thread
                && e.scope.registers != null
                && e.scope.find(thread.name()) == null) {
            Kind.FieldSlot register = e.scope.registers.find(thread.name() + "." + m.name());
            if (register != null) {
                e.places.checkSet(register.name());
                return e.load(0, register);
            }
        }
        Value target = raw(m.target(), m.name());
        if (target.type() == Types.WRONG) {
            return target;
        }
        if (target.type() instanceof ValueType.Handle h
                && e.kinds().get(h.name()) instanceof World.KindDef kind
                && kind.field(m.name()) instanceof Kind.FieldSlot f
                && f.isMetric()) {
            // Promotions finds the reads of metrics by their spans.
            e.out.at(m.span());
        }
        Value found = field(target, m.name());
        if (found != null) {
            if (target.type() instanceof ValueType.Handle h && e.kinds().get(h.name()) instanceof World.KindDef kind) {
                e.places.ghost(kind, m.name(), m.nameSpan());
            }
            return found;
        }
        return apply(m.name(), m.nameSpan(), m.span(), target, List.of());
    }

    private Value raw(Expr target, String member) {
        boolean looksAtErrno = member.equals("error") || member.equals("value");
        if (looksAtErrno) {
            ValueType any = new ValueType.OrErrno(Types.UNIT);
            return e.value(target, any);
        }
        return e.value(target, null);
    }

    private @Nullable Value field(Value target, String name) {
        if (target.type().equals(Types.RANGE)) {
            return switch (name) {
                case "start" -> new Value(Types.ADDR, target.slot());
                case "end" -> new Value(Types.ADDR, target.slot() + 1);
                default -> rangeSize(target, name);
            };
        }
        if (target.type() instanceof ValueType.OrErrno o) {
            return switch (name) {
                case "error" ->
                    new Value(Objects.requireNonNullElse(e.world.types.get("errno"), Types.INT), target.slot());
                case "value" -> new Value(o.of(), target.slot() + 1);
                default -> null;
            };
        }
        if (target.type() instanceof ValueType.Handle h
                && e.kinds().get(h.name()) instanceof World.KindDef kind
                && kind.field(name) instanceof Kind.FieldSlot f) {
            return f.count() > 1 ? null : e.load(target.slot(), f);
        }
        if (name.equals("size")
                && (target.type() instanceof ValueType.ListType || target.type() instanceof ValueType.MapType)) {
            return collection(CollectionOp.SIZE, target, List.of(), 0, Types.INT);
        }
        return e.recordMember(target, name);
    }

    private @Nullable Value rangeSize(Value range, String name) {
        if (!name.equals("pages") && !name.equals("size")) {
            return null;
        }
        int slot = e.out.slots(1);
        e.out.emit(Op.SUB, slot, range.slot() + 1, range.slot());
        if (name.equals("pages")) {
            e.out.emit(Op.SHR, slot, slot, e.constant(Types.INT, 12).slot());
        }
        return new Value(name.equals("pages") ? Types.INT : Types.SIZE, slot);
    }

    // --- calls ------------------------------------------------------------------------------------------------------

    Value call(Expr.Call c, @Nullable ValueType wanted) {
        World.KindDef secondary = e.kinds().get(c.function());
        if (secondary != null && secondary.secondary != null) {
            return instantiate(secondary, c.arguments(), c.span());
        }
        World.FnDef own = own(c.function());
        if (own != null) {
            return invoke(own, 0, List.of(), c.arguments(), c.span());
        }
        if (c.arguments().isEmpty()) {
            World.FnDef f = e.world.find(c.function(), null);
            return f == null ? unknown(c.function(), c.nameSpan()) : invoke(f, -1, List.of(), List.of(), c.span());
        }
        if (c.function().equals("list") || c.function().equals("map")) {
            return unknown(c.function(), c.nameSpan());
        }
        ValueType hint = hint(c.function());
        Value first = e.value(c.arguments().get(0), hint);
        return apply(
                c.function(),
                c.nameSpan(),
                c.span(),
                first,
                c.arguments().subList(1, c.arguments().size()));
    }

    /// The type of the first parameter, when all functions of that name agree on it.
    private @Nullable ValueType hint(String function) {
        List<World.FnDef> all = e.world.functions.getOrDefault(function, List.of());
        return all.size() == 1 && !all.get(0).parameters.isEmpty()
                ? all.get(0).parameters.get(0)
                : null;
    }

    private World.@Nullable FnDef own(String name) {
        World.FnDef current = e.scope.function;
        return current == null || current.owner == null ? null : memberOf(current.owner, name);
    }

    private World.@Nullable FnDef memberOf(World.KindDef kind, String name) {
        for (World.FnDef f : e.world.functions.getOrDefault(name, List.of())) {
            if (f.owner == kind) {
                return f;
            }
        }
        return null;
    }

    private Value unknown(String function, Span span) {
        List<String> known = new ArrayList<>(e.world.functions.keySet());
        known.addAll(e.kinds().keySet());
        return e.wrong(
                span,
                Code.Q201,
                Nearest.suggest(function, known, "declare it, or `use` its module"),
                "function",
                function);
    }

    Value method(Expr.MethodCall c) {
        Value target = e.value(c.target(), null);
        if (target.type() == Types.WRONG) {
            return target;
        }
        return apply(c.function(), c.nameSpan(), c.span(), target, c.arguments());
    }

    /// `name(first, rest…)`: a member of the first's kind, a collection's operation, or a function.
    private Value apply(String name, Span nameSpan, Span span, Value first, List<Expr> rest) {
        if (first.type() instanceof ValueType.Handle h) {
            if (e.kinds().get(h.name()) instanceof World.KindDef kind
                    && memberOf(kind, name) instanceof World.FnDef f) {
                return invoke(f, first.slot(), List.of(), rest, span);
            }
            if (e.world.callbacks.contains(h.name()) && e.world.members.get(name) instanceof World.Member m) {
                return dynamic(m, first, rest, span);
            }
            if (name.equals("free") && rest.isEmpty() && e.world.find(name, first.type()) == null) {
                e.out.at(span);
                e.out.emit(Op.FREE, first.slot(), 0, 0, h.name());
                return new Value(Types.UNIT, 0);
            }
        }
        Value collection = collectionCall(name, first, rest, span);
        if (collection != null) {
            return collection;
        }
        if (first.type().equals(Types.SEQ) && name.equals("next")) {
            int slot = e.out.slots(1);
            e.out.emit(Op.ADD, slot, first.slot(), e.constant(Types.INT, 1).slot());
            return new Value(Types.SEQ, slot);
        }
        World.FnDef f = e.world.find(name, first.type());
        if (f == null) {
            List<String> known = new ArrayList<>(e.world.functions.keySet());
            if (first.type() instanceof ValueType.Handle h && e.kinds().get(h.name()) instanceof World.KindDef kind) {
                kind.fields.forEach(x -> known.add(x.name()));
            }
            return e.world.functions.containsKey(name) || first.type() == Types.WRONG
                    ? e.wrong(
                            nameSpan,
                            Code.Q203,
                            "its first parameter is of another type",
                            Types.describe(first.type()),
                            name)
                    : e.wrong(
                            nameSpan,
                            Code.Q203,
                            Nearest.suggest(name, known, "see docs/stdlib.md for what there is"),
                            Types.describe(first.type()),
                            name);
        }
        return invoke(f, -1, List.of(first), rest, span);
    }

    private Value invoke(World.FnDef f, int self, List<Value> given, List<Expr> rest, Span span) {
        if (given.size() + rest.size() != f.parameters.size()) {
            String parameters = String.join(
                    ", ", f.decl.params().stream().map(p -> p.name()).toList());
            return e.wrong(
                    span,
                    Code.Q302,
                    parameters.isEmpty() ? "none" : parameters,
                    f.display(),
                    f.parameters.size(),
                    given.size() + rest.size());
        }
        int at = e.out.slots(Math.max(1, f.parameterWords()));
        int next = at;
        if (f.owner != null) {
            e.out.emit(Op.MOVE, next, Math.max(self, 0), 1);
            next++;
        }
        for (int i = 0; i < f.parameters.size(); i++) {
            ValueType type = f.parameters.get(i);
            Value v = i < given.size() ? e.coerce(given.get(i), type, span) : e.as(rest.get(i - given.size()), type);
            e.out.emit(Op.MOVE, next, v.slot(), type.words());
            next += type.words();
        }
        int result = e.out.slots(f.result.words());
        e.out.at(span);
        if (f.extern >= 0) {
            e.out.emit(Op.EXTERN, f.extern, at, result);
        } else {
            e.out.emit(Op.CALL, e.unit.reference(f), at, result);
        }
        return new Value(f.result, result);
    }

    private Value dynamic(World.Member m, Value receiver, List<Expr> rest, Span span) {
        if (rest.size() != m.parameters().size()) {
            return e.wrong(
                    span,
                    Code.Q302,
                    "see callbacks " + m.callbacks(),
                    m.name(),
                    m.parameters().size(),
                    rest.size());
        }
        int at = e.out.slots(
                1 + m.parameters().stream().mapToInt(ValueType::words).sum());
        e.out.emit(Op.MOVE, at, receiver.slot(), 1);
        int next = at + 1;
        for (int i = 0; i < rest.size(); i++) {
            Value v = e.as(rest.get(i), m.parameters().get(i));
            e.out.emit(Op.MOVE, next, v.slot(), m.parameters().get(i).words());
            next += m.parameters().get(i).words();
        }
        int result = e.out.slots(m.result().words());
        e.out.at(span);
        e.unit.called(m);
        e.out.emit(Op.CALL_DYNAMIC, m.index(), at, result);
        return new Value(m.result(), result);
    }

    Value original(Expr.Original o) {
        World.FnDef current = e.scope.function;
        if (current == null || current.original == null) {
            return e.wrong(o.span(), Code.Q305, "call it within a `replace` of a patch", "original");
        }
        return invoke(current.original, 0, List.of(), o.arguments(), o.span());
    }

    // --- collections ------------------------------------------------------------------------------------------------

    private Value collection(CollectionOp op, Value handle, List<Value> arguments, int words, ValueType result) {
        int at = e.out.slots(
                1 + arguments.stream().mapToInt(a -> a.type().words()).sum());
        e.out.emit(Op.MOVE, at, handle.slot(), 1);
        int next = at + 1;
        for (Value v : arguments) {
            e.out.emit(Op.MOVE, next, v.slot(), v.type().words());
            next += v.type().words();
        }
        int slot = e.out.slots(result.words());
        e.out.emit(Op.COLLECTION, op.ordinal(), at, CollectionWords.pack(slot, words));
        return new Value(result, slot);
    }

    private @Nullable Value collectionCall(String name, Value target, List<Expr> rest, Span span) {
        record Shape(CollectionOp op, List<ValueType> parameters, ValueType result) {}
        Map<String, Shape> shapes = switch (target.type()) {
            case ValueType.ListType l ->
                Map.of(
                        "push", new Shape(CollectionOp.PUSH, List.of(l.of()), Types.UNIT),
                        "insert", new Shape(CollectionOp.INSERT, List.of(Types.INT, l.of()), Types.UNIT),
                        "put", new Shape(CollectionOp.SET, List.of(Types.INT, l.of()), Types.UNIT),
                        "remove_at", new Shape(CollectionOp.REMOVE_AT, List.of(Types.INT), Types.UNIT),
                        "clear", new Shape(CollectionOp.CLEAR, List.of(), Types.UNIT),
                        "free", new Shape(CollectionOp.DELETE, List.of(), Types.UNIT));
            case ValueType.MapType m ->
                Map.of(
                        "put", new Shape(CollectionOp.MAP_PUT, List.of(m.key(), m.value()), Types.UNIT),
                        "remove", new Shape(CollectionOp.MAP_REMOVE, List.of(m.key()), Types.UNIT),
                        "has_key", new Shape(CollectionOp.MAP_HAS, List.of(m.key()), Types.BOOL),
                        "key_at", new Shape(CollectionOp.MAP_KEY_AT, List.of(Types.INT), m.key()),
                        "value_at", new Shape(CollectionOp.MAP_VALUE_AT, List.of(Types.INT), m.value()),
                        "ceiling", new Shape(CollectionOp.MAP_CEILING, List.of(m.key()), Types.INT),
                        "clear", new Shape(CollectionOp.CLEAR, List.of(), Types.UNIT),
                        "free", new Shape(CollectionOp.DELETE, List.of(), Types.UNIT));
            default -> Map.of();
        };
        Shape shape = shapes.get(name);
        if (shape == null) {
            return null;
        }
        if (shape.parameters().size() != rest.size()) {
            return e.wrong(
                    span,
                    Code.Q302,
                    "see docs/language.md",
                    name,
                    shape.parameters().size(),
                    rest.size());
        }
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < rest.size(); i++) {
            arguments.add(e.as(rest.get(i), shape.parameters().get(i)));
        }
        int words = target.type() instanceof ValueType.ListType l
                ? l.of().words()
                : ((ValueType.MapType) target.type()).value().words();
        e.out.at(span);
        return collection(shape.op(), target, arguments, words, shape.result());
    }

    // --- construction -----------------------------------------------------------------------------------------------

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
                    Nearest.suggest(n.type(), e.kinds().keySet(), "declare it"),
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

    private Value instantiate(World.KindDef kind, List<Expr> arguments, Span span) {
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
        World.FnDef outer = e.scope.function;
        initialise(slot, kind, List.of());
        e.scope.function = outer;
        if (memberOf(kind, "init") instanceof World.FnDef init) {
            invoke(init, slot, List.of(), List.of(), span);
        }
        return new Value(new ValueType.Handle(kind.name, false), slot);
    }

    // --- errnos -----------------------------------------------------------------------------------------------------

    /// In scenario code: the value, or the enclosing `expect ERRNO`, or a failure.
    Value unwrap(Value v, ValueType.OrErrno type, Span span) {
        e.out.at(span);
        int ok = e.out.emit(Op.JUMP_IF_ZERO, v.slot(), 0, 0);
        Scope.Handler handler = e.scope.handlers.peek();
        if (handler != null) {
            int hit = e.out.slots(2);
            e.out.emit(Op.CONST, hit, e.unit.constant(handler.errno()), 0);
            e.out.emit(Op.EQ, hit + 1, v.slot(), hit);
            int miss = e.out.emit(Op.JUMP_IF_ZERO, hit + 1, 0, 0);
            StatementCompiler.cleanUp(e, handler.cleanups());
            handler.jumps().add(e.out.emit(Op.JUMP, 0, 0, 0));
            e.out.land(miss);
        }
        e.out.emit(Op.FAIL, e.unit.text("`" + e.unit.source(span) + "` ended in "), 2, v.slot());
        e.out.land(ok);
        return new Value(type.of(), v.slot() + 1);
    }

    Value propagate(Expr.Try t) {
        Value v = e.value(t.operand(), new ValueType.OrErrno(Types.UNIT));
        if (!(v.type() instanceof ValueType.OrErrno o)) {
            return v.type() == Types.WRONG
                    ? v
                    : e.wrong(t.span(), Code.Q301, "", "a value or errno", Types.describe(v.type()));
        }
        World.FnDef f = e.scope.function;
        if (f == null || !(f.result instanceof ValueType.OrErrno result)) {
            return e.scope.scenario
                    ? unwrap(v, o, t.span())
                    : e.wrong(t.span(), Code.Q305, "the function must return `T or errno`", "try");
        }
        int ok = e.out.emit(Op.JUMP_IF_ZERO, v.slot(), 0, 0);
        int slot = e.out.slots(result.words());
        e.zero(slot, result.words());
        e.out.emit(Op.MOVE, slot, v.slot(), 1);
        StatementCompiler.cleanUp(e, 0);
        e.out.emit(Op.RETURN, slot, 0, 0);
        e.out.land(ok);
        return new Value(o.of(), v.slot() + 1);
    }
}
