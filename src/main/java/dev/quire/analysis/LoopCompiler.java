package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.program.CollectionOp;
import dev.quire.program.CollectionWords;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;

/// Compiles loops and the ways out of them.
final class LoopCompiler {
    private static final int PAGE = 4096;

    private final StatementCompiler statements;
    private final ExpressionCompiler e;
    private final Emitter out;
    private final Scope scope;

    LoopCompiler(StatementCompiler statements) {
        this.statements = statements;
        e = statements.e;
        out = e.out;
        scope = e.scope;
    }

    void compile(Stmt.While w) {
        int top = out.emit(Op.ATTEMPT, 0, 0, 0);
        int mark = out.mark();
        World.Constant known = e.knownCondition(w.condition());
        int exit = -1;
        if (known == null || known.value() == 0) {
            exit = out.emit(Op.JUMP_IF_ZERO, e.condition(w.condition()).slot(), 0, 0);
        }
        out.release(mark);
        Scope.Loop loop = enter(top);
        statements.block(w.body());
        loop.continues().forEach(j -> out.target(j, top));
        out.target(out.emit(Op.JUMP, 0, 0, 0), top);
        if (exit >= 0) {
            out.land(exit);
        }
        leaveLoop(loop);
    }

    private Scope.Loop enter(int attempt) {
        Scope.Loop loop = new Scope.Loop(new ArrayList<>(), new ArrayList<>(), scope.cleanups.size(), attempt);
        scope.loops.push(loop);
        return loop;
    }

    private void leaveLoop(Scope.Loop loop) {
        scope.loops.pop();
        loop.breaks().forEach(out::land);
    }

    void leave(Span span, boolean breaks) {
        Scope.Loop loop = scope.loops.peek();
        if (loop == null) {
            e.wrong(span, Code.Q305, "use it within a loop", breaks ? "break" : "continue");
            return;
        }
        StatementCompiler.cleanUp(e, loop.cleanups());
        int jump = out.emit(Op.JUMP, 0, 0, 0);
        (breaks ? loop.breaks() : loop.continues()).add(jump);
    }

    /// `retry` gives up this iteration of the innermost loop, or where there is none the function, with what it holds.
    void retry() {
        Scope.Loop loop = scope.loops.peek();
        StatementCompiler.cleanUp(e, loop == null ? 0 : loop.cleanups());
        out.emit(Op.RETRY, loop == null ? 0 : loop.attempt(), 0, 0);
    }

    void compile(Stmt.For f) {
        if (f.over() instanceof Expr.Range r) {
            Value low = e.as(r.low(), Types.INT);
            Value high = e.as(r.high(), Types.INT);
            counted(f, Types.INT, low.slot(), high.slot(), r.inclusive() ? Op.LE : Op.LT, 1);
            return;
        }
        Value over = e.value(f.over(), null);
        if (over.type().equals(Types.RANGE)) {
            counted(f, Types.ADDR, over.slot(), over.slot() + 1, Op.ULT, PAGE);
        } else if (over.type() instanceof ValueType.ListType l) {
            elements(f, over, l.of(), CollectionOp.GET);
        } else if (over.type() instanceof ValueType.MapType m) {
            elements(f, over, m.value(), CollectionOp.MAP_VALUE_AT);
        } else if (over.type() != Types.WRONG) {
            e.wrong(f.over().span(), Code.Q301, "", "a range, a list or a map", Types.describe(over.type()));
        }
    }

    private void counted(Stmt.For f, ValueType type, int low, int high, Op test, long stride) {
        int counter = out.slots(4);
        out.emit(Op.MOVE, counter, low, 1);
        out.emit(Op.MOVE, counter + 1, high, 1);
        int top = out.emit(Op.ATTEMPT, 0, 0, 0);
        out.emit(test, counter + 2, counter, counter + 1);
        int exit = out.emit(Op.JUMP_IF_ZERO, counter + 2, 0, 0);
        scope.open();
        scope.declare(f.name(), new Scope.Local(type, counter, false, false, f.nameSpan()));
        Scope.Loop loop = enter(top);
        statements.block(f.body());
        scope.close();
        loop.continues().forEach(out::land);
        out.emit(Op.CONST, counter + 3, e.unit.constant(stride), 0);
        out.emit(Op.ADD, counter, counter, counter + 3);
        out.target(out.emit(Op.JUMP, 0, 0, 0), top);
        out.land(exit);
        leaveLoop(loop);
    }

    private void elements(Stmt.For f, Value over, ValueType type, CollectionOp get) {
        int handle = out.slots(5);
        int index = handle + 1;
        int element = out.slots(type.words());
        out.emit(Op.MOVE, handle, over.slot(), 1);
        e.zero(index, 1);
        int top = out.emit(Op.ATTEMPT, 0, 0, 0);
        out.emit(Op.COLLECTION, CollectionOp.SIZE.ordinal(), handle, CollectionWords.pack(handle + 2, 1));
        out.emit(Op.LT, handle + 3, index, handle + 2);
        int exit = out.emit(Op.JUMP_IF_ZERO, handle + 3, 0, 0);
        out.emit(Op.COLLECTION, get.ordinal(), handle, CollectionWords.pack(element, type.words()));
        scope.open();
        scope.declare(f.name(), new Scope.Local(type, element, false, false, f.nameSpan()));
        Scope.Loop loop = enter(top);
        statements.block(f.body());
        scope.close();
        loop.continues().forEach(out::land);
        out.emit(Op.CONST, handle + 4, e.unit.constant(1), 0);
        out.emit(Op.ADD, index, index, handle + 4);
        out.target(out.emit(Op.JUMP, 0, 0, 0), top);
        out.land(exit);
        leaveLoop(loop);
    }
}
