package dev.quire.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long a person waits at the REPL's prompt, as whole processes in a pseudo-terminal (of util-linux's `script`).
/// From the checkout: `java src/jmh/java/dev/quire/bench/TerminalLatency.java prompt` for the time from the command to
/// the
/// prompt, `… keys [STATEMENTS]` for that from a key to the screen in a session of so many statements.
public final class TerminalLatency {
    private static final int RUNS = 20;
    private static final int KEYS = 60;
    private static final int STATEMENTS = 10_000;
    private static final String TYPED = "expect A.read(buf[1]) == 0x41 && total > 5 ";
    private static final String PROMPT = "quire v6_1> ";

    private final Process process;
    private final InputStream screen;
    private final OutputStream keyboard;
    private final StringBuilder seen = new StringBuilder();

    private TerminalLatency(String command) throws IOException {
        process = new ProcessBuilder(
                        "script", "-qfec", "stty rows 40 cols 100; TERM=xterm-256color exec " + command, "/dev/null")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        screen = process.getInputStream();
        keyboard = process.getOutputStream();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("prompt")) {
            prompt();
        } else if (arguments.length > 0 && arguments[0].equals("keys")) {
            keys(arguments.length > 1 ? Integer.parseInt(arguments[1]) : STATEMENTS);
        } else {
            System.err.println("TerminalLatency takes prompt or keys [STATEMENTS]");
            System.exit(2);
        }
    }

    private static void prompt() throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i <= RUNS; i++) {
            long begun = System.nanoTime();
            TerminalLatency terminal = new TerminalLatency("./quire repl");
            terminal.waitFor(PROMPT);
            // The first one makes the cache where there is none.
            if (i > 0) {
                times.add(System.nanoTime() - begun);
            }
            terminal.end();
        }
        tell("command to prompt", times);
    }

    private static void keys(int statements) throws IOException, InterruptedException {
        Path script = Files.createTempFile("session", ".quire");
        StringBuilder text =
                new StringBuilder("use linux\nscenario \"long\" {\n  process A\n  buf = A.mmap(4 pages, rw-)\n");
        text.append("  total = 0\n");
        for (int i = 3; i < statements; i++) {
            text.append(i % 10 == 0 ? "  A.write(buf[1], 0x41)\n" : "  total = total + 1\n");
        }
        Files.writeString(script, text.append("}\n"));
        TerminalLatency terminal = new TerminalLatency("./quire repl " + script);
        terminal.waitFor(PROMPT);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            char key = TYPED.charAt(i % TYPED.length());
            if (i == TYPED.length()) {
                // Ctrl-U: the line anew.
                terminal.press('\u0015');
                Thread.sleep(300);
            }
            Thread.sleep(100);
            terminal.drain();
            long begun = System.nanoTime();
            terminal.press(key);
            terminal.screen.read();
            times.add(System.nanoTime() - begun);
        }
        terminal.end();
        Files.delete(script);
        tell("key to screen after " + statements + " statements", times);
    }

    private void press(char key) throws IOException {
        keyboard.write(key);
        keyboard.flush();
    }

    private void drain() throws IOException {
        while (screen.available() > 0) {
            screen.read();
        }
    }

    private void waitFor(String text) throws IOException {
        while (seen.indexOf(text) < 0) {
            byte[] bytes = new byte[1 << 16];
            int count = screen.read(bytes);
            if (count < 0) {
                throw new IOException("it ended with: " + seen);
            }
            seen.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            seen.delete(0, Math.max(0, seen.length() - (1 << 17)));
        }
    }

    private void end() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor();
    }

    private static void tell(String what, List<Long> nanoseconds) {
        Collections.sort(nanoseconds);
        System.out.printf(
                "%s: median %.1f ms, least %.1f, most %.1f, of %d%n",
                what,
                nanoseconds.get(nanoseconds.size() / 2) / 1e6,
                nanoseconds.getFirst() / 1e6,
                nanoseconds.getLast() / 1e6,
                nanoseconds.size());
    }
}
