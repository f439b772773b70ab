package dev.quire.repl;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Status;
import org.jspecify.annotations.Nullable;

/// The last line of the screen: kernel, step, threads, and the notifier sections that are open. Nothing on a terminal
/// that cannot keep a line, or that has no room for one.
final class StatusLine implements Repl.Screen {
    private static final int LEAST_ROWS = 8;

    private final Terminal terminal;
    private final boolean coloured;
    private final @Nullable Status status;

    StatusLine(Terminal terminal, boolean coloured) {
        this.terminal = terminal;
        this.coloured = coloured;
        boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        status = dumb ? null : Status.getStatus(terminal);
    }

    /// Shows how the session stands, cut to the width that the terminal has now.
    void show(Repl repl) {
        if (status == null) {
            return;
        }
        if (terminal.getRows() < LEAST_ROWS) {
            status.hide();
            return;
        }
        List<String> parts = new ArrayList<>(List.of(repl.kernel()));
        if (repl.isOpen()) {
            parts.add("step " + (repl.session().length() - 1));
            int ahead = repl.session().ahead();
            if (ahead > 0) {
                parts.add(ahead + " ahead");
            }
            List<String> open = repl.report().tables().open(repl.session().holdings());
            if (!open.isEmpty()) {
                parts.add("open: " + String.join(", ", open));
            }
        }
        AttributedStyle style = coloured ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT;
        AttributedString line = new AttributedStringBuilder()
                .style(style)
                .append(" ")
                .append(String.join("  |  ", parts))
                .append(" ")
                .toAttributedString();
        int width = terminal.getColumns();
        status.update(List.of(line.columnLength() > width ? line.columnSubSequence(0, Math.max(1, width - 1)) : line));
    }

    @Override
    public void suspend() {
        if (status != null) {
            status.suspend();
        }
    }

    @Override
    public void restore() {
        if (status != null) {
            status.restore();
        }
    }

    /// The whole screen is everybody's again.
    void close() {
        if (status != null) {
            status.close();
        }
    }
}
