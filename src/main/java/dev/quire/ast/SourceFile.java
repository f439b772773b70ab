package dev.quire.ast;

import java.util.List;

/// A parsed file or REPL input.
public record SourceFile(int source, List<Decl> declarations) {}
