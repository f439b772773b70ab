package dev.quire.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.GeneratedPage;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/primitives.md` is what the library's `extern fn`s and the registry of Java halves say. `-Dquire.update=true`
/// rewrites it, and still fails when it had to.
class PrimitivesTest {
    private static final Path PAGE = Path.of("docs/primitives.md");
    private static final Path LIBRARY = Path.of("stdlib");

    private final Map<String, Builtins.Primitive> registry = new Builtins(0).all();

    private record Extern(String signature, String doc) {}

    @Test
    void everyExternHasAJavaHalfAndEveryJavaHalfAnExtern() throws IOException {
        assertEquals(registry.keySet(), new TreeSet<>(externs().keySet()));
    }

    @Test
    void aStepReadsOrWritesAndAValueDoesNeither() {
        registry.forEach((key, primitive) -> {
            Contract contract = primitive.contract();
            boolean touches = !contract.reads().isEmpty() || !contract.writes().isEmpty();
            assertTrue(touches || !primitive.step() || key.equals("step()"), key);
            assertTrue(contract.waits().isEmpty() || primitive.step(), key + " waits, so it is a step");
        });
    }

    @Test
    void thePageIsTheRegistry() throws IOException {
        GeneratedPage.is(PAGE, page());
    }

    private static Map<String, Extern> externs() throws IOException {
        Map<String, Extern> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(LIBRARY)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".quire")).sorted().toList()) {
                Source source = new Source(0, file.toString(), Files.readString(file));
                Problems problems = new Problems();
                SourceFile parsed = Parser.parse(source, problems);
                assertFalse(problems.any(), file.toString());
                parsed.declarations().forEach(d -> {
                    if (d instanceof Decl.Fn f && f.kind() == Decl.Fn.Kind.EXTERN) {
                        String text = source.text()
                                .substring(f.span().start(), f.span().end());
                        String signature = text.substring(text.indexOf("extern fn ") + "extern fn ".length());
                        all.put(
                                key(f.name(), signature),
                                new Extern(signature.strip(), f.doc().strip()));
                    }
                });
            }
        }
        return all;
    }

    private static String key(String name, String signature) {
        String first = signature.substring(signature.indexOf('(') + 1).split("[,)]", 2)[0];
        return name + "(" + (first.isEmpty() ? "" : first.split(": ", 2)[1]) + ")";
    }

    private String page() throws IOException {
        StringBuilder out = new StringBuilder("""
                # Primitives

                What the engine does for the language: the `extern fn`s of the library with their contracts. Generated from their comments and
                from the registry of their Java halves.

                * A **step** is visible: a thread parks before it, and it happens at once. The others ride along with the step before
                  (ADR 0001, section 3).
                * *Reads* and *writes* are the words touched besides the arguments; whatever is written is journalled. Nothing else is touched.
                * No primitive takes a lock, needs one, or sleeps; each but `may_sleep` may be called under a spinning lock. Only what the column *waits for* names
                  can keep a thread from taking a step.
                * To access what a handle names, when it is none or has been freed, is an error of the library. It ends the step, and its place is told.
                """);
        Map<String, Extern> externs = externs();
        List<String> groups = registry.values().stream()
                .map(Builtins.Primitive::group)
                .distinct()
                .sorted()
                .toList();
        for (String group : groups) {
            out.append("\n## ").append(group).append('\n');
            out.append("\n| Primitive | Step | Reads | Writes | Waits for | Fails when |\n|---|---|---|---|---|---|\n");
            externs.forEach((key, extern) -> {
                Builtins.Primitive primitive = registry.get(key);
                if (primitive != null && primitive.group().equals(group)) {
                    row(out, extern, primitive);
                }
            });
        }
        return out.toString();
    }

    private static void row(StringBuilder out, Extern extern, Builtins.Primitive primitive) {
        Contract contract = primitive.contract();
        String doc = extern.doc().replaceFirst("^(Steps?|Not a step): ", "").replaceAll("\\s+", " ");
        out.append("| `").append(extern.signature()).append('`');
        out.append(doc.isEmpty() ? "" : "<br>" + doc).append(" | ").append(primitive.step() ? "step" : "");
        for (String cell : List.of(contract.reads(), contract.writes(), contract.waits(), contract.fails())) {
            out.append(" | ").append(cell);
        }
        out.append(" |\n");
    }
}
