package dev.quire.session;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A script as inputs of a session: its declarations, then the statements of one scenario's setup, then its threads and
/// properties. `kernels` are the scenario's, `modules` what the script uses; `leftOut` names what cannot be entered.
public record Script(
        List<String> kernels,
        List<String> modules,
        List<String> inputs,
        List<String> leftOut,
        List<Diagnostic> wrong,
        List<Source> sources)
        implements Response {
    /// Reads a file.
    static Script read(Path path, String title) {
        Problems problems = new Problems();
        Source source = new Source(0, path.toString(), Texts.read(path, path.toString(), problems));
        return problems.any() ? unreadable(problems.sorted(), source) : of(source, title);
    }

    static Script unreadable(List<Diagnostic> why, Source source) {
        return new Script(List.of(), List.of(), List.of(), List.of(), why, List.of(source));
    }

    /// Reads a source; of its scenarios the one with this title is taken, or the first where the title is empty.
    static Script of(Source source, String title) {
        Problems problems = new Problems();
        SourceFile file = Parser.parse(source, problems);
        List<String> kernels = new ArrayList<>();
        List<String> modules = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        StringBuilder declarations = new StringBuilder();
        Decl.Scenario taken = null;
        for (Decl d : file.declarations()) {
            if (d instanceof Decl.Use u) {
                modules.add(u.module());
            }
            if (!(d instanceof Decl.Scenario s)) {
                declarations.append(text(source, d)).append('\n');
            } else if (taken != null || !title.isEmpty() && !s.title().equals(title)) {
                leftOut.add("scenario \"" + s.title() + "\"");
            } else {
                taken = s;
                s.kernels().forEach(k -> kernels.add(String.join(" + ", k.layers())));
            }
        }
        if (!declarations.isEmpty()) {
            inputs.add(declarations.toString());
        }
        if (taken != null) {
            taken.setup().forEach(x -> inputs.add(text(source, x.span())));
            members(source, taken, inputs);
        }
        return new Script(kernels, modules, inputs, leftOut, problems.sorted(), List.of(source));
    }

    /// Threads and properties as one input, so that what threads assign in common is shared.
    private static void members(Source source, Decl.Scenario s, List<String> inputs) {
        List<String> members =
                members(s).stream().map(span -> text(source, span)).toList();
        boolean checks = s.properties().stream().anyMatch(p -> p.kind() == Decl.Property.Kind.EXPECT);
        if (!members.isEmpty()) {
            String all = String.join("\n", members) + "\n";
            // Outside a scenario an `expect` would be a statement.
            inputs.add(checks ? "scenario \"\" {\n" + all + "}\n" : all);
        }
    }

    /// Where a scenario's threads and properties stand, in their order.
    static List<Span> members(Decl.Scenario s) {
        List<Span> spans = new ArrayList<>();
        s.threads().forEach(t -> spans.add(t.span()));
        s.properties().forEach(p -> spans.add(p.span()));
        spans.sort(Comparator.comparingInt(Span::start));
        return spans;
    }

    /// A declaration as it was written, a function's doc comment included.
    static String text(Source source, Decl d) {
        String doc =
                d instanceof Decl.Fn f && !f.doc().isEmpty() ? "/// " + f.doc().replace("\n", "\n/// ") + "\n" : "";
        return doc + text(source, d.span());
    }

    static String text(Source source, Span span) {
        return source.text().substring(span.start(), span.end());
    }

    /// The choice of kernel, which is this scenario's first where the command line names none.
    public KernelChoice under(KernelChoice choice) {
        return choice.rows().isEmpty() && !kernels.isEmpty()
                ? new KernelChoice(List.of(kernels.getFirst()), choice.patches(), choice.settings())
                : choice;
    }
}
