package dev.quire.repl;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.syntax.Highlights;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours for what is being typed, and marks where it is wrong. What is not finished is not wrong: nothing is marked
/// that the cursor is at, or that the rest of the input may still mend.
final class Marks {
    private static final AttributedStyle WRONG =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).underline();

    private final Repl repl;

    Marks(Repl repl) {
        this.repl = repl;
    }

    /// A half-open run of the text that is wrong.
    record Mark(int start, int end) {}

    AttributedString of(String text, int cursor) {
        AttributedStyle[] styles = new AttributedStyle[text.length()];
        for (Highlights.Piece piece : Highlights.of(text)) {
            style(styles, piece.start(), piece.end(), style(piece.kind()));
        }
        wrong(text, cursor).forEach(mark -> style(styles, mark.start(), mark.end(), WRONG));
        AttributedStringBuilder out = new AttributedStringBuilder();
        for (int i = 0; i < text.length(); i++) {
            out.style(styles[i] == null ? AttributedStyle.DEFAULT : styles[i]).append(text.charAt(i));
        }
        return out.toAttributedString();
    }

    private static void style(AttributedStyle[] styles, int start, int end, AttributedStyle style) {
        for (int i = Math.max(0, start); i < Math.min(end, styles.length); i++) {
            styles[i] = style;
        }
    }

    private static AttributedStyle style(Highlights.Kind kind) {
        return switch (kind) {
            case KEYWORD -> AttributedStyle.BOLD.foreground(AttributedStyle.BLUE);
            case LITERAL -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case COMMENT -> AttributedStyle.DEFAULT.faint();
            case WRONG -> WRONG;
        };
    }

    /// Where the text is wrong, with the cursor there.
    List<Mark> wrong(String text, int cursor) {
        if (text.isBlank() || !repl.isOpen()) {
            return List.of();
        }
        return Commands.isCommand(text) ? command(text, cursor) : input(text, 0, cursor);
    }

    private List<Mark> input(String text, int from, int cursor) {
        int end = from + text.stripTrailing().length();
        return mistakes(text).stream()
                .filter(d -> d.code() != Code.Q107)
                .map(Diagnostic::span)
                .map(span -> new Mark(span.start() + from, Math.max(span.end(), span.start() + 1) + from))
                .filter(m -> m.end() < end && !(m.start() <= cursor && cursor <= m.end()))
                .toList();
    }

    private List<Diagnostic> mistakes(String text) {
        try {
            return repl.session().mistakes(text);
        } catch (RuntimeException bug) {
            // It will be told when the input is entered; typing goes on.
            return List.of();
        }
    }

    private List<Mark> command(String text, int cursor) {
        int colon = text.indexOf(':');
        int end = colon + 1;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        Command command = Command.of(text.substring(colon + 1, end));
        if (command == null) {
            return cursor <= end ? List.of() : List.of(new Mark(colon, end));
        }
        boolean expression = command == Command.UNTIL || command == Command.VIEW;
        return expression ? input(text.substring(end), end, cursor) : List.of();
    }
}
