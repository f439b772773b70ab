package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Compiles statements.
final class StatementCompiler {
    /// Slots kept for a local whose type is not known before its value has been compiled; a larger one gets more.
    private static final int INFERRED_WORDS = 8;

    final ExpressionCompiler e;
    private final Emitter out;
    private final Scope scope;
    private final LoopCompiler loops;

    StatementCompiler(ExpressionCompiler expressions) {
        e = expressions;
        out = e.out;
        scope = e.scope;
        loops = new LoopCompiler(this);
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
            case Stmt.Assign a -> assign(a);
            case Stmt.ExprStmt x -> expression(x);
            case Stmt.If i -> conditional(i);
            case Stmt.While w -> loops.compile(w);
            case Stmt.For f -> loops.compile(f);
            case Stmt.Break b -> loops.leave(b.span(), true);
            case Stmt.Continue c -> loops.leave(c.span(), false);
            case Stmt.Return r -> result(r);
            case Stmt.Match m -> match(m);
            case Stmt.Lock l -> {
                Value lock = lock(l.lock());
                out.at(l.span());
                switch (l.op()) {
                    case ACQUIRE -> out.emit(Op.ACQUIRE, lock.slot(), l.shared() ? 1 : 0, 0);
                    case RELEASE -> out.emit(Op.RELEASE, lock.slot(), l.shared() ? 1 : 0, 0);
                    case DOWNGRADE -> out.emit(Op.DOWNGRADE, lock.slot(), 0, 0);
                    case ASSERT_HELD -> out.emit(Op.ASSERT_HELD, lock.slot(), 0, 0);
                }
            }
            case Stmt.LockBlock l -> {
                int slot = out.slots(1);
                out.emit(Op.MOVE, slot, lock(l.lock()).slot(), 1);
                out.at(l.span());
                out.emit(Op.ACQUIRE, slot, l.shared() ? 1 : 0, 0);
                guarded(new Scope.Cleanup(slot), l.body());
            }
            case Stmt.WaitUntil w -> {
                out.emit(Op.ATOMIC_BEGIN, 0, 0, 0);
                Value condition = e.condition(w.condition());
                out.emit(Op.BLOCK_IF_ZERO, condition.slot(), 0, 0);
                out.emit(Op.ATOMIC_END, 0, 0, 0);
            }
            case Stmt.Retry r -> loops.retry();
            case Stmt.Choose c -> choose(c);
            case Stmt.Atomic a -> {
                out.emit(Op.ATOMIC_BEGIN, 0, 0, 0);
                guarded(new Scope.Cleanup(-1), a.body());
            }
            case Stmt.Emit m -> emit(m);
            case Stmt.Fail f -> out.emit(Op.FAIL, e.unit.text(f.message()), f.unmodelled() ? 1 : 0, 0);
            case Stmt.Process p ->
                assign(new Stmt.Assign(
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
            case Stmt.ExpectOutcome x -> outcome(x);
            case Stmt.ExpectEvents x -> events(x);
        }
    }

    private Value lock(Expr expr) {
        Value v = e.value(expr, null);
        return Types.isLock(v.type()) || v.type() == Types.WRONG
                ? v
                : e.wrong(expr.span(), Code.Q301, "", "a lock", Types.describe(v.type()));
    }

    private void guarded(Scope.Cleanup cleanup, Stmt.Block body) {
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
        ValueType type = l.type() == null ? null : e.world.resolve(l.type());
        int home = out.slots(type == null ? INFERRED_WORDS : type.words());
        int mark = out.mark();
        if (l.value() == null) {
            if (type == null) {
                e.wrong(l.span(), Code.Q301, "", "a type or a value", "neither");
                type = Types.WRONG;
            }
            e.zero(home, type.words());
        } else {
            Value v = type == null ? e.value(l.value(), new ValueType.OrErrno(Types.UNIT)) : e.as(l.value(), type);
            type = type == null ? v.type() : type;
            if (scope.scenario && type instanceof ValueType.OrErrno o) {
                v = e.calls.unwrap(v, o, l.value().span());
                type = v.type();
            }
            if (type == Types.NONE) {
                v = e.wrong(l.value().span(), Code.Q301, "", "a type for none", "none");
                type = v.type();
            }
            if (l.type() == null && type.words() > INFERRED_WORDS) {
                home = out.slots(type.words());
                mark = out.mark();
            }
            out.emit(Op.MOVE, home, v.slot(), type.words());
        }
        out.release(mark);
        if (scope.declaredHere(l.name())) {
            e.wrong(l.nameSpan(), Code.Q202, "the same block", l.name());
        }
        scope.declare(l.name(), new Scope.Local(type, home, l.kind() != Stmt.Local.Kind.LET));
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

    private void assign(Stmt.Assign written) {
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
                e.wrong(n.span(), Code.Q303, "");
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

    private void expression(Stmt.ExprStmt x) {
        Value v = e.value(x.expr(), new ValueType.OrErrno(Types.UNIT));
        if (v.type() instanceof ValueType.OrErrno o) {
            if (scope.scenario) {
                e.calls.unwrap(v, o, x.span());
            } else {
                e.wrong(x.span(), Code.Q304, "");
            }
        }
    }

    private void conditional(Stmt.If i) {
        World.Constant known = e.folder.fold(i.condition());
        if (known != null) {
            if (known.value() != 0) {
                block(i.then());
            } else if (i.otherwise() != null) {
                block(i.otherwise());
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

    private void match(Stmt.Match m) {
        Value subject = e.value(m.subject(), null);
        List<Integer> ends = new ArrayList<>();
        for (Stmt.Arm arm : m.arms()) {
            List<Integer> hits = new ArrayList<>();
            int mark = out.mark();
            for (Expr pattern : arm.patterns()) {
                Value v = e.as(pattern, subject.type());
                int hit = out.slots(1);
                out.emit(Op.EQ, hit, subject.slot(), v.slot());
                hits.add(out.emit(Op.JUMP_IF_NONZERO, hit, 0, 0));
            }
            int skip = arm.patterns().isEmpty() ? -1 : out.emit(Op.JUMP, 0, 0, 0);
            hits.forEach(out::land);
            out.release(mark);
            block(arm.body());
            ends.add(out.emit(Op.JUMP, 0, 0, 0));
            if (skip >= 0) {
                out.land(skip);
            }
        }
        ends.forEach(out::land);
    }

    private void choose(Stmt.Choose c) {
        int pick = out.slots(2);
        out.emit(Op.CHOOSE, pick, c.alternatives().size(), 0);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < c.alternatives().size(); i++) {
            Value number = e.constant(Types.INT, i);
            out.emit(Op.EQ, pick + 1, pick, number.slot());
            int skip = out.emit(Op.JUMP_IF_ZERO, pick + 1, 0, 0);
            block(c.alternatives().get(i));
            ends.add(out.emit(Op.JUMP, 0, 0, 0));
            out.land(skip);
        }
        ends.forEach(out::land);
    }

    private void emit(Stmt.Emit m) {
        World.EventDef event = e.world.events.get(m.event());
        if (event == null) {
            e.wrong(
                    m.nameSpan(),
                    Code.Q201,
                    Nearest.suggest(m.event(), e.world.events.keySet(), "declare it"),
                    "event",
                    m.event());
            return;
        }
        if (event.parameters().size() != m.arguments().size()) {
            e.wrong(
                    m.span(),
                    Code.Q302,
                    "",
                    event.name(),
                    event.parameters().size(),
                    m.arguments().size());
            return;
        }
        int at = operands(event, m.arguments());
        out.emit(Op.EMIT, event.index(), at, 0);
    }

    private int operands(World.EventDef event, List<Expr> arguments) {
        int at = out.slots(Math.max(
                1, event.parameters().stream().mapToInt(p -> p.type().words()).sum()));
        int next = at;
        for (int i = 0; i < arguments.size(); i++) {
            ValueType type = event.parameters().get(i).type();
            out.emit(Op.MOVE, next, e.as(arguments.get(i), type).slot(), type.words());
            next += type.words();
        }
        return at;
    }

    private void outcome(Stmt.ExpectOutcome x) {
        ValueType errno = e.world.types.get("errno");
        World.Constant wanted = ExpressionCompiler.caseOf(errno, x.outcome());
        if (wanted == null || !scope.scenario) {
            List<String> known = errno instanceof ValueType.EnumType en ? en.cases() : List.of();
            e.wrong(
                    x.nameSpan(),
                    Code.Q201,
                    Nearest.suggest(x.outcome(), known, "an errno or SIGSEGV, SIGBUS"),
                    "errno",
                    x.outcome());
            return;
        }
        int check = e.unit.check(x.span());
        Scope.Handler handler = new Scope.Handler(wanted.value(), new ArrayList<>(), scope.cleanups.size());
        scope.handlers.push(handler);
        block(x.body());
        scope.handlers.pop();
        Value no = e.constant(Types.BOOL, 0);
        out.at(x.span());
        int end = out.emit(Op.JUMP, 0, 0, 0);
        handler.jumps().forEach(out::land);
        out.emit(Op.CONST, no.slot(), e.unit.constant(1), 0);
        out.land(end);
        out.emit(Op.EXPECT, check, no.slot(), 0);
    }

    private void events(Stmt.ExpectEvents x) {
        List<Program.EventPattern> patterns = new ArrayList<>();
        int total = 0;
        List<Value> values = new ArrayList<>();
        for (Stmt.EventPattern p : x.events()) {
            World.EventDef event = e.world.events.get(p.event());
            if (event == null || p.arguments().size() > event.parameters().size()) {
                e.wrong(
                        p.nameSpan(),
                        Code.Q201,
                        Nearest.suggest(p.event(), e.world.events.keySet(), "declare it"),
                        "event",
                        p.event());
                return;
            }
            int words = 0;
            for (int i = 0; i < p.arguments().size(); i++) {
                Value v = e.as(p.arguments().get(i), event.parameters().get(i).type());
                values.add(v);
                words += v.type().words();
            }
            patterns.add(new Program.EventPattern(event.index(), words, e.unit.source(p.span())));
            total += words;
        }
        int at = out.slots(Math.max(1, total));
        int next = at;
        for (Value v : values) {
            out.emit(Op.MOVE, next, v.slot(), v.type().words());
            next += v.type().words();
        }
        int check = e.unit.check(x.span());
        e.unit.patterns.add(patterns);
        out.emit(Op.EVENTS_BEGIN, e.unit.patterns.size() - 1, at, 0);
        block(x.body());
        out.at(x.span());
        out.emit(Op.EVENTS_END, check, at, 0);
    }
}
