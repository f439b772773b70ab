package dev.quire.session;

import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The standard library's modules, each parsed once for all scripts of a process: from the checkout's `stdlib` folder
/// where
/// the launcher names one, so that an edit takes effect without a build, else from the jar. Numbers the sources of all
/// scripts.
final class Library {
    private static final String PATCHES = "patches/";
    private static final List<String> FOLDERS = List.of("", "linux/", "secondary/", PATCHES, "recorded/", "suites/");

    private static final List<String> OFFERED = List.of("", "linux/", "secondary/");
    /// A declaration at the beginning of a line.
    private static final Pattern DECLARED = Pattern.compile(
            "^(?:extern fn|fn|invariant|object|record|enum|flags|secondary|callbacks|event|const|option) (\\w+)",
            Pattern.MULTILINE);

    private static final Pattern USED = Pattern.compile("^use (\\w+)", Pattern.MULTILINE);

    /// A parsed module, and what was wrong with it.
    record Module(SourceFile file, List<Diagnostic> diagnostics) {}

    final List<Source> sources = new ArrayList<>();
    private final Map<String, Module> modules = new HashMap<>();
    private final @Nullable Path folder;
    private final Map<String, String> declaring = new HashMap<>();

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
        if (!modules.containsKey(name)) {
            modules(List.of(name));
        }
        return modules.get(name);
    }

    /// Where the diagnostics of a script are collected: they know what the library declares.
    Problems problems() {
        Problems problems = new Problems();
        problems.modules(this::declaring);
        return problems;
    }

    /// The module to use for a name that the library declares, or "".
    private String declaring(String name) {
        if (declaring.isEmpty()) {
            // Of the modules for scripts, those beside no others, the one that brings the least beside it.
            names("").stream()
                    .map(this::withUsed)
                    .sorted(Comparator.comparing(List::size))
                    .forEach(all -> all.forEach(module -> text(module, OFFERED)
                            .ifPresent(text -> DECLARED.matcher(text)
                                    .results()
                                    .forEach(m -> declaring.putIfAbsent(m.group(1), all.getFirst())))));
        }
        return declaring.getOrDefault(name, "");
    }

    /// A module and all that it uses.
    private List<String> withUsed(String module) {
        List<String> all = new ArrayList<>(List.of(module));
        for (int i = 0; i < all.size(); i++) {
            USED.matcher(text(all.get(i), OFFERED).orElse(""))
                    .results()
                    .map(m -> m.group(1))
                    .filter(used -> !all.contains(used))
                    .forEach(all::add);
        }
        return all;
    }

    private Optional<String> text(String module, List<String> folders) {
        try {
            for (String in : folders) {
                byte[] bytes = read(in + module + ".quire");
                if (bytes != null) {
                    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /// Whether there is a module of this name among the patches.
    boolean isPatch(String name) {
        try {
            return read(PATCHES + name + ".quire") != null;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// Reads modules that are wanted next, those that are not known yet: numbered in this order, parsed side by side.
    void modules(List<String> names) throws IOException {
        List<Text> texts = new ArrayList<>();
        for (String name : names) {
            Text text = modules.containsKey(name) ? null : text(name);
            if (text != null) {
                texts.add(text);
            }
        }
        List<Module> parsed = texts.parallelStream().map(Text::parse).toList();
        for (int i = 0; i < parsed.size(); i++) {
            modules.put(texts.get(i).name(), parsed.get(i));
        }
    }

    /// A module before it is parsed.
    private record Text(String name, Source source, Problems problems) {
        Module parse() {
            return new Module(Parser.parse(source, problems), problems.sorted());
        }
    }

    private @Nullable Text text(String name) throws IOException {
        for (String in : FOLDERS) {
            String path = in + name + ".quire";
            byte[] bytes = read(path);
            if (bytes != null) {
                Problems problems = new Problems();
                String display = "stdlib/" + path;
                return new Text(name, source(display, Texts.decode(bytes, display, problems)), problems);
            }
        }
        return null;
    }

    /// The names of all modules, in order; none where they cannot be listed.
    List<String> names() {
        return names(FOLDERS);
    }

    /// The names of the modules in one folder, such as `suites/`, in order.
    List<String> names(String in) {
        return names(List.of(in));
    }

    private List<String> names(List<String> folders) {
        try {
            if (folder != null) {
                return names(folder, folders);
            }
            URI root = Objects.requireNonNull(Library.class.getResource("/stdlib/prelude.quire"))
                    .toURI();
            if (!root.getScheme().equals("jar")) {
                return names(Path.of(root).resolveSibling(""), folders);
            }
            try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                return names(jar.getPath("/stdlib"), folders);
            }
        } catch (IOException | URISyntaxException unlisted) {
            return List.of();
        }
    }

    private static List<String> names(Path root, List<String> folders) throws IOException {
        List<String> names = new ArrayList<>();
        for (String in : folders) {
            Path folder = root.resolve(in);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.map(f -> String.valueOf(f.getFileName()))
                            .filter(f -> f.endsWith(".quire"))
                            .forEach(f -> names.add(f.substring(0, f.length() - ".quire".length())));
                }
            }
        }
        names.sort(Comparator.naturalOrder());
        return names;
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
