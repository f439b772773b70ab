package dev.quire.analysis;

import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.program.CollectionOp;
import dev.quire.program.CollectionWords;
import dev.quire.program.Instruction;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads and writes of places: registers, fields of the enclosing secondary, fields, elements.
final class PlaceCompiler {
    private final ExpressionCompiler e;

    PlaceCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

    private Kind.@Nullable FieldSlot ownField(String name) {
        World.FnDef f = e.scope.function;
        return f == null || f.owner == null ? null : f.owner.field(name);
    }

    /// Reports the reading of a ghost by code that runs.
    void ghost(World.KindDef kind, String field, Span span) {
        if (kind.ghosts.contains(field) && !e.scope.ghostly()) {
            e.world.problems.report(Code.Q309, span, "", field);
        }
    }

    boolean isField(String name) {
        return ownField(name) != null;
    }

    Kind.@Nullable FieldSlot register(String name) {
        Scope.Registers r = e.scope.registers;
        if (r == null) {
            return null;
        }
        Kind.FieldSlot own = e.scope.thread.isEmpty() ? null : r.find(e.scope.thread + "." + name);
        return own != null ? own : r.find(name);
    }

    boolean isRegister(String name) {
        return register(name) != null;
    }

    List<String> registerNames() {
        List<String> names = new ArrayList<>();
        if (e.scope.registers != null) {
            e.scope.registers.kind.fields.forEach(f -> names.add(f.name()));
        }
        return names;
    }

    /// A register or a field of the enclosing secondary, or null.
    ExpressionCompiler.@Nullable Value read(Expr.Name n) {
        if (n.name().equals("self") && e.scope.function != null && e.scope.function.owner != null) {
            return new ExpressionCompiler.Value(new ValueType.Handle(e.scope.function.owner.name, false), 0);
        }
        Kind.FieldSlot field = ownField(n.name());
        if (field == null) {
            field = register(n.name());
            if (field == null) {
                return null;
            }
            checkSet(field.name());
        }
        if (field.count() > 1) {
            return e.wrong(n.span(), Code.Q305, "index it", "an array without an index");
        }
        if (e.scope.function != null && e.scope.function.owner != null) {
            ghost(e.scope.function.owner, n.name(), n.span());
        }
        return e.load(0, field);
    }

    /// In properties, the register of a thread is unknown until it is assigned.
    void checkSet(String register) {
        Scope.Registers r = Objects.requireNonNull(e.scope.registers);
        Integer bit = r.bits.get(register);
        if (e.scope.property && bit != null) {
            e.out.emit(Op.CHECK_SET, bit >>> 8, bit & 0xFF, 0);
        }
    }

    ExpressionCompiler.Value index(Expr.Index i) {
        ExpressionCompiler.Value element = arrayElement(i, -1);
        if (element != null) {
            return element;
        }
        ExpressionCompiler.Value target = e.value(i.target(), null);
        return switch (target.type()) {
            case ValueType.ListType l -> collection(CollectionOp.GET, i, target, Types.INT, l.of());
            case ValueType.MapType m -> collection(CollectionOp.MAP_GET, i, target, m.key(), m.value());
            default ->
                target.type().equals(Types.RANGE)
                        ? pages(i, target)
                        : target.type() == Types.WRONG
                                ? target
                                : e.wrong(
                                        i.span(),
                                        Code.Q301,
                                        "",
                                        "a range, a list, a map or an array",
                                        Types.describe(target.type()));
        };
    }

    private ExpressionCompiler.Value collection(
            CollectionOp op, Expr.Index i, ExpressionCompiler.Value target, ValueType key, ValueType value) {
        int arguments = e.out.slots(2);
        ExpressionCompiler.Value index = e.as(i.index(), key);
        e.out.emit(Op.MOVE, arguments, target.slot(), 1);
        e.out.emit(Op.MOVE, arguments + 1, index.slot(), 1);
        int slot = e.out.slots(value.words());
        e.out.at(i.span());
        e.out.emit(Op.COLLECTION, op.ordinal(), arguments, CollectionWords.pack(slot, value.words()));
        return new ExpressionCompiler.Value(value, slot);
    }

    private ExpressionCompiler.Value pages(Expr.Index i, ExpressionCompiler.Value target) {
        ExpressionCompiler.Value first;
        ExpressionCompiler.Value last;
        boolean inclusive = true;
        if (i.index() instanceof Expr.Range r) {
            first = e.as(r.low(), Types.INT);
            last = e.as(r.high(), Types.INT);
            inclusive = r.inclusive();
        } else {
            first = e.as(i.index(), Types.INT);
            last = first;
        }
        int shift = e.constant(Types.INT, 12).slot();
        int slot = e.out.slots(2);
        e.out.emit(Op.SHL, slot, first.slot(), shift);
        e.out.emit(Op.ADD, slot, slot, target.slot());
        int past = last.slot();
        if (inclusive) {
            past = e.out.slots(1);
            e.out.emit(Op.ADD, past, last.slot(), e.constant(Types.INT, 1).slot());
        }
        e.out.emit(Op.SHL, slot + 1, past, shift);
        e.out.emit(Op.ADD, slot + 1, slot + 1, target.slot());
        return new ExpressionCompiler.Value(Types.RANGE, slot);
    }

    /// Reads (`from` < 0) or writes an array's element; null when the target is no array.
    ExpressionCompiler.@Nullable Value arrayElement(Expr.Index i, int from) {
        Kind.FieldSlot field = null;
        World.KindDef owner = null;
        int object = 0;
        if (i.target() instanceof Expr.Name n && e.scope.find(n.name()) == null) {
            field = ownField(n.name());
            owner = e.scope.function == null ? null : e.scope.function.owner;
        } else if (i.target() instanceof Expr.Member m) {
            ExpressionCompiler.Value target = memberTarget(m);
            if (target == null) {
                return null;
            }
            if (target.type() instanceof ValueType.Handle h && e.kinds().containsKey(h.name())) {
                owner = Objects.requireNonNull(e.kinds().get(h.name()));
                field = owner.field(m.name());
                object = target.slot();
            }
        }
        if (field == null || field.count() == 1) {
            return null;
        }
        ExpressionCompiler.Value index = e.as(i.index(), Types.INT);
        e.out.at(i.span());
        e.out.emit(Op.CHECK_INDEX, index.slot(), field.count(), 0);
        int offset = e.out.slots(1);
        if (Types.isLock(field.type())) {
            return e.wrong(i.span(), Code.Q305, "give each lock a name", "an array of locks");
        }
        e.out.emit(
                Op.ADD,
                offset,
                index.slot(),
                e.constant(Types.INT, field.offset()).slot());
        if (from >= 0) {
            e.out.emit(
                    field.shared() ? Op.STORE_SHARED_AT : Op.STORE_AT, object, offset, from, Instruction.field(field));
            return new ExpressionCompiler.Value(field.type(), from);
        }
        if (owner != null) {
            ghost(owner, field.name(), i.span());
        }
        int slot = e.out.slots(1);
        e.out.emit(field.shared() ? Op.LOAD_SHARED_AT : Op.LOAD_AT, slot, object, offset, Instruction.field(field));
        return new ExpressionCompiler.Value(field.type(), slot);
    }

    /// The object before the dot when the member names an array of it; nothing is compiled otherwise.
    private ExpressionCompiler.@Nullable Value memberTarget(Expr.Member m) {
        boolean array = e.kinds().values().stream()
                .anyMatch(k -> k.field(m.name()) instanceof Kind.FieldSlot f && f.count() > 1);
        return array ? e.value(m.target(), null) : null;
    }
}
