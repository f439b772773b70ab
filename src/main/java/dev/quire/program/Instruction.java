package dev.quire.program;

import dev.quire.source.Span;

/// One instruction and the source that it comes from. `touches` names what an access is of, where that is known: a
/// field
/// by name and offset, `seq@3`, or for `FREE` a kind of object; else it is empty.
public record Instruction(Op op, int a, int b, int c, Span span, String touches) {
    public Instruction(Op op, int a, int b, int c, Span span) {
        this(op, a, b, c, span, "");
    }

    /// What an access of a field touches.
    public static String field(Kind.FieldSlot field) {
        return field.name() + "@" + field.offset();
    }
}
