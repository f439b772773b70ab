package dev.quire.session;

/// A part of a session as it was typed; `thread` is the one that a statement was begun as.
public record Piece(Kind kind, String text, String thread) {
    public enum Kind {
        DECLARATION,
        STATEMENT,
        /// A thread or a property.
        MEMBER,
        /// A statement that was begun as a thread.
        BEGUN,
        STEP
    }

    Piece(Kind kind, String text) {
        this(kind, text, "");
    }
}
