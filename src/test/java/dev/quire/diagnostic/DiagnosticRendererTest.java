package dev.quire.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {
    @Test
    void theCaretsStandUnderTabsAndWideCharacters() {
        Source source = new Source(0, "a.quire", "const a = 1\n\t/* 頁 */ oops\n");
        int at = source.text().indexOf("oops");
        Diagnostic diagnostic = new Diagnostic(
                Code.Q201,
                "there is no name named oops",
                new Label(new Span(0, at, at + 4), ""),
                List.of(),
                List.of(),
                "declare it");
        assertEquals("""
                error[Q201]: there is no name named oops
                  --> a.quire:2:10
                  |
                2 |     /* 頁 */ oops
                  |              ^^^^
                  help: declare it
                """, new DiagnosticRenderer(List.of(source)).render(diagnostic));
    }

    @Test
    void theNearestNameIsSuggested() {
        assertEquals(
                "did you mean range_start?", Nearest.suggest("range_strat", List.of("range_end", "range_start"), "no"));
        assertEquals("no", Nearest.suggest("zzz", List.of("range_end", "range_start"), "no"));
    }
}
