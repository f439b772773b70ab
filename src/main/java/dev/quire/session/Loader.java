package dev.quire.session;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a script and the modules it uses. The prelude comes first, always.
final class Loader {
    private static final List<String> FOLDERS = List.of("", "linux/", "secondary/", "patches/");
    private static final long LARGEST = 64L << 20;

    final List<Source> sources = new ArrayList<>();
    final List<SourceFile> files = new ArrayList<>();
    private final Set<String> loaded = new HashSet<>();
    private final Problems problems;

    Loader(Problems problems) {
        this.problems = problems;
    }

    /// The parsed script; everything it uses is in `files` before it.
    SourceFile script(Path path, String display) {
        module("prelude", Span.NONE, null);
        String text = read(path, display);
        Source source = new Source(sources.size(), display, text);
        sources.add(source);
        SourceFile file = Parser.parse(source, problems);
        uses(file, path.toAbsolutePath().getParent());
        files.add(file);
        return file;
    }

    private String read(Path path, String display) {
        try {
            if (Files.isDirectory(path)) {
                problems.report(Code.Q701, Span.NONE, "", display, "it is a folder");
                return "";
            }
            if (Files.size(path) > LARGEST) {
                problems.report(Code.Q105, Span.NONE, "", LARGEST >> 20);
                return "";
            }
            return decode(Files.readAllBytes(path), display);
        } catch (NoSuchFileException missing) {
            problems.report(Code.Q701, Span.NONE, "", display, "there is no such file");
        } catch (IOException unreadable) {
            problems.report(Code.Q701, Span.NONE, "", display, "it is not readable");
        }
        return "";
    }

    private String decode(byte[] bytes, String display) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            problems.report(Code.Q703, Span.NONE, "", display);
            return "";
        }
    }

    private void uses(SourceFile file, @Nullable Path beside) {
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
        String text = null;
        String display = "";
        if (local != null && Files.isRegularFile(local)) {
            display = local.getFileName().toString();
            text = read(local, display);
        }
        for (String folder : FOLDERS) {
            String resource = "/stdlib/" + folder + name + ".quire";
            try (InputStream in = text == null ? Loader.class.getResourceAsStream(resource) : null) {
                if (in != null) {
                    display = resource.substring(1);
                    text = decode(in.readAllBytes(), display);
                }
            } catch (IOException unreadable) {
                problems.report(Code.Q701, from, "", resource, "it is not readable");
            }
        }
        if (text == null) {
            problems.report(Code.Q204, from, "", name);
            return;
        }
        Source source = new Source(sources.size(), display, text);
        sources.add(source);
        SourceFile file = Parser.parse(source, problems);
        uses(file, null);
        files.add(file);
    }
}
