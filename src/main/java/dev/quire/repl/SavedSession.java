package dev.quire.repl;

import dev.quire.session.Interactive;
import java.util.ArrayList;
import java.util.List;

/// A session as a script that runs.
final class SavedSession {
    private SavedSession() {}

    /// Declarations first, then a scenario of the statements under the session's kernel.
    static String of(Interactive session, String title) {
        List<String> declarations = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        for (Interactive.Piece piece : session.pieces()) {
            (piece.declaration() ? declarations : statements).add(piece.text());
        }
        StringBuilder out = new StringBuilder();
        declarations.forEach(d -> out.append(d).append('\n'));
        out.append(declarations.isEmpty() ? "" : "\n")
                .append("scenario \"")
                .append(title.replace("\"", ""))
                .append("\" {\n  kernel in [")
                .append(session.kernel())
                .append("]\n");
        statements.forEach(s -> out.append(s.indent(2)));
        return out.append("}\n").toString();
    }
}
