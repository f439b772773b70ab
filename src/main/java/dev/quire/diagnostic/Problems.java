package dev.quire.diagnostic;

import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Collects diagnostics over a pass.
public final class Problems {
    private static final int LIMIT = 100;

    private final Set<Diagnostic> found = new LinkedHashSet<>();
    private int errors;
    private UnaryOperator<String> modules = name -> "";

    /// Says which module declares a name, or "": asked only when a name is unknown.
    public void modules(UnaryOperator<String> declaring) {
        modules = declaring;
    }

    /// What to do about a name that is unknown: use the module that declares it, else the known name that is nearest,
    /// else
    /// `fallback`.
    public String suggest(String wrong, Collection<String> known, String fallback) {
        String module = modules.apply(wrong);
        return module.isEmpty() ? Nearest.suggest(wrong, known, fallback) : "`use " + module + "` declares it";
    }

    /// Reports with the catalogue's help text, whose `{0}` is `help`.
    public void report(Code code, Span span, String help, Object... arguments) {
        at(code, span, arguments).help(help).report();
    }

    /// Begins a diagnostic that needs more than a help; nothing is reported before `report`.
    public Draft at(Code code, Span span, Object... arguments) {
        return new Draft(code, span, arguments);
    }

    /// Adds what another pass has found.
    public void include(List<Diagnostic> others) {
        others.forEach(this::add);
    }

    private void add(Diagnostic diagnostic) {
        if (found.size() < LIMIT && found.add(diagnostic) && diagnostic.severity() == Severity.ERROR) {
            errors++;
        }
    }

    /// Forgets all, for another pass.
    public void clear() {
        found.clear();
        errors = 0;
    }

    /// Whether there is an error: then nothing may run.
    public boolean any() {
        return errors > 0;
    }

    /// All of them in the order of the text when there is an error, else none.
    public List<Diagnostic> sorted() {
        return any() ? found.stream().sorted().toList() : List.of();
    }

    /// The warnings, in the order of the text.
    public List<Diagnostic> warnings() {
        return found.stream()
                .filter(d -> d.severity() == Severity.WARNING)
                .sorted()
                .toList();
    }

    /// A diagnostic in the making.
    public final class Draft {
        private final Code code;
        private final Span span;
        private final Object[] arguments;
        private final List<Label> secondary = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String text = "";
        private Object[] help = {""};

        private Draft(Code code, Span span, Object... arguments) {
            this.code = code;
            this.span = span;
            this.arguments = arguments.clone();
        }

        /// Words after the caret run.
        public Draft text(String words) {
            text = words;
            return this;
        }

        /// What the catalogue's help text is filled with.
        public Draft help(Object... fillings) {
            help = fillings.clone();
            return this;
        }

        /// Another place that matters.
        public Draft label(Span place, String words) {
            if (!place.equals(Span.NONE)) {
                secondary.add(new Label(place, words));
            }
            return this;
        }

        public Draft note(String sentence) {
            notes.add(sentence);
            return this;
        }

        public void report() {
            add(new Diagnostic(
                    code,
                    Catalogue.message(code, arguments),
                    new Label(span, text),
                    secondary,
                    notes,
                    Catalogue.help(code, help)));
        }
    }
}
