package dev.quire.analysis;

import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.program.Instruction;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compiles expressions: each leaves its value in consecutive slots.
final class ExpressionCompiler {
    /// Where a value is.
    record Value(ValueType type, int slot) {}

    final Unit unit;
    final World world;
    final Emitter out;
    final Scope scope;
    final OperatorCompiler operators;
    final MemberCompiler members;
    final CallCompiler calls;
    final CollectionCompiler collections;
    final ConstructionCompiler construction;
    final ErrnoCompiler errnos;
    final PlaceCompiler places;
    final Folder folder;

    ExpressionCompiler(Unit unit, Emitter out, Scope scope) {
        this.unit = unit;
        this.world = unit.world;
        this.out = out;
        this.scope = scope;
        operators = new OperatorCompiler(this);
        members = new MemberCompiler(this);
        calls = new CallCompiler(this);
        collections = new CollectionCompiler(this);
        construction = new ConstructionCompiler(this);
        errnos = new ErrnoCompiler(this);
        places = new PlaceCompiler(this);
        folder = new Folder(this::constantName);
    }

    private World.@Nullable Constant constantName(String name) {
        if (scope.find(name) != null || places.isField(name) || places.isRegister(name)) {
            return null;
        }
        World.Constant c = world.constants.get(name);
        return c != null || world.ambiguousCases.contains(name) ? c : world.cases.get(name);
    }

    Value wrong(Span span, Code code, String help, Object... arguments) {
        world.problems.report(code, span, help, arguments);
        return new Value(Types.WRONG, out.slots(1));
    }

    Value constant(ValueType type, long value) {
        int slot = out.slots(1);
        out.emit(Op.CONST, slot, unit.constant(value), 0);
        return new Value(type, slot);
    }

    /// Compiles an expression whose `T or errno` has been dealt with: unwrapped in scenario code, an error elsewhere.
    Value value(Expr e, @Nullable ValueType wanted) {
        Value v = raw(e, wanted);
        if (v.type() instanceof ValueType.OrErrno o && !(wanted instanceof ValueType.OrErrno)) {
            return scope.scenario ? errnos.unwrap(v, o, e.span()) : wrong(e.span(), Code.Q304, "");
        }
        return v;
    }

    /// Compiles an expression to a value of a type, coercing where the language does.
    Value as(Expr e, ValueType wanted) {
        return coerce(value(e, wanted), wanted, e.span());
    }

    Value condition(Expr e) {
        return as(e, Types.BOOL);
    }

    /// A condition's value when it is known at link time, else null.
    World.@Nullable Constant knownCondition(Expr e) {
        World.Constant known = folder.fold(e);
        if (known != null && !known.type().equals(Types.BOOL) && known.type() != Types.WRONG) {
            wrong(e.span(), Code.Q301, "", "bool", Types.describe(known.type()));
        }
        return known;
    }

    Value coerce(Value v, ValueType wanted, Span span) {
        ValueType from = v.type();
        if (from.equals(wanted) || from == Types.WRONG || wanted == Types.WRONG) {
            return from == Types.WRONG && wanted.words() > 1 ? new Value(wanted, out.slots(wanted.words())) : v;
        }
        if (!world.accepts(wanted, from)) {
            return wrong(span, Code.Q301, "", Types.describe(wanted), Types.describe(from));
        }
        if (wanted.equals(Types.RANGE)) {
            int slot = out.slots(2);
            out.emit(Op.MOVE, slot, v.slot(), 1);
            Value one = constant(Types.INT, 1);
            out.emit(Op.ADD, slot + 1, v.slot(), one.slot());
            return new Value(wanted, slot);
        }
        if (wanted instanceof ValueType.OrErrno o) {
            int slot = out.slots(o.words());
            if (from instanceof ValueType.EnumType en && en.name().equals("errno") && !o.of().equals(from)) {
                zero(slot, o.words());
                out.emit(Op.MOVE, slot, v.slot(), 1);
            } else {
                zero(slot, 1);
                Value inner = coerce(v, o.of(), span);
                out.emit(Op.MOVE, slot + 1, inner.slot(), o.of().words());
            }
            return new Value(wanted, slot);
        }
        return new Value(wanted, v.slot());
    }

    void zero(int slot, int words) {
        for (int i = 0; i < words; i++) {
            out.emit(Op.CONST, slot + i, unit.constant(0), 0);
        }
    }

