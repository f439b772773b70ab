package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.List;

/// Compiles events: emitting them and expecting them, and expected outcomes.
final class ExpectCompiler {
    private final StatementCompiler statements;
    private final ExpressionCompiler e;
    private final Emitter out;
    private final Scope scope;

    ExpectCompiler(StatementCompiler statements) {
        this.statements = statements;
        e = statements.e;
        out = e.out;
        scope = e.scope;
    }

    void emit(Stmt.Emit m) {
        World.EventDef event = e.world.events.get(m.event());
        if (event == null) {
            e.wrong(
                    m.nameSpan(),
                    Code.Q201,
                    e.world.suggest(m.event(), e.world.events.keySet(), "declare it"),
                    "event",
                    m.event());
            return;
        }
        if (event.parameters().size() != m.arguments().size()) {
            e.wrong(
                    m.span(),
                    Code.Q302,
                    String.join(
                            ", ",
                            event.parameters().stream()
                                    .map(ValueType.Member::name)
                                    .toList()),
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

    void outcome(Stmt.ExpectOutcome x) {
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
        statements.block(x.body());
        scope.handlers.pop();
        Value no = e.constant(Types.BOOL, 0);
        out.at(x.span());
        int end = out.emit(Op.JUMP, 0, 0, 0);
        handler.jumps().forEach(out::land);
        out.emit(Op.CONST, no.slot(), e.unit.constant(1), 0);
        out.land(end);
        out.emit(Op.EXPECT, check, no.slot(), 0);
    }

    void events(Stmt.ExpectEvents x) {
        List<Program.EventPattern> patterns = new ArrayList<>();
        int total = 0;
        List<Value> values = new ArrayList<>();
        for (Stmt.EventPattern p : x.events()) {
            World.EventDef event = e.world.events.get(p.event());
            if (event == null || p.arguments().size() > event.parameters().size()) {
                e.wrong(
                        p.nameSpan(),
                        Code.Q201,
                        e.world.suggest(p.event(), e.world.events.keySet(), "declare it"),
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
        out.emit(Op.EVENTS_BEGIN, e.unit.pattern(patterns), at, 0);
        statements.block(x.body());
        out.at(x.span());
        out.emit(Op.EVENTS_END, check, at, 0);
    }
}
