package dev.quire.cli;

import dev.quire.repl.Repl;
import dev.quire.repl.TerminalInputs;
import dev.quire.session.Interactive;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the launcher runs once to make the AOT cache: the commands that people wait for, in one process. Its only
/// argument is the folder of the scenarios.
public final class Training {
    private static final String SESSION = """
            process A
            buf = A.mmap(2 pages, rw-)
            A.write(buf, 0x41)
            A.pte(buf[1])
            fn twice(n: int) -> int {
              return n * 2
            }
            twice(21)
            :maps
            :undo
            """;

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        String tour = arguments[0] + "/tour/01-a-first-write.quire";
        Main.execute("--version");
        Main.execute("run", "--help");
        Main.execute("run", "--trace", "calls", tour, arguments[0] + "/tour/07-a-guest-follows-its-host.quire");
        Main.execute("run", "--format", "json", "no/such/file.quire");
        Main.execute("fmt", "--check", tour);
        System.setIn(new ByteArrayInputStream(SESSION.getBytes(StandardCharsets.UTF_8)));
        Main.repl();
        Interactive session = new Session()
                .answer(new Request.Open(KernelChoice.OWN, List.of("linux")))
                .session();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Repl repl = new Repl(session, KernelChoice.OWN, nowhere, Paint.ANSI, false);
        byte[] typed = "process A\nA.fo\t()\n".getBytes(StandardCharsets.UTF_8);
        try (TerminalInputs inputs = TerminalInputs.over(repl, new ByteArrayInputStream(typed), nowhere)) {
            repl.run(inputs);
        }
        TerminalInputs.load();
    }
}
