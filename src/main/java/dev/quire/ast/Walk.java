package dev.quire.ast;

import java.util.List;
import java.util.function.Consumer;

/// Visits every expression of a tree, outer ones before inner ones, in the order of the text.
public final class Walk {
    private final Consumer<Expr> use;

    private Walk(Consumer<Expr> use) {
        this.use = use;
    }

    public static void expressions(Stmt.Block block, Consumer<Expr> use) {
        new Walk(use).block(block);
    }

    private void block(Stmt.Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(Stmt s) {
        switch (s) {
            case Stmt.Local l -> {
                if (l.value() != null) {
                    expression(l.value());
                }
            }
            case Stmt.Assign a -> {
                expression(a.target());
                expression(a.value());
            }
            case Stmt.ExprStmt x -> expression(x.expr());
            case Stmt.If i -> {
                expression(i.condition());
                block(i.then());
                if (i.otherwise() != null) {
                    block(i.otherwise());
                }
            }
            case Stmt.While w -> {
                expression(w.condition());
                block(w.body());
            }
            case Stmt.For f -> {
                expression(f.over());
                block(f.body());
            }
            case Stmt.Return r -> {
                if (r.value() != null) {
                    expression(r.value());
                }
            }
            case Stmt.Match m -> {
                expression(m.subject());
                m.arms().forEach(a -> {
                    all(a.patterns());
                    block(a.body());
                });
            }
            case Stmt.Lock l -> expression(l.lock());
            case Stmt.LockBlock l -> {
                expression(l.lock());
                block(l.body());
            }
            case Stmt.WaitUntil w -> expression(w.condition());
            case Stmt.Choose c -> c.alternatives().forEach(this::block);
            case Stmt.Atomic a -> block(a.body());
            case Stmt.Emit e -> all(e.arguments());
            case Stmt.Expect x -> expression(x.condition());
            case Stmt.ExpectOutcome x -> block(x.body());
            case Stmt.ExpectEvents x -> {
                x.events().forEach(p -> all(p.arguments()));
                block(x.body());
            }
            case Stmt.Break b -> {}
            case Stmt.Continue c -> {}
            case Stmt.Retry r -> {}
            case Stmt.Fail f -> {}
            case Stmt.Process p -> {}
        }
    }

    private void all(List<Expr> expressions) {
        expressions.forEach(this::expression);
    }

    private void inits(List<Expr.FieldInit> inits) {
        inits.forEach(i -> expression(i.value()));
    }

    private void expression(Expr e) {
        use.accept(e);
        switch (e) {
            case Expr.WithUnit w -> expression(w.value());
            case Expr.Member m -> expression(m.target());
            case Expr.Index i -> {
                expression(i.target());
                expression(i.index());
            }
            case Expr.Call c -> all(c.arguments());
            case Expr.MethodCall c -> {
                expression(c.target());
                all(c.arguments());
            }
            case Expr.Original o -> all(o.arguments());
            case Expr.New n -> {
                all(n.arguments());
                inits(n.fields());
            }
            case Expr.Unary u -> expression(u.operand());
            case Expr.Binary b -> {
                expression(b.left());
                expression(b.right());
            }
            case Expr.Range r -> {
                expression(r.low());
                expression(r.high());
            }
            case Expr.Is i -> {
                expression(i.target());
                inits(i.fields());
            }
            case Expr.Has h -> expression(h.target());
            case Expr.If i -> {
                expression(i.condition());
                expression(i.then());
                expression(i.otherwise());
            }
            case Expr.Try t -> expression(t.operand());
            case Expr.Choose c -> all(c.alternatives());
            case Expr.TryLock t -> expression(t.lock());
            case Expr.IntLit l -> {}
            case Expr.BoolLit l -> {}
            case Expr.TextLit l -> {}
            case Expr.PermLit l -> {}
            case Expr.NoneLit l -> {}
            case Expr.Name n -> {}
        }
    }
}
