package dev.quire.analysis;

import dev.quire.ast.Decl;

/// Whether a replacement builds on the layer below it.
final class Originals {
    private Originals() {}

    static boolean calls(Decl.Fn fn) {
        return fn.body() != null && fn.body().toString().contains("Original[");
    }
}
