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
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drives the REPL in a pseudo-terminal of tmux; skipped where there is none. It waits for what must appear and never
/// for
/// a time.
final class TerminalReplTest {
    private static final int TRIES = 300;
    private static final String SOCKET = "quire-test-" + ProcessHandle.current().pid();

    @TempDir
    private Path state = Path.of("");

    @BeforeEach
    void installedHere() throws InterruptedException {
        assumeTrue(installed());
    }

    private void begin(String inputrc) throws IOException, InterruptedException {
        tmux("new-session", "-d", "-x", "100", "-y", "50", command(inputrc));
        shown("quire v6_1>");
    }

    private String command(String inputrc) throws IOException {
        Path editor = state.resolve("editor");
        Files.writeString(editor, "sed -i 's/4 pages/8 pages/' \"$1\"\n");
        Files.writeString(state.resolve("inputrc"), "set editing-mode vi\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "trap : INT; env -u NO_COLOR -u VISUAL XDG_STATE_HOME='" + state + "' INPUTRC='" + state.resolve(inputrc)
                + "' EDITOR='sh " + editor + "' '" + java
                + "' --enable-native-access=ALL-UNNAMED -cp '" + System.getProperty("java.class.path")
                + "' dev.quire.cli.Main repl; echo left with $?; trap '' INT; cat";
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        if (installed()) {
            // What was started writes its history when its terminal goes, and the folder goes after that.
            List<ProcessHandle> started = new ArrayList<>();
            for (String pid : tmux("list-panes", "-F", "#{pane_pid}").strip().split("\\D+")) {
                if (!pid.isEmpty()) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(shell -> {
                        started.add(shell);
                        shell.descendants().forEach(started::add);
                    });
                }
            }
            tmux("kill-server");
            started.forEach(
                    p -> p.onExit().completeOnTimeout(p, 10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void completes_goes_on_undoes_and_leaves() throws IOException, InterruptedException {
        begin("none");
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
        // Whether it comes before the next prompt stands or after makes no difference to the REPL, but one in between
        // may be lost.
        for (int i = 0; i < TRIES && !screen().contains("Ctrl-C again"); i++) {
            key("C-c");
            Thread.sleep(100);
        }
        for (int i = 0; i < TRIES && !screen().contains("left with"); i++) {
            key("C-c");
            Thread.sleep(100);
        }
        shown("left with 0");
        String history = Files.readString(state.resolve("quire/history"), StandardCharsets.UTF_8);
        assertTrue(history.contains("process A"), history);
    }

    @Test
    void tells_how_it_stands_and_marks_what_is_wrong() throws IOException, InterruptedException {
        begin("none");
        enter("process A");
        enter("buf = A.mmap(4 pages, rw-)");
        shown("buf = [0,4)  range");
        shown("v6_1  |  step 2");
        type("A.wrote(buf[0], 1) ");
        coloured("A\\.\\x1b\\[4m\\x1b\\[31mwrote");
        key("C-c");
        type("B = A.fo");
        key("Tab");
        shown("B = A.fork");
        type("()");
        key("Enter");
        shown("B  process");
        enter("A.write(buf[0], 1)");
        enter("thread t { A.munmap(buf) }");
        enter(":until A.pte(buf[0]).is_none");
        shown("open: range UNMAP [0,4) A.mm by t");
    }

    @Test
    void edits_and_searches_what_was_entered() throws IOException, InterruptedException {
        begin("none");
        enter("process A");
        enter("buf = A.mmap(4 pages, rw-)");
        shown("buf = [0,4)  range");
        enter(":edit");
        shown("buf = [0,8)  range");
        key("C-r");
        type("= A.mm");
        shown("buf = A.mmap(4 pages, rw-)\nbck-i-search");
        key("Enter");
        enter("A.maps()");
        shown("v6_1  |  step 4");
    }

    @Test
    void has_the_keys_of_vi() throws IOException, InterruptedException {
        begin("inputrc");
        type("process AB");
        key("Escape");
        // A lone escape is one once nothing has followed it.
        Thread.sleep(1000);
        type("x");
        key("Enter");
        shown("A  process");
    }

    @Test
    void ghost_text_is_taken_over() throws IOException, InterruptedException {
        begin("none");
        enter("process A");
        shown("A  process");
        type("pro");
        shown("> process A");
        key("Right");
        type("B");
        key("Enter");
        shown("AB  process");
    }

    @Test
    void a_statement_that_runs_is_stopped_and_taken_back() throws IOException, InterruptedException {
        begin("none");
        enter("process A");
        enter("buf = A.mmap(1 page, rw-)");
        shown("buf = [0,1)  range");
        enter("while yes { A.write(buf[0], 1) }");
        Thread.sleep(1000);
        key("C-c");
        shown("stopped, and taken back");
        enter("A.pte(buf[0])");
        shown("= none  pte");
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

    private static void enter(String text) throws IOException, InterruptedException {
        type(text);
        key("Enter");
    }

    /// Waits for what a regular expression finds among the screen's text and colours.
    private static void coloured(String pattern) throws IOException, InterruptedException {
        String screen = "";
        for (int i = 0; i < TRIES; i++) {
            screen = tmux("capture-pane", "-e", "-p");
            if (Pattern.compile(pattern).matcher(screen).find()) {
                return;
            }
            Thread.sleep(100);
        }
        fail("`" + pattern + "` did not appear on the screen:\n" + screen);
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
