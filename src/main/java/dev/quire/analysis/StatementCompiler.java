package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import java.util.List;
import java.util.Objects;

/// Compiles statements.
final class StatementCompiler {
    final ExpressionCompiler e;
    private final Emitter out;
    private final Scope scope;
    private final LoopCompiler loops;
    private final MatchCompiler matches;
    private final AssignmentCompiler assignments;
    private final ExpectCompiler expects;
    private final LockCompiler locks;

    StatementCompiler(ExpressionCompiler expressions) {
        e = expressions;
        out = e.out;
        scope = e.scope;
        loops = new LoopCompiler(this);
        matches = new MatchCompiler(this);
        assignments = new AssignmentCompiler(e);
        expects = new ExpectCompiler(this);
        locks = new LockCompiler(this);
    }

    void block(Stmt.Block block) {
        scope.open();
        int mark = out.mark();
        block.statements().forEach(this::statement);
        out.release(mark);
        scope.close();
    }

    /// The statements of a setup or thread, whose new names are registers.
    void topLevel(List<Stmt> statements) {
        statements.forEach(this::statement);
    }

    void statement(Stmt s) {
        boolean keeps = s instanceof Stmt.Local;
        int mark = out.mark();
        out.at(s.span());
        compile(s);
        if (!keeps) {
            out.release(mark);
        }
    }

    private void compile(Stmt s) {
        switch (s) {
            case Stmt.Local l -> local(l);
            case Stmt.Assign a -> assignments.compile(a);
            case Stmt.ExprStmt x -> expression(x);
            case Stmt.If i -> conditional(i);
            case Stmt.While w -> loops.compile(w);
            case Stmt.For f -> loops.compile(f);
            case Stmt.Break b -> loops.leave(b.span(), true);
            case Stmt.Continue c -> loops.leave(c.span(), false);
            case Stmt.Return r -> result(r);
            case Stmt.Match m -> matches.compile(m);
            case Stmt.Lock l -> locks.compile(l);
            case Stmt.LockBlock l -> locks.compile(l);
            case Stmt.WaitUntil w -> {
                out.emit(Op.ATOMIC_BEGIN, 0, 0, 0);
                Value condition = e.condition(w.condition());
                out.emit(Op.BLOCK_IF_ZERO, condition.slot(), 0, 0);
                out.emit(Op.ATOMIC_END, 0, 0, 0);
            }
            case Stmt.Retry r -> loops.retry();
            case Stmt.Choose c -> matches.choose(c);
            case Stmt.Atomic a -> {
                out.emit(Op.ATOMIC_BEGIN, 0, 0, 0);
                guarded(new Scope.Cleanup(-1), a.body());
            }
            case Stmt.Emit m -> expects.emit(m);
            case Stmt.Fail f -> out.emit(Op.FAIL, e.unit.text(f.message()), f.unmodelled() ? 1 : 0, 0);
            case Stmt.Process p ->
                assignments.compile(new Stmt.Assign(
                        p.span(),
                        new Expr.Name(p.nameSpan(), p.name()),
                        null,
                        new Expr.Call(
                                p.span(), "process", p.span(), List.of(new Expr.TextLit(p.nameSpan(), p.name())))));
            case Stmt.Expect x -> {
                int check = e.unit.check(x.condition().span());
                Value v = e.condition(x.condition());
                out.at(x.span());
                out.emit(Op.EXPECT, check, v.slot(), 0);
            }
            case Stmt.ExpectOutcome x -> expects.outcome(x);
            case Stmt.ExpectEvents x -> expects.events(x);
        }
    }

    /// A body that must be cleaned up after, on every way out of it.
    void guarded(Scope.Cleanup cleanup, Stmt.Block body) {
        scope.cleanups.add(cleanup);
        block(body);
        scope.cleanups.remove(scope.cleanups.size() - 1);
        undo(e, cleanup);
    }

    private static void undo(ExpressionCompiler e, Scope.Cleanup cleanup) {
        if (cleanup.slot() < 0) {
            e.out.emit(Op.ATOMIC_END, 0, 0, 0);
        } else {
            e.out.emit(Op.RELEASE, cleanup.slot(), 0, 0);
        }
    }

    /// Undoes what the blocks inside `keep` cleanups hold, innermost first, before a jump out of them.
    static void cleanUp(ExpressionCompiler e, int keep) {
        for (int i = e.scope.cleanups.size() - 1; i >= keep; i--) {
            undo(e, e.scope.cleanups.get(i));
        }
    }

