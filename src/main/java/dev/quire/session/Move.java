package dev.quire.session;

import java.util.List;

/// One thing that a session did: what `:undo` takes back, and what another kernel is asked to do again.
public sealed interface Move {
    /// As it would be typed.
    String text();

    /// An input: declarations, threads and properties, statements. `changed` tells whether anything is another than
    /// before; an expression mostly changes nothing.
    record Typed(String text, boolean changed) implements Move {}

    /// A statement was begun as a thread of its own, or as the next of a thread whose last one had ended.
    record Begun(String thread, String statement) implements Move {
        @Override
        public String text() {
            return ":step " + statement.strip();
        }
    }

    /// A thread took a step, with these alternatives.
    record Stepped(String thread, List<Integer> choices) implements Move {
        public Stepped {
            choices = List.copyOf(choices);
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder(":step ").append(thread);
            choices.forEach(c -> text.append(' ').append(c));
            return text.toString();
        }
    }
}
