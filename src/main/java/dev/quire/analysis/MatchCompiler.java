package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Compiles `match`, which must say what to do for every value and may say it once only, and `choose`.
final class MatchCompiler {
    private final StatementCompiler statements;
    private final ExpressionCompiler e;
    private final Emitter out;

    MatchCompiler(StatementCompiler statements) {
        this.statements = statements;
        e = statements.e;
        out = e.out;
    }

    void compile(Stmt.Match m) {
        Value subject = e.value(m.subject(), null);
        check(m, subject.type());
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
            statements.block(arm.body());
            ends.add(out.emit(Op.JUMP, 0, 0, 0));
            if (skip >= 0) {
                out.land(skip);
            }
        }
        ends.forEach(out::land);
    }

    private void check(Stmt.Match m, ValueType type) {
        if (type == Types.WRONG) {
            return;
        }
        if (type.words() != 1) {
            e.wrong(m.subject().span(), Code.Q301, "", "a value of one word", Types.describe(type));
            return;
        }
        TreeMap<Long, Span> seen = new TreeMap<>();
        Span other = null;
        for (Stmt.Arm arm : m.arms()) {
            if (other != null) {
                e.world
                        .problems
                        .at(Code.Q308, arm.span())
                        .label(other, "this takes all that is left")
                        .report();
            }
            if (arm.patterns().isEmpty()) {
                other = other == null ? arm.span() : other;
            }
            for (Expr pattern : arm.patterns()) {
                World.Constant value = known(pattern, type);
                Span first = value == null ? null : seen.putIfAbsent(value.value(), pattern.span());
                if (first != null) {
                    e.world
                            .problems
                            .at(Code.Q308, pattern.span())
                            .label(first, "the same value is taken here")
                            .report();
                }
            }
        }
        if (other == null) {
            missing(m, type, seen);
        }
    }

    private World.@org.jspecify.annotations.Nullable Constant known(Expr pattern, ValueType type) {
        World.Constant named = pattern instanceof Expr.Name n && e.scope.find(n.name()) == null
                ? ExpressionCompiler.caseOf(type, n.name())
                : null;
        return named == null ? e.folder.fold(pattern) : named;
    }

    private void missing(Stmt.Match m, ValueType type, TreeMap<Long, Span> seen) {
        List<String> missing = new ArrayList<>();
        if (type instanceof ValueType.EnumType en) {
            for (int i = 0; i < en.cases().size(); i++) {
                if (!seen.containsKey((long) i)) {
                    missing.add(en.cases().get(i));
                }
            }
        } else if (type.equals(Types.BOOL)) {
            if (!seen.containsKey(1L)) {
                missing.add("yes");
            }
            if (!seen.containsKey(0L)) {
                missing.add("no");
            }
        } else {
            missing.add("other values");
        }
        if (!missing.isEmpty()) {
            e.wrong(m.subject().span(), Code.Q307, "", String.join(", ", missing));
        }
    }

    void choose(Stmt.Choose c) {
        int pick = out.slots(2);
        out.emit(Op.CHOOSE, pick, c.alternatives().size(), 0);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < c.alternatives().size(); i++) {
            Value number = e.constant(Types.INT, i);
            out.emit(Op.EQ, pick + 1, pick, number.slot());
            int skip = out.emit(Op.JUMP_IF_ZERO, pick + 1, 0, 0);
            statements.block(c.alternatives().get(i));
            ends.add(out.emit(Op.JUMP, 0, 0, 0));
            out.land(skip);
        }
        ends.forEach(out::land);
    }
}
