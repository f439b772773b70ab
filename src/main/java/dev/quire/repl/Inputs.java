package dev.quire.repl;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where inputs come from, each complete: a statement or declaration over as many lines as it takes, or a command.
public interface Inputs {
    /// The next input, or null at the end.
    @Nullable
    String next() throws IOException;
}
