package dev.quire.repl;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drives the REPL in a pseudo-terminal of tmux; skipped where there is none. It waits for what must appear and never
/// for
/// a time.
final class TerminalReplTest {
    private static final int TRIES = 600;
    private static final String SOCKET = "quire-test-" + ProcessHandle.current().pid();

    @TempDir
    private Path state = Path.of("");

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        assumeTrue(installed());
        tmux("new-session", "-d", "-x", "100", "-y", "50", command());
        shown("quire v6_1>");
    }

    private String command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "trap : INT; env -u NO_COLOR XDG_STATE_HOME='" + state + "' '" + java
                + "' --enable-native-access=ALL-UNNAMED -cp '" + System.getProperty("java.class.path")
                + "' dev.quire.cli.Main repl; echo left with $?; trap '' INT; cat";
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        if (installed()) {
            run("tmux", "-L", SOCKET, "kill-server");
        }
    }

    @Test
    void completes_goes_on_undoes_and_leaves() throws IOException, InterruptedException {
        type("process A");
        key("Enter");
        shown("A  process");
        type("buf = A.mma");
        key("Tab");
        shown("buf = A.mmap");
        type("(4 pages,");
        key("Enter");
        shown("...>");
        type("rw-)");
        key("Enter");
        shown("buf = [0,4)  range");
        type("A.write(buf[0], 0x41)");
        key("Enter");
        shown("fault 0 WRITE");
        type("this is not finished");
        key("C-c");
        type(":undo");
        key("Enter");
        shown("took back: A.write(buf[0], 0x41)");
        type(":step A.write(buf[0], 0x42)");
        key("Enter");
        shown("* s1  store()");
        type(":step");
        key("Enter");
        shown("* s1  do_user_addr_fault()");
        type(":back");
        key("Enter");
        shown("took back: :step s1");
        key("C-c");
        shown("Ctrl-C again");
        // Whether it comes before the next prompt stands or after makes no difference to the REPL, but one in between
        // may be lost.
        for (int i = 0; i < TRIES && !screen().contains("left with"); i++) {
            key("C-c");
            Thread.sleep(100);
        }
        shown("left with 0");
        String history = Files.readString(state.resolve("quire/history"), StandardCharsets.UTF_8);
        assertTrue(history.contains("process A"), history);
    }

    // --- tmux -------------------------------------------------------------------------------------------------------

    private static boolean installed() throws InterruptedException {
        try {
            run("tmux", "-V");
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    private static void type(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", text);
    }

    private static void key(String name) throws IOException, InterruptedException {
        tmux("send-keys", name);
    }

    private static void shown(String text) throws IOException, InterruptedException {
        String screen = "";
        for (int i = 0; i < TRIES; i++) {
            screen = screen();
            if (screen.contains(text)) {
                return;
            }
            Thread.sleep(100);
        }
        fail("`" + text + "` did not appear on the screen:\n" + screen);
    }

    private static String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    private static String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", SOCKET, "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        return run(command.toArray(new String[0]));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
