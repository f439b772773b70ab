package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static void isNoText(byte[] bytes) {
        Problems problems = new Problems();
        assertEquals("", Texts.decode(bytes, "x.quire", problems));
        assertEquals(1, problems.sorted().size());
        assertEquals(Code.Q703, problems.sorted().getFirst().code());
    }

    @Test
    void aFileOfNulsIsOneMistake() {
        isNoText(new byte[1000]);
    }

    @Test
    void bytesThatAreNoUtf8AreOneMistake() {
        isNoText(new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    }

    @Test
    void textIsText() {
        Problems problems = new Problems();
        assertEquals("é", Texts.decode("é".getBytes(StandardCharsets.UTF_8), "x.quire", problems));
        assertEquals(0, problems.sorted().size());
    }
}
