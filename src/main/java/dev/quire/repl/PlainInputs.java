package dev.quire.repl;

import dev.quire.syntax.Continuation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Inputs from a pipe or file: no prompt, nothing else.
public final class PlainInputs implements Inputs {
    private final BufferedReader reader;

    public PlainInputs(Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    @Override
    public @Nullable String next() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            text.append(line).append('\n');
            if (Commands.isCommand(text) || !Continuation.wanted(text.toString())) {
                return text.toString();
            }
        }
        return text.isEmpty() ? null : text.toString();
    }
}
