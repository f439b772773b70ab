package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.Walk;

/// Whether a replacement builds on the layer below it.
final class Originals {
    private Originals() {}

    static boolean calls(Decl.Fn fn) {
        boolean[] found = new boolean[1];
        if (fn.body() != null) {
            Walk.expressions(fn.body(), e -> found[0] |= e instanceof Expr.Original);
        }
        return found[0];
    }
}
