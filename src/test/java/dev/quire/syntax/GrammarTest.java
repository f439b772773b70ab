package dev.quire.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.quire.syntax.grammar.QuireParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What grammar/README.md promises of the generated parser.
class GrammarTest {
    @Test
    void oneTokenDecides() {
        var calls = new ClassFileImporter()
                .importClasses(QuireParser.class)
                .get(QuireParser.class)
                .getMethodCallsFromSelf();
        assertTrue(calls.stream().anyMatch(c -> c.getName().equals("match")));
        assertEquals(
                List.of(),
                calls.stream()
                        .filter(c -> c.getName().equals("adaptivePredict"))
                        .map(c -> c.getDescription())
                        .toList());
    }
}
