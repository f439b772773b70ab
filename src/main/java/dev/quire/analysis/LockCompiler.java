package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.program.Op;
import dev.quire.source.Span;
import java.util.Set;

/// Compiles what is done to locks, as far as each type of lock has it.
final class LockCompiler {
    /// Lock types that many may hold at once.
    private static final Set<String> READERS = Set.of("rwlock", "rwsem", "vma_lock", "srcu");

    private static final Set<String> DOWNGRADED = Set.of("rwsem");

    private final StatementCompiler statements;
    private final ExpressionCompiler e;
    private final Emitter out;

    LockCompiler(StatementCompiler statements) {
        this.statements = statements;
        e = statements.e;
        out = e.out;
    }

    void compile(Stmt.Lock l) {
        Value lock = lock(e, l.lock(), l.shared(), l.span());
        out.at(l.span());
        switch (l.op()) {
            case ACQUIRE -> out.emit(Op.ACQUIRE, lock.slot(), l.shared() ? 1 : 0, 0);
            case RELEASE -> out.emit(Op.RELEASE, lock.slot(), l.shared() ? 1 : 0, 0);
            case DOWNGRADE -> {
                if (Types.isLock(lock.type()) && !DOWNGRADED.contains(Types.describe(lock.type()))) {
                    e.wrong(l.span(), Code.Q311, "", Types.describe(lock.type()));
                }
                out.emit(Op.DOWNGRADE, lock.slot(), 0, 0);
            }
            case ASSERT_HELD -> out.emit(Op.ASSERT_HELD, lock.slot(), 0, 0);
        }
    }

    void compile(Stmt.LockBlock l) {
        int slot = out.slots(1);
        out.emit(Op.MOVE, slot, lock(e, l.lock(), l.shared(), l.lock().span()).slot(), 1);
        out.at(l.span());
        out.emit(Op.ACQUIRE, slot, l.shared() ? 1 : 0, 0);
        statements.guarded(new Scope.Cleanup(slot), l.body());
    }

    /// The lock that an expression names; with `shared` one that has readers.
    static Value lock(ExpressionCompiler e, Expr named, boolean shared, Span span) {
        Value v = e.value(named, null);
        if (!Types.isLock(v.type())) {
            return v.type() == Types.WRONG
                    ? v
                    : e.wrong(named.span(), Code.Q301, "", "a lock", Types.describe(v.type()));
        }
        if (shared && !READERS.contains(Types.describe(v.type()))) {
            e.wrong(span, Code.Q310, "", Types.describe(v.type()));
        }
        return v;
    }
}
