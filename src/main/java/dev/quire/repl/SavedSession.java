package dev.quire.repl;

import dev.quire.session.Interactive;
import dev.quire.session.Piece;
import dev.quire.session.Request;
import dev.quire.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A session as a script that runs, and the steps that its threads took, as the script's schedule.
final class SavedSession {
    private final Interactive session;
    private final String title;
    private final Set<String> declarations = new LinkedHashSet<>();
    private final List<String> setup = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();
    private boolean threads;
    private final Map<String, List<String>> begun = new LinkedHashMap<>();
    private boolean stepped;

    /// Declarations first, then a scenario under the session's kernel: the statements are its setup, up to the first
    /// step of a thread. What was entered after that is checked at the end where it is an `expect`, and else left out
    /// with a comment.
    SavedSession(Interactive session, String title) {
        this.session = session;
        this.title = title.replace("\"", "");
        declarations.addAll(session.foundation());
        for (Piece piece : session.pieces()) {
            switch (piece.kind()) {
                case DECLARATION -> declarations.add(piece.text());
                case MEMBER -> {
                    threads = true;
                    rest.add(piece.text());
                }
                case BEGUN -> {
                    threads = true;
                    begun.computeIfAbsent(piece.thread(), t -> new ArrayList<>())
                            .add(piece.text().strip());
                }
                case STEP -> stepped = true;
                case STATEMENT -> {
                    boolean later = stepped && threads;
                    boolean check = piece.text().startsWith("expect ");
                    (later ? rest : setup).add(later && !check ? commented(piece.text()) : piece.text());
                }
            }
        }
    }

    /// The script.
    String text() {
        StringBuilder out = new StringBuilder();
        declarations.forEach(d -> out.append(d).append('\n'));
        out.append(declarations.isEmpty() ? "" : "\n")
                .append("scenario \"")
                .append(title)
                .append("\" {\n  kernel in [")
                .append(session.kernel())
                .append("]\n");
        if (threads) {
            out.append("  setup {\n");
            setup.forEach(s -> out.append(s.indent(4)));
            out.append("  }\n");
        } else {
            setup.forEach(s -> out.append(s.indent(2)));
        }
        begun.forEach((name, statements) -> {
            out.append("  thread ").append(name).append(" {\n");
            statements.forEach(s -> out.append(s.indent(4)));
            out.append("  }\n");
        });
        rest.forEach(s -> out.append(s.indent(2)));
        String text = out.append("}\n").toString();
        Session.Formatted laid =
                new Session().answer(new Request.FormatInput(text.getBytes(StandardCharsets.UTF_8), title));
        return laid.diagnostics().isEmpty() ? laid.text() : text;
    }

    /// Whether threads took steps.
    boolean stepped() {
        return stepped;
    }

    private static String commented(String text) {
        return "// after some steps: " + text.strip().replace("\n", "\n// ");
    }
}
