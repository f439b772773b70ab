package dev.quire.session;

/// A part of a session as it was typed.
public record Piece(Kind kind, String text) {
    public enum Kind {
        DECLARATION,
        STATEMENT,
        /// A thread or a property.
        MEMBER,
        /// A statement that was begun as a thread.
        BEGUN,
        STEP
    }
}
