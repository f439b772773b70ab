package dev.quire.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that no one should write: each ends in few words, in little time and memory.
class HostileInputTest {
    private static final int MANY = 100_000;

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{", "f(", "x[", "fn f() { if a { ", "f(new x { a: "})
    void deepNestingIsADiagnostic(String open) {
        List<Diagnostic> found = problems("const a = " + open.repeat(MANY));
        assertTrue(found.size() < 5, found.toString());
        assertTrue(List.of("Q103", "Q115").contains(found.getFirst().code().name()), found.toString());
        assertEquals("Q115", firstCode("fn f(a: " + "map<int, ".repeat(MANY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" + 1", " << 1", " .. 1", ".y", "[1]", " && b", " has C"})
    void aLongChainIsADiagnosticOrAFlatTree(String link) {
        List<Diagnostic> found = problems("const a = 1" + link.repeat(MANY));
        assertEquals("Q115", found.getFirst().code().name());
        assertEquals(List.of(), problems("const a = 1" + " + 1".repeat(900)));
    }

    @Test
    void aFileOfOneLineOfFiftyMegabytesEnds() {
        assertEquals("Q115", firstCode("const a = 1" + " + 1".repeat(1 << 20)));
        assertEquals(List.of(), problems("// " + "x".repeat(50 << 20)));
        assertEquals("Q114", firstCode("/* " + "x".repeat(50 << 20)));
    }

    @Test
    void aFileThatIsTooLargeSaysSo() {
        assertEquals("Q105", firstCode(" ".repeat((64 << 20) + 1)));
    }

    @Test
    void binaryTextIsReportedOnceForEachCharacterAndNotWithoutEnd() {
        StringBuilder binary = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            binary.append((char) (i * 31 % 0x250));
        }
        List<Diagnostic> found = problems(binary.toString());
        assertFalse(found.isEmpty());
        assertTrue(found.size() <= 100);
    }

    @Test
    void offsetsBeyondTheBasicPlaneAreThoseOfTheText() {
        String text = "// 𝔮𝔲𝔦𝔯𝔢\nconst a = $\nconst b = 𝔮\n";
        List<Diagnostic> found = problems(text);
        assertEquals(
                List.of("$", "𝔮"),
                found.stream()
                        .map(d -> text.substring(d.span().start(), d.span().end()))
                        .toList());
    }

    @Test
    void everyPrefixOfAScriptEndsInDiagnosticsInRange() throws java.io.IOException {
        String text = ParserTest.everyConstruct();
        for (int end = 0; end < text.length(); end += 7) {
            for (Diagnostic d : problems(text.substring(0, end))) {
                assertTrue(d.span().start() >= 0
                        && d.span().end() <= end
                        && d.span().start() <= d.span().end());
            }
        }
    }

    @Test
    void aMissingBraceCostsOneMessageAndTheRestIsStillRead() {
        String text = """
                fn f() {
                  if a {
                    return
                }
                fn g() { x = }
                const b = $
                """;
        assertEquals("Q107 Q101 Q102", codes(text));
        assertEquals("Q107", codes("scenario \"half\" {\n  process A\n  expect A.x == 1\n"));
        assertEquals("Q107 Q101", codes("scenario \"half\" {\n  process A\nfn f() { x = }\n"));
        assertEquals("Q107", codes("fn f() {\n  g((1, 2)\n  h()\n}\nfn g() { }\n"));
        assertEquals("Q108", codes("fn f() { } }\nfn g() { }\n"));
    }

    @Test
    void aLongScriptIsReadInBoundedMemory() {
        int lines = 200_000;
        String step = "  A.write(buf[1], 0x51)\n";
        StringBuilder text = new StringBuilder("scenario \"long\" {\n");
        text.repeat(step, lines).append("}\n");
        SourceFile file = Parser.parse(new Source(0, "long", text.toString()), new Problems());
        assertEquals(
                lines, ((Decl.Scenario) file.declarations().getFirst()).setup().size());
    }

    private static List<Diagnostic> problems(String text) {
        Problems problems = new Problems();
        Parser.parse(new Source(0, "x", text), problems);
        return problems.sorted();
    }

    private static String firstCode(String text) {
        return problems(text).getFirst().code().name();
    }

    private static String codes(String text) {
        return problems(text).stream().map(d -> d.code().name()).collect(Collectors.joining(" "));
    }
}
