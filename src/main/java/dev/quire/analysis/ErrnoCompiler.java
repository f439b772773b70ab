package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;

/// Compiles what becomes of a `T or errno`: `try`, and the unwrapping in scenario code.
final class ErrnoCompiler {
    private final ExpressionCompiler e;

    ErrnoCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

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
