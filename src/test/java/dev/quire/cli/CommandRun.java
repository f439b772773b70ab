package dev.quire.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A command line that has run in this process.
record CommandRun(int code, String out, String error) {
    /// Runs a command. The standard streams are this process's, so commands run one at a time.
    static synchronized CommandRun of(List<String> words, String input) {
        PrintStream out = System.out;
        PrintStream error = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try (PrintStream toPrinted = new PrintStream(printed, false, StandardCharsets.UTF_8);
                PrintStream toComplained = new PrintStream(complained, false, StandardCharsets.UTF_8)) {
            System.setOut(toPrinted);
            System.setErr(toComplained);
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            int code = Main.execute(words.toArray(new String[0]));
            toPrinted.flush();
            toComplained.flush();
            return new CommandRun(
                    code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(error);
            System.setIn(in);
        }
    }

    /// What a transcript shows of it.
    List<String> lines() {
        List<String> lines = new ArrayList<>(out.lines().toList());
        lines.addAll(error.lines().toList());
        if (code != 0) {
            lines.add("[exit " + code + "]");
        }
        return lines.stream().map(String::stripTrailing).toList();
    }
}
