package dev.quire.diagnostic;

import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Collects diagnostics over a pass.
public final class Problems {
    private static final int LIMIT = 100;

    private final List<Diagnostic> found = new ArrayList<>();

    /// Reports with the catalogue's help text, whose `{0}` is `help`.
    public void report(Code code, Span span, String help, Object... arguments) {
        Object[] texts = new Object[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.valueOf(arguments[i]);
        }
        Diagnostic diagnostic = new Diagnostic(code, span, Catalogue.message(code, texts), Catalogue.help(code, help));
        if (found.size() < LIMIT && !found.contains(diagnostic)) {
            found.add(diagnostic);
        }
    }

    /// Adds what another pass has found.
    public void include(List<Diagnostic> others) {
        for (Diagnostic d : others) {
            if (found.size() < LIMIT && !found.contains(d)) {
                found.add(d);
            }
        }
    }

    /// Forgets all, for another pass.
    public void clear() {
        found.clear();
    }

    public boolean any() {
        return !found.isEmpty();
    }

    /// In the order of the text.
    public List<Diagnostic> sorted() {
        return found.stream().sorted().toList();
    }
}
