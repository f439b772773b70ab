package dev.quire.ast;

import dev.quire.source.Span;
import java.util.List;

/// A type as written.
public sealed interface TypeRef {
    Span span();

    /// `addr`, `list<vma>`, `map<int, frame>`.
    record Named(Span span, String name, List<TypeRef> arguments) implements TypeRef {}

    /// `vma?`: a handle that may be `none`.
    record Nullable(Span span, TypeRef of) implements TypeRef {}

    /// `T or errno`; `errno` alone after `or`, or a bare `errno` result for "nothing or errno" (`of` is then
    /// `Named("unit")`).
    record OrErrno(Span span, TypeRef of) implements TypeRef {}

    /// `[4] int`: a fixed array, only as the type of a field.
    record Array(Span span, Expr length, TypeRef of) implements TypeRef {}
}
