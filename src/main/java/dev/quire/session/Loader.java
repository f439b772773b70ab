package dev.quire.session;

import dev.quire.analysis.Analyzer;
import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a script and the modules it uses: those beside it first, else the library's. The prelude comes first, always.
final class Loader {
    final List<SourceFile> files = new ArrayList<>();
    /// The numbers of the sources that are not the library's.
    final Set<Integer> own = new LinkedHashSet<>();
    private final Set<String> loaded = new HashSet<>();
    private final Library library;
    private final Problems problems;
    /// The script itself, which a module beside it may use in its turn.
    private @Nullable Path script;

    Loader(Library library, Problems problems) {
        this.library = library;
        this.problems = problems;
    }

    /// The parsed script; everything it uses is in `files` before it.
    SourceFile script(Path path, String display) {
        module("prelude", Span.NONE, null);
        script = path.toAbsolutePath();
        return own(
                display,
                Texts.read(path, display, problems),
                path.toAbsolutePath().getParent());
    }

    /// Reads the patch files of a choice and its settings, and names the layers that they are.
    List<String> layers(KernelChoice choice) {
        module("prelude", Span.NONE, null);
        List<String> layers = new ArrayList<>();
        for (Path path : choice.patches()) {
            SourceFile file = own(
                    path.toString(),
                    Texts.read(path, path.toString(), problems),
                    path.toAbsolutePath().getParent());
            int before = layers.size();
            file.declarations().forEach(d -> {
                if (d instanceof Decl.Patch p) {
                    layers.add(p.name());
                }
            });
            if (layers.size() == before && !problems.any()) {
                problems.report(Code.Q705, Span.NONE, "", path);
            }
        }
        for (String setting : choice.settings()) {
            // A setting is a patch like any other, so that its errors have a place and its name shows in the report.
            String name = "set_" + setting.replaceAll("[^A-Za-z0-9_]+", "_");
            own("--set", "patch " + name + " { set " + setting.replace("=", " = ") + " }\n", null);
            layers.add(name);
        }
        return layers;
    }

    /// A file of the command line, which takes the place of the module `instead`; what it uses comes before it.
    SourceFile inPlaceOf(String instead, Path path, String display) {
        module("prelude", Span.NONE, null);
        loaded.add(instead);
        return own(
                display,
                Texts.read(path, display, problems),
                path.toAbsolutePath().getParent());
    }

    /// A module of the library that takes the place of another.
    void inPlaceOf(String instead, String module) {
        module("prelude", Span.NONE, null);
        loaded.add(instead);
        module(module, Span.NONE, null);
    }

    /// A declaration that the command line stands for: `from` says which of its options.
    void said(String from, String text) {
        own(from, text, null);
    }

    /// Modules of the library, and what they use.
    void modules(List<String> names) {
        module("prelude", Span.NONE, null);
        names.forEach(name -> module(name, Span.NONE, null));
    }

    /// Reads the library's patches that a choice's rows name and no file read so far declares: each is a module of its
    /// own name, which is returned.
    List<String> patches(KernelChoice choice) {
        Set<String> declared = new HashSet<>();
        files.forEach(f -> f.declarations().forEach(d -> {
            if (d instanceof Decl.Patch p) {
                declared.add(p.name());
            }
        }));
        List<String> names = Analyzer.kernels(choice.rows()).stream()
                .flatMap(row -> row.layers().stream())
                .distinct()
                .filter(layer -> !declared.contains(layer) && library.isPatch(layer))
                .toList();
        names.forEach(name -> module(name, Span.NONE, null));
        return names;
    }

    private SourceFile own(String display, String text, @Nullable Path beside) {
        Source source = library.source(display, text);
        own.add(source.index());
        SourceFile file = Parser.parse(source, problems);
        uses(file, beside);
        files.add(file);
        return file;
    }

    private static List<String> used(SourceFile file) {
        return file.declarations().stream()
                .filter(Decl.Use.class::isInstance)
                .map(d -> ((Decl.Use) d).module())
                .toList();
    }

    void uses(SourceFile file, @Nullable Path beside) {
        for (Decl d : file.declarations()) {
            if (d instanceof Decl.Use use) {
                module(use.module(), use.nameSpan(), beside);
            }
        }
    }

    private void module(String name, Span from, @Nullable Path beside) {
        if (!loaded.add(name)) {
            return;
        }
        Path local = beside == null ? null : beside.resolve(name + ".quire");
        boolean itself = local != null && local.equals(script);
        if (local != null && !itself && Files.isRegularFile(local)) {
            String display = String.valueOf(local.getFileName());
            own(display, Texts.read(local, display, problems), beside);
            return;
        }
        try {
            Library.Module module = library.module(name);
            if (module == null && itself) {
                return;
            }
            if (module == null) {
                problems.report(
                        Code.Q204,
                        from,
                        Nearest.suggest(name, library.names(), "put " + name + ".quire beside this file"),
                        name);
                return;
            }
            problems.include(module.diagnostics());
            library.modules(used(module.file()));
            uses(module.file(), null);
            files.add(module.file());
        } catch (IOException unreadable) {
            problems.report(Code.Q701, from, "", "stdlib/" + name + ".quire", "it is not readable");
        }
    }
}
