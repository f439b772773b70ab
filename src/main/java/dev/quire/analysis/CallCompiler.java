package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compiles calls: of functions, of members, and of callbacks that are found by their receiver.
final class CallCompiler {
    private final ExpressionCompiler e;

    CallCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

    Value call(Expr.Call c, @Nullable ValueType wanted) {
        World.KindDef secondary = e.kinds().get(c.function());
        if (secondary != null && secondary.secondary != null) {
            return e.construction.instantiate(secondary, c.arguments(), c.span());
        }
        World.FnDef own = own(c.function());
        if (own != null) {
            return invoke(own, 0, List.of(), c.arguments(), c.span());
        }
        if (c.arguments().isEmpty()) {
            World.FnDef f = free(c.function());
            return f == null ? unknown(c.function(), c.nameSpan()) : invoke(f, -1, List.of(), List.of(), c.span());
        }
        if (c.function().equals("list") || c.function().equals("map")) {
            return unknown(c.function(), c.nameSpan());
        }
        ValueType hint = hint(c.function());
        Value first = e.value(c.arguments().get(0), hint);
        if (first.type() == Types.WRONG) {
            return e.world.functions.containsKey(c.function()) ? first : unknown(c.function(), c.nameSpan());
        }
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

    World.@Nullable FnDef memberOf(World.KindDef kind, String name) {
        for (World.FnDef f : e.world.functions.getOrDefault(name, List.of())) {
            if (f.owner == kind) {
                return f;
            }
        }
        return null;
    }

    /// The function of no object that has no parameters, else the first that has some, for telling which; or null.
    private World.@Nullable FnDef free(String name) {
        List<World.FnDef> all = e.world.functions.getOrDefault(name, List.of()).stream()
                .filter(f -> f.owner == null)
                .toList();
        return all.stream()
                .filter(f -> f.parameters.isEmpty())
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
    }

    private Value unknown(String function, Span span) {
        List<String> known = new ArrayList<>(e.world.functions.keySet());
        known.addAll(e.kinds().keySet());
        return e.wrong(
                span,
                Code.Q201,
                e.world.functions.containsKey(function)
                        ? "it belongs to an object: x." + function + "(…)"
                        : e.world.suggest(function, known, "declare it, or `use` its module"),
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
    Value apply(String name, Span nameSpan, Span span, Value first, List<Expr> rest) {
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
        Value collection = e.collections.call(name, first, rest, span);
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
                            e.world.suggest(name, known, "see docs/stdlib.md for what there is"),
                            Types.describe(first.type()),
                            name);
        }
        return invoke(f, -1, List.of(first), rest, span);
    }

    Value invoke(World.FnDef f, int self, List<Value> given, List<Expr> rest, Span span) {
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
}
