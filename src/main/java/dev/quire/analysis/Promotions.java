package dev.quire.analysis;

import dev.quire.ast.Expr;
import dev.quire.program.Function;
import dev.quire.program.Instruction;
import dev.quire.program.MetricWord;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which metrics of a program must be state, since something that runs beside threads reads them: a thread, a function
/// that a thread or a property reaches, or a property itself (ADR 0001 §2). What the setup reads has one value, and
/// needs
/// no promotion; neither do the comparisons of a *ranged* `expect`.
final class Promotions {
    private final List<Function> functions;
    private final int[][] dispatch;
    private final List<World.KindDef> kinds;
    private final Set<Integer> reached = new HashSet<>();
    private final Map<Integer, Program.Promotion> found = new TreeMap<>();

    Promotions(List<Function> functions, int[][] dispatch, List<World.KindDef> kinds) {
        this.functions = functions;
        this.dispatch = dispatch;
        this.kinds = kinds;
    }

    /// The promotions that a scenario's threads and properties ask for, in the order of kinds and fields.
    List<Program.Promotion> of(Program.Scenario scenario) {
        scenario.threads().forEach(t -> reach(t.function(), "thread " + t.name()));
        for (Program.PropertyCode p : scenario.properties()) {
            if (!p.ranged()) {
                reach(p.function(), p.kind() + " " + p.text());
            }
        }
        return List.copyOf(found.values());
    }

    private void reach(int root, String name) {
        Deque<Integer> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            int at = open.remove();
            if (!reached.add(at)) {
                continue;
            }
            Function f = functions.get(at);
            for (Instruction i : f.code()) {
                open.addAll(callees(i));
                if (i.op() == Op.LOAD_METRIC) {
                    String reader = at == root ? name : f.display() + "()";
                    found.putIfAbsent(i.c(), new Program.Promotion(i.c(), metric(i.c()), reader));
                }
            }
        }
    }

    private List<Integer> callees(Instruction i) {
        List<Integer> all = new ArrayList<>();
        if (i.op() == Op.CALL) {
            all.add(i.a());
        } else if (i.op() == Op.CALL_DYNAMIC) {
            for (int implementation : dispatch[i.a()]) {
                if (implementation >= 0) {
                    all.add(implementation);
                }
            }
        }
        return all;
    }

    private String metric(int word) {
        World.KindDef kind = kinds.get(MetricWord.kind(word));
        return kind.name + "."
                + kind.fields.stream()
                        .filter(f -> f.metric() == word)
                        .findFirst()
                        .orElseThrow()
                        .name();
    }

    /// Whether a condition that is judged of final states only compares metrics with what is none, each comparison by
    /// itself: then it holds of every value that they can have where it holds of the least and of the greatest.
    boolean ranged(Expr condition, int function) {
        Set<Span> sides = new HashSet<>();
        if (!comparisons(condition, sides)) {
            return false;
        }
        boolean reads = false;
        Set<Integer> called = new HashSet<>();
        for (Instruction i : functions.get(function).code()) {
            if (i.op() == Op.LOAD_METRIC) {
                reads = true;
                if (!sides.remove(i.span())) {
                    return false;
                }
            }
            called.addAll(callees(i));
        }
        return reads && called.stream().noneMatch(c -> readsMetrics(c, new HashSet<>()));
    }

    private boolean readsMetrics(int function, Set<Integer> seen) {
        return seen.add(function)
                && functions.get(function).code().stream()
                        .anyMatch(i ->
                                i.op() == Op.LOAD_METRIC || callees(i).stream().anyMatch(c -> readsMetrics(c, seen)));
    }

    /// Adds one side of each comparison, the one that may be a metric; false where there is something else.
    private static boolean comparisons(Expr e, Set<Span> sides) {
        if (!(e instanceof Expr.Binary b)) {
            return false;
        }
        return switch (b.op()) {
            case AND -> comparisons(b.left(), sides) && comparisons(b.right(), sides);
            case IN, EQ, LT, LE, GT, GE -> {
                sides.add((b.left() instanceof Expr.Member ? b.left() : b.right()).span());
                yield true;
            }
            case OR, NE, ADD, SUB, MUL, DIV, REM, SHL, SHR, BIT_AND, BIT_OR, BIT_XOR -> false;
        };
    }
}
