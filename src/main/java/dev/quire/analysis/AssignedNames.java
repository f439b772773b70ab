package dev.quire.analysis;

import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which names a thread's statements assign: those that it does not share are its registers.
final class AssignedNames {
    private AssignedNames() {}

    /// The names that a thread's statements assign, at any depth.
    static Set<String> in(Stmt.Block block) {
        Set<String> names = new LinkedHashSet<>();
        block.statements().forEach(s -> collect(s, names));
        return names;
    }

    private static void collect(Stmt s, Set<String> names) {
        switch (s) {
            case Stmt.Assign a -> {
                if (a.target() instanceof Expr.Name n) {
                    names.add(n.name());
                }
            }
            case Stmt.If i -> {
                names.addAll(in(i.then()));
                if (i.otherwise() != null) {
                    names.addAll(in(i.otherwise()));
                }
            }
            case Stmt.While w -> names.addAll(in(w.body()));
            case Stmt.For f -> names.addAll(in(f.body()));
            case Stmt.LockBlock l -> names.addAll(in(l.body()));
            case Stmt.Atomic a -> names.addAll(in(a.body()));
            case Stmt.Choose c -> c.alternatives().forEach(b -> names.addAll(in(b)));
            case Stmt.Match m -> m.arms().forEach(a -> names.addAll(in(a.body())));
            case Stmt.ExpectOutcome x -> names.addAll(in(x.body()));
            case Stmt.ExpectEvents x -> names.addAll(in(x.body()));
            case Stmt.Local l -> {}
            case Stmt.ExprStmt x -> {}
            case Stmt.Break b -> {}
            case Stmt.Continue c -> {}
            case Stmt.Return r -> {}
            case Stmt.Lock l -> {}
            case Stmt.WaitUntil w -> {}
            case Stmt.Retry r -> {}
            case Stmt.Emit e -> {}
            case Stmt.Fail f -> {}
            case Stmt.Process p -> names.add(p.name());
            case Stmt.Expect x -> {}
        }
    }
}
