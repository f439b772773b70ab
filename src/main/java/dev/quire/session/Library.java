package dev.quire.session;

import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The standard library's modules, each parsed once for all scripts of a process: from the checkout's `stdlib` folder
/// where
/// the launcher names one, so that an edit takes effect without a build, else from the jar. Numbers the sources of all
/// scripts.
final class Library {
    private static final List<String> FOLDERS = List.of("", "linux/", "secondary/", "patches/", "recorded/");

    /// A parsed module, and what was wrong with it.
    record Module(SourceFile file, List<Diagnostic> diagnostics) {}

    final List<Source> sources = new ArrayList<>();
    private final Map<String, Module> modules = new HashMap<>();
    private final @Nullable Path folder;

    Library(@Nullable Path folder) {
        this.folder = folder;
    }

    /// The library that the property `quire.stdlib` names, or the jar's.
    static Library standard() {
        String named = System.getProperty("quire.stdlib", "");
        return new Library(named.isEmpty() || !Files.isDirectory(Path.of(named)) ? null : Path.of(named));
    }

    Source source(String name, String text) {
        Source source = new Source(sources.size(), name, text);
        sources.add(source);
        return source;
    }

    /// A module by name, or null when the library has none of that name.
    @Nullable
    Module module(String name) throws IOException {
        Module known = modules.get(name);
        if (known != null) {
            return known;
        }
        for (String in : FOLDERS) {
            String path = in + name + ".quire";
            byte[] bytes = read(path);
            if (bytes != null) {
                Problems problems = new Problems();
                String display = "stdlib/" + path;
                Source source = source(display, Texts.decode(bytes, display, problems));
                Module module = new Module(Parser.parse(source, problems), problems.sorted());
                modules.put(name, module);
                return module;
            }
        }
        return null;
    }

    private byte @Nullable [] read(String path) throws IOException {
        if (folder != null) {
            Path file = folder.resolve(path);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        }
        try (InputStream in = Library.class.getResourceAsStream("/stdlib/" + path)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
