package dev.quire.repl;

import dev.quire.session.Interactive;
import dev.quire.session.Request;
import dev.quire.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A session as a script that runs.
final class SavedSession {
    private SavedSession() {}

    /// Declarations first, then a scenario under the session's kernel: the statements are its setup, up to the first
    /// step
    /// of a thread. What was entered after that is checked at the end where it is an `expect`, and else left out with a
    /// comment; steps are left out, since a scenario stands for all of them.
    static String of(Interactive session, String title) {
        Set<String> declarations = new LinkedHashSet<>();
        List<String> setup = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        boolean stepped = false;
        boolean threads = false;
        for (dev.quire.session.Piece piece : session.pieces()) {
            switch (piece.kind()) {
                case DECLARATION -> declarations.add(piece.text());
                case MEMBER -> {
                    threads = true;
                    rest.add(piece.text());
                }
                case BEGUN -> threads = true;
                case STEP -> stepped = true;
                case STATEMENT -> {
                    boolean later = stepped && threads;
                    boolean check = piece.text().startsWith("expect ");
                    (later ? rest : setup).add(later && !check ? commented(piece.text()) : piece.text());
                }
            }
        }
        StringBuilder out = new StringBuilder();
        declarations.forEach(d -> out.append(d).append('\n'));
        out.append(declarations.isEmpty() ? "" : "\n")
                .append("scenario \"")
                .append(title.replace("\"", ""))
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
        rest.forEach(s -> out.append(s.indent(2)));
        String text = out.append("}\n").toString();
        Session.Formatted laid =
                new Session().answer(new Request.FormatInput(text.getBytes(StandardCharsets.UTF_8), title));
        return laid.diagnostics().isEmpty() ? laid.text() : text;
    }

    private static String commented(String text) {
        return "// after some steps: " + text.strip().replace("\n", "\n// ");
    }
}
