package dev.quire.report;

import dev.quire.diagnostic.GeneratedPage;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibraryReferenceTest {
    private static final Path STDLIB = Path.of("stdlib");
    private static final Path PAGE = Path.of("docs/stdlib.md");

    /// `-Dquire.update=true` rewrites the page, and still fails when it had to.
    @Test
    void thePageOfTheLibraryIsItsDocComments() throws IOException {
        List<LibraryReference.Module> modules = new ArrayList<>();
        Problems problems = new Problems();
        try (Stream<Path> all = Files.walk(STDLIB)) {
            for (Path file :
                    all.filter(p -> p.toString().endsWith(".quire")).sorted().toList()) {
                Source source = new Source(modules.size(), file.toString(), Files.readString(file));
                String path = STDLIB.relativize(file).toString().replace('\\', '/');
                modules.add(new LibraryReference.Module(path, source, Parser.parse(source, problems)));
            }
        }
        GeneratedPage.is(PAGE, LibraryReference.page(modules));
    }
}
