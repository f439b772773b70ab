package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.program.CollectionOp;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compiles `x.name`: registers of threads, fields, parts of ranges and of `T or errno`, members of records.
final class MemberCompiler {
    private final ExpressionCompiler e;

    MemberCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

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
        return e.calls.apply(m.name(), m.nameSpan(), m.span(), target, List.of());
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
            return e.collections.operation(CollectionOp.SIZE, target, List.of(), 0, Types.INT);
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
}
