package dev.quire.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    @Test
    void everyConstructParses() throws IOException {
        Problems problems = new Problems();
        Source source = new Source(0, "every-construct.quire", everyConstruct());
        SourceFile file = Parser.parse(source, problems);
        assertEquals("", rendered(source, problems));
        assertEquals(
                "Use Use Const Option Option Profile Profile EnumDecl FlagsDecl RecordDecl ObjectDecl Fn Fn Fn Fn EventDecl Callbacks Secondary Patch Patch Fn Scenario Scenario",
                file.declarations().stream()
                        .map(d -> d.getClass().getSimpleName())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void aSequentialScenarioKeepsItsChecksInOrder() throws IOException {
        Decl.Scenario scenario = (Decl.Scenario) Parser.parse(new Source(0, "x", everyConstruct()), new Problems())
                .declarations()
                .getLast();
        assertEquals(13, scenario.setup().size());
        assertInstanceOf(Stmt.Expect.class, scenario.setup().get(5));
        Stmt.ExpectEvents events =
                assertInstanceOf(Stmt.ExpectEvents.class, scenario.setup().getLast());
        assertEquals(
                List.of("range_start", "tlb_flush", "set_pte", "range_end"),
                events.events().stream().map(Stmt.EventPattern::event).toList());
        assertEquals(2, events.events().getFirst().arguments().size());
    }

    @Test
    void aConcurrentScenarioHasThreadsAndProperties() throws IOException {
        List<Decl> all = Parser.parse(new Source(0, "x", everyConstruct()), new Problems())
                .declarations();
        Decl.Scenario scenario = (Decl.Scenario) all.get(all.size() - 2);
        assertEquals(List.of("ksm", "slow"), scenario.tags());
        assertEquals(
                List.of(List.of("v5_2"), List.of("v5_2", "change_pte_rfc")),
                scenario.kernels().stream().map(Decl.Kernel::layers).toList());
        assertEquals(
                List.of("ksmd", "vcpu"),
                scenario.threads().stream().map(Decl.ThreadDecl::name).toList());
        assertEquals(
                "[ALWAYS, NEVER, EXISTS, EVENTUALLY, EXPECT]",
                scenario.properties().stream().map(Decl.Property::kind).toList().toString());
        assertEquals("KSM merges two of a guest's pages while the guest writes to one of them.", scenario.doc());
    }

    @Test
    void precedence() {
        assertEquals("((1 ADD (2 MUL 3)) EQ 7)", shape("1 + 2 * 3 == 7"));
        assertEquals("((1 SUB 2) SUB 3)", shape("1 - 2 - 3"));
        assertEquals("((1 LT 2) OR ((2 LT 3) AND (3 LT 4)))", shape("1 < 2 || 2 < 3 && 3 < 4"));
        assertEquals("(1 BIT_OR (2 BIT_AND (1 SHL 3)))", shape("1 | 2 & 1 << 3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "Q101 § const a =",
                "Q107 § fn f( { }",
                "Q101 § scenario \"x\" { expect }",
                "Q102 § const a = 1 $ 2",
                "Q104 § const a = 99999999999999999999",
                "Q106 § scenario \"never closed { }"
            })
    void wrongTextsSayWhy(String code, String text) {
        assertEquals(code, firstCode(text));
    }

    @Test
    void hostileNestingIsADiagnostic() {
        int many = 100_000;
        assertEquals("Q103", firstCode("const a = " + "(".repeat(many)));
        assertEquals("Q115", firstCode("const a = " + "-".repeat(many) + "1"));
        assertEquals("Q115", firstCode("const a = 1" + " + 1".repeat(many)));
        assertEquals("Q115", firstCode("const a = x" + ".y".repeat(many)));
        assertEquals("Q115", firstCode("const a = " + "try ".repeat(many) + "1"));
        assertEquals("Q115", firstCode("fn f(a: int" + "?".repeat(many) + ") { }"));
        assertEquals("Q103", firstCode("fn f() { if a { }" + " else if a { }".repeat(many) + " }"));
    }

    @Test
    void twoMistakesAreReportedInOnePass() {
        Source source = new Source(0, "x", "const a = *\nconst b = 2\nconst c = *\n");
        Problems problems = new Problems();
        Parser.parse(source, problems);
        assertEquals(
                List.of(1, 3),
                problems.sorted().stream()
                        .map(d -> source.line(d.span().start()))
                        .toList());
    }

    @Test
    void aLongScenarioParses() {
        Problems problems = new Problems();
        SourceFile file = Parser.parse(
                new Source(0, "x", "scenario \"long\" {\n" + "  A.write(buf[1], 0x51)\n".repeat(100_000) + "}\n"),
                problems);
        assertTrue(problems.sorted().isEmpty());
        assertEquals(
                100_000,
                ((Decl.Scenario) file.declarations().getFirst()).setup().size());
    }

    @Test
    void emptyInputIsAnEmptyFile() {
        assertTrue(Parser.parse(new Source(0, "x", ""), new Problems())
                .declarations()
                .isEmpty());
        assertTrue(Parser.parse(new Source(0, "x", "// only a comment"), new Problems())
                .declarations()
                .isEmpty());
    }

    private static String firstCode(String text) {
        Problems problems = new Problems();
        Parser.parse(new Source(0, "x", text), problems);
        return problems.any() ? problems.sorted().getFirst().code().name() : "none";
    }

    private static String shape(String expression) {
        Problems problems = new Problems();
        Source source = new Source(0, "x", "const a = " + expression);
        SourceFile file = Parser.parse(source, problems);
        assertEquals("", rendered(source, problems));
        return shape(((Decl.Const) file.declarations().getFirst()).value());
    }

    private static String shape(Expr e) {
        return e instanceof Expr.Binary b
                ? "(" + shape(b.left()) + " " + b.op() + " " + shape(b.right()) + ")"
                : e instanceof Expr.IntLit i ? String.valueOf(i.value()) : e.toString();
    }

    private static String rendered(Source source, Problems problems) {
        DiagnosticRenderer renderer = new DiagnosticRenderer(List.of(source));
        return problems.sorted().stream().map(renderer::render).collect(Collectors.joining());
    }

    static String everyConstruct() throws IOException {
        try (InputStream in = Objects.requireNonNull(ParserTest.class.getResourceAsStream("every-construct.quire"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
