package dev.quire.repl;

import dev.quire.syntax.Continuation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Inputs from a pipe or file: no prompt, nothing else.
public final class PlainInputs implements Inputs {
    private final BufferedReader reader;
    private @Nullable String ahead;

    public PlainInputs(Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    @Override
    public @Nullable String next() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            if (!text.isEmpty() && line.startsWith(":")) {
                // No input goes on with a command: what is open is told as such, and the command is not lost in it.
                ahead = line;
                return text.toString();
            }
            text.append(line).append('\n');
            if (Commands.isCommand(text) || !Continuation.wanted(text.toString())) {
                return text.toString();
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    private @Nullable String line() throws IOException {
        String line = ahead == null ? reader.readLine() : ahead;
        ahead = null;
        return line;
    }
}