    private void local(Stmt.Local l) {
        boolean ghost = l.kind() == Stmt.Local.Kind.GHOST;
        scope.ghosts += ghost ? 1 : 0;
        int mark = out.mark();
        Value v = initial(l);
        scope.ghosts -= ghost ? 1 : 0;
        out.release(mark);
        int home = out.slots(v.type().words());
        if (l.value() == null) {
            e.zero(home, v.type().words());
        } else {
            out.emit(Op.MOVE, home, v.slot(), v.type().words());
        }
        if (scope.declaredHere(l.name())) {
            e.world
                    .problems
                    .at(Code.Q202, l.nameSpan(), l.name())
                    .help("the same block")
                    .label(Objects.requireNonNull(scope.find(l.name())).declared(), "the first declaration")
                    .report();
        }
        scope.declare(l.name(), new Scope.Local(v.type(), home, l.kind() != Stmt.Local.Kind.LET, ghost, l.nameSpan()));
    }

    private Value initial(Stmt.Local l) {
        ValueType type = l.type() == null ? null : e.world.resolve(l.type());
        if (l.value() == null) {
            return type == null
                    ? e.wrong(l.span(), Code.Q301, "", "a type or a value", "neither")
                    : new Value(type, out.mark());
        }
        Value v = type == null ? e.value(l.value(), new ValueType.OrErrno(Types.UNIT)) : e.as(l.value(), type);
        if (scope.scenario && (type == null ? v.type() : type) instanceof ValueType.OrErrno o) {
            v = e.errnos.unwrap(v, o, l.value().span());
        }
        if (v.type() == Types.NONE && type == null) {
            return e.wrong(l.value().span(), Code.Q301, "", "a type for none", "none");
        }
        return v;
    }

    private void expression(Stmt.ExprStmt x) {
        Value v = e.value(x.expr(), new ValueType.OrErrno(Types.UNIT));
        if (v.type() instanceof ValueType.OrErrno o) {
            if (scope.scenario) {
                e.errnos.unwrap(v, o, x.span());
            } else {
                e.wrong(x.span(), Code.Q304, "");
            }
        }
    }

    private void conditional(Stmt.If i) {
        World.Constant known = e.knownCondition(i.condition());
        if (known != null) {
            Stmt.Block taken = known.value() != 0 ? i.then() : i.otherwise();
            Stmt.Block left = known.value() != 0 ? i.otherwise() : i.then();
            if (taken != null) {
                block(taken);
            }
            if (left != null) {
                check(left);
            }
            return;
        }
        Value condition = e.condition(i.condition());
        int toElse = out.emit(Op.JUMP_IF_ZERO, condition.slot(), 0, 0);
        block(i.then());
        if (i.otherwise() == null) {
            out.land(toElse);
            return;
        }
        int end = out.emit(Op.JUMP, 0, 0, 0);
        out.land(toElse);
        block(i.otherwise());
        out.land(end);
    }

    /// Checks the names and types of a branch that this kernel's options leave out; its code goes nowhere.
    private void check(Stmt.Block left) {
        Emitter nowhere = new Emitter();
        nowhere.slots(out.mark());
        boolean before = e.unit.checking(true);
        new StatementCompiler(new ExpressionCompiler(e.unit, nowhere, scope.forCheck())).block(left);
        e.unit.checking(before);
    }

    private void result(Stmt.Return r) {
        World.FnDef f = scope.function;
        if (f == null) {
            e.wrong(r.span(), Code.Q305, "threads and scenarios end where their text ends", "return");
            return;
        }
        int slot = 0;
        if (r.value() != null) {
            Value v = f.result instanceof ValueType.OrErrno
                    ? e.coerce(e.value(r.value(), f.result), f.result, r.span())
                    : e.as(r.value(), f.result);
            slot = v.slot();
        } else if (f.result.words() > 0) {
            slot = out.slots(f.result.words());
            e.zero(slot, f.result.words());
            if (!(f.result instanceof ValueType.OrErrno o && o.of().words() == 0)) {
                e.wrong(r.span(), Code.Q301, "", Types.describe(f.result), "nothing");
            }
        }
        cleanUp(e, 0);
        out.at(r.span());
        out.emit(Op.RETURN, slot, 0, 0);
    }
}