    private Value raw(Expr e, @Nullable ValueType wanted) {
        out.at(e.span());
        return switch (e) {
            case Expr.IntLit i ->
                constant(
                        i.unit() == null ? Types.INT : Types.SIZE,
                        i.unit() == null ? i.value() : i.value() * Folder.bytes(i.unit()));
            case Expr.WithUnit w -> {
                Value v = as(w.value(), Types.INT);
                Value scale = constant(Types.INT, Folder.bytes(w.unit()));
                int slot = out.slots(1);
                out.emit(Op.MUL, slot, v.slot(), scale.slot());
                yield new Value(Types.SIZE, slot);
            }
            case Expr.BoolLit b -> constant(Types.BOOL, b.value() ? 1 : 0);
            case Expr.TextLit t -> constant(Types.TEXT, unit.text(t.value()));
            case Expr.PermLit p -> constant(Types.PERM, p.bits());
            case Expr.NoneLit n -> constant(Types.PERM.equals(wanted) ? Types.PERM : Types.NONE, 0);
            case Expr.Name n -> name(n, wanted);
            case Expr.Member m -> members.member(m);
            case Expr.Index i -> places.index(i);
            case Expr.Call c -> calls.call(c, wanted);
            case Expr.MethodCall c -> calls.method(c);
            case Expr.Original o -> calls.original(o);
            case Expr.New n -> construction.construct(n, wanted);
            case Expr.Unary u -> operators.unary(u);
            case Expr.Binary b -> operators.binary(b);
            case Expr.Range r ->
                wrong(r.span(), Code.Q305, "use it in `for`, in an index or after `in`", "a range of numbers");
            case Expr.Is i -> is(i);
            case Expr.Has h -> has(h);
            case Expr.If i -> conditional(i, wanted);
            case Expr.Try t -> errnos.propagate(t);
            case Expr.Choose c -> choose(c);
            case Expr.TryLock t -> {
                Value lock = LockCompiler.lock(this, t.lock(), t.shared(), t.span());
                int slot = out.slots(1);
                out.at(t.span());
                out.emit(Op.TRY_ACQUIRE, slot, lock.slot(), t.shared() ? 1 : 0);
                yield new Value(Types.BOOL, slot);
            }
        };
    }

    private Value name(Expr.Name n, @Nullable ValueType wanted) {
        Scope.Local local = scope.find(n.name());
        if (local != null) {
            if (local.ghost() && !scope.ghostly()) {
                world.problems
                        .at(Code.Q309, n.span(), n.name())
                        .label(local.declared(), "declared as a ghost here")
                        .report();
            }
            return new Value(local.type(), local.slot());
        }
        Value place = places.read(n);
        if (place != null) {
            return place;
        }
        World.Constant c = world.constants.get(n.name());
        if (c == null && wanted != null) {
            c = caseOf(
                    wanted instanceof ValueType.OrErrno o
                                    && world.types.get("errno") != null
                                    && !hasCase(o.of(), n.name())
                            ? world.types.get("errno")
                            : wanted,
                    n.name());
        }
        if (c == null && !world.ambiguousCases.contains(n.name())) {
            c = world.cases.get(n.name());
        }
        if (c != null) {
            return constant(c.type(), c.value());
        }
        List<String> known = new ArrayList<>(scope.names());
        known.addAll(world.constants.keySet());
        known.addAll(world.cases.keySet());
        known.addAll(places.registerNames());
        String help = world.functions.containsKey(n.name())
                ? "it is a function, and is called: " + n.name() + "(…)"
                : world.suggest(n.name(), known, "declare it first");
        return wrong(n.span(), Code.Q201, help, "name", n.name());
    }

    private static boolean hasCase(ValueType t, String name) {
        return caseOf(t, name) != null;
    }

    static World.@Nullable Constant caseOf(@Nullable ValueType type, String name) {
        if (type instanceof ValueType.EnumType e && e.cases().contains(name)) {
            return new World.Constant(type, e.cases().indexOf(name));
        }
        if (type instanceof ValueType.FlagsType f && f.cases().contains(name)) {
            return new World.Constant(type, 1L << f.cases().indexOf(name));
        }
        return null;
    }

    private Value is(Expr.Is i) {
        Value target = value(i.target(), null);
        Scope.Local hidden = new Scope.Local(target.type(), target.slot(), false);
        scope.open();
        scope.declare("·", hidden);
        int result = constant(Types.BOOL, 1).slot();
        for (Expr.FieldInit f : i.fields()) {
            Expr member = new Expr.Member(f.span(), new Expr.Name(i.target().span(), "·"), f.name(), f.span());
            Value equal = operators.equality(new Expr.Binary(f.span(), Expr.BinaryOp.EQ, member, f.value()));
            out.emit(Op.AND, result, result, equal.slot());
        }
        scope.close();
        return new Value(Types.BOOL, result);
    }

