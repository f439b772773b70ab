package dev.quire.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FormatterTest {
    @Test
    void aCarelessScriptIsLaidOut() {
        String careless = """


                use   linux
                // why
                fn f(a: int,b: int)->int{
                      let x = a
                   .first(b)
                if x > 1{
                return x   // early



                }
                else { return 0 }

                }
                """;
        assertEquals("""
                use linux
                // why
                fn f(a: int, b: int)->int {
                  let x = a
                    .first(b)
                  if x > 1 {
                    return x   // early
                  }
                  else { return 0 }
                }
                """, format(careless));
    }

    @Test
    void formattingTwiceChangesNothingAndKeepsTheMeaning() throws IOException {
        String once = format(ParserTest.everyConstruct());
        assertEquals(once, format(once));
        assertEquals(ParserTest.everyConstruct().replaceAll("\\s+", ""), once.replaceAll("\\s+", ""));
    }

    @Test
    void aWrongScriptIsLeftAlone() {
        Problems problems = new Problems();
        assertEquals("const  a =", Formatter.format(new Source(0, "x", "const  a ="), problems));
        assertEquals(true, problems.any());
    }

    private static String format(String text) {
        Problems problems = new Problems();
        String laid = Formatter.format(new Source(0, "x", text), problems);
        assertEquals(false, problems.any());
        return laid;
    }
}
