package dev.quire.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Path PAGE = Path.of("docs/errors.md");

    @Test
    void everyCodeHasItsThreeTextsAndNoTextIsLeftOver() {
        TreeSet<String> wanted = new TreeSet<>();
        for (Code code : Code.values()) {
            wanted.add(code.name());
            wanted.add(code.name() + ".help");
            wanted.add(code.name() + ".explain");
        }
        assertEquals(
                wanted,
                new TreeSet<>(ResourceBundle.getBundle("dev.quire.diagnostic.messages", java.util.Locale.ROOT)
                        .keySet()));
    }

    /// `-Dquire.update=true` rewrites the page, and still fails when it had to.
    @Test
    void thePageOfErrorsIsTheCatalogue() throws IOException {
        GeneratedPage.is(PAGE, page());
    }

    private static String page() {
        StringBuilder out =
                new StringBuilder("# Errors\n\nGenerated from the catalogue; `quire explain CODE` prints the same.\n");
        Arrays.stream(Code.values()).forEach(code -> {
            String[] parts = Catalogue.explain(code).split("\n", 2);
            out.append("\n## ")
                    .append(parts[0])
                    .append("\n")
                    .append(parts[1].stripTrailing().indent(0));
        });
        return out.toString();
    }
}
