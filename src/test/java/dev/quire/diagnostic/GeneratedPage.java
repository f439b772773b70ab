package dev.quire.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page of the documents that is made from the code. `-Dquire.update=true` rewrites it, and still fails when it had
/// to.
public final class GeneratedPage {
    private GeneratedPage() {}

    /// Fails unless the page reads as wanted.
    public static void is(Path page, String wanted) throws IOException {
        String written = Files.exists(page) ? Files.readString(page) : "";
        if (Boolean.getBoolean("quire.update") && !wanted.equals(written)) {
            Files.writeString(page, wanted);
        }
        assertEquals(wanted, written);
    }
}