    private Value has(Expr.Has h) {
        Value target = value(h.target(), null);
        int slot = out.slots(2);
        out.at(h.span());
        World.Constant flag = caseOf(target.type(), h.name());
        if (flag != null && target.type() instanceof ValueType.FlagsType) {
            out.emit(Op.CONST, slot, unit.constant(flag.value()), 0);
            out.emit(Op.AND, slot, target.slot(), slot);
            zero(slot + 1, 1);
            out.emit(Op.NE, slot, slot, slot + 1);
            return new Value(Types.BOOL, slot);
        }
        World.Member member = world.members.get(h.name());
        if (target.type() instanceof ValueType.Handle && member != null) {
            unit.called(member);
            out.emit(Op.HAS_CALLBACK, slot, target.slot(), member.index());
            return new Value(Types.BOOL, slot);
        }
        return target.type() == Types.WRONG
                ? new Value(Types.BOOL, slot)
                : wrong(
                        h.nameSpan(),
                        Code.Q203,
                        "after `has` stands a flag of the left side's type, or a callback",
                        Types.describe(target.type()),
                        h.name());
    }

    private Value conditional(Expr.If i, @Nullable ValueType wanted) {
        World.Constant known = knownCondition(i.condition());
        if (known != null) {
            return value(known.value() != 0 ? i.then() : i.otherwise(), wanted);
        }
        Value condition = condition(i.condition());
        int toElse = out.emit(Op.JUMP_IF_ZERO, condition.slot(), 0, 0);
        Value then = value(i.then(), wanted);
        ValueType type = wanted != null && world.accepts(wanted, then.type()) ? wanted : then.type();
        int result = out.slots(type.words());
        out.emit(Op.MOVE, result, coerce(then, type, i.then().span()).slot(), type.words());
        int end = out.emit(Op.JUMP, 0, 0, 0);
        out.land(toElse);
        Value otherwise = as(i.otherwise(), type);
        out.emit(Op.MOVE, result, otherwise.slot(), type.words());
        out.land(end);
        return new Value(type, result);
    }

    private Value choose(Expr.Choose c) {
        out.at(c.span());
        int pick = out.slots(1);
        if (c.alternatives().size() == 1 && c.alternatives().get(0) instanceof Expr.Range r) {
            World.Constant low = folder.fold(r.low());
            World.Constant high = folder.fold(r.high());
            if (low == null || high == null) {
                return wrong(c.span(), Code.Q405, "");
            }
            out.emit(Op.CHOOSE, pick, (int) (high.value() - low.value() + (r.inclusive() ? 1 : 0)), 0);
            out.emit(Op.ADD, pick, pick, constant(Types.INT, low.value()).slot());
            return new Value(Types.INT, pick);
        }
        out.emit(Op.CHOOSE, pick, c.alternatives().size(), 0);
        int result = -1;
        ValueType type = Types.WRONG;
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < c.alternatives().size(); i++) {
            Value number = constant(Types.INT, i);
            int hit = out.slots(1);
            out.emit(Op.EQ, hit, pick, number.slot());
            int skip = out.emit(Op.JUMP_IF_ZERO, hit, 0, 0);
            Value v = value(c.alternatives().get(i), i == 0 ? null : type);
            if (i == 0) {
                type = v.type();
                result = out.slots(type.words());
            }
            out.emit(Op.MOVE, result, coerce(v, type, c.span()).slot(), type.words());
            ends.add(out.emit(Op.JUMP, 0, 0, 0));
            out.land(skip);
        }
        ends.forEach(out::land);
        return new Value(type, result);
    }

    /// Reads a field of the object in `object`.
    Value load(int object, Kind.FieldSlot field) {
        if (Types.isLock(field.type())) {
            int slot = out.slots(1);
            out.emit(Op.REF, slot, object, field.offset(), Instruction.field(field));
            return new Value(field.type(), slot);
        }
        if (field.isMetric()) {
            int slot = out.slots(1);
            out.emit(Op.LOAD_METRIC, slot, object, field.metric());
            return new Value(field.type(), slot);
        }
        int slot = out.slots(field.type().words());
        for (int i = 0; i < field.type().words(); i++) {
            out.emit(
                    field.shared() ? Op.LOAD_SHARED : Op.LOAD,
                    slot + i,
                    object,
                    field.offset() + i,
                    Instruction.field(field));
        }
        return new Value(field.type(), slot);
    }

    /// Writes a field of the object in `object`.
    void store(int object, Kind.FieldSlot field, int from) {
        for (int i = 0; i < field.type().words(); i++) {
            out.emit(
                    field.shared() ? Op.STORE_SHARED : Op.STORE,
                    object,
                    field.offset() + i,
                    from + i,
                    Instruction.field(field));
        }
    }

    /// A field's value within a record value.
    @Nullable
    Value recordMember(Value record, String name) {
        if (record.type() instanceof ValueType.RecordType r) {
            int at = record.slot();
            for (ValueType.Member m : r.members()) {
                if (m.name().equals(name)) {
                    return new Value(m.type(), at);
                }
                at += m.type().words();
            }
        }
        return null;
    }

    Map<String, World.KindDef> kinds() {
        return world.kinds;
    }
}
