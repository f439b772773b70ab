package dev.quire.repl;

import dev.quire.syntax.Continuation;
import dev.quire.text.Paint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.nativ.JLineNativeLoader;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.InputRC;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.utils.InfoCmp;
import org.jline.utils.Status;
import org.jspecify.annotations.Nullable;

/// Inputs from a person: JLine with completion, colours, history and its ghost text. Ctrl-C drops what is being typed,
/// and on an empty line a second one leaves.
public final class TerminalInputs implements Inputs, AutoCloseable {
    private static final List<String> KNOWN = List.of("xterm", "xterm-256color", "screen", "screen-256color");

    private final Terminal terminal;
    private final LineReader reader;
    private final Repl repl;
    private final StatusLine status;
    private final Marks marks;
    /// A Ctrl-C came while no input was being read.
    private volatile boolean interrupted;

    /// Opens the terminal of this process. `history` is a file, or null to keep none.
    public static TerminalInputs open(Repl repl, @Nullable Path history, Paint paint) throws IOException {
        // The prompt would wait for terminals that do not answer questions about what they can do.
        System.setProperty(TerminalBuilder.PROP_GRAPHEME_CLUSTER, "false");
        System.setProperty(TerminalBuilder.PROP_PROBE_TIMEOUT, "1");
        // Of the terminals that JLine knows, no program needs to be asked.
        String type = System.getenv().getOrDefault("TERM", "");
        if (KNOWN.contains(type)) {
            InfoCmp.setLoadedInfoCmp(type, () -> InfoCmp.getDefaultInfoCmp(type));
        }
        return new TerminalInputs(repl, system(), history, paint);
    }

    /// The terminal of this process, by JLine's native library; looking for other ways in takes time.
    private static Terminal system() throws IOException {
        try {
            return TerminalBuilder.builder()
                    .name("quire")
                    .system(true)
                    .provider(TerminalBuilder.PROP_PROVIDER_JNI)
                    .dumb(false)
                    .build();
        } catch (IOException | IllegalStateException none) {
            return TerminalBuilder.builder().name("quire").system(true).build();
        }
    }

    /// A terminal that can do nothing, over any streams.
    public static TerminalInputs over(Repl repl, InputStream in, OutputStream out) throws IOException {
        return new TerminalInputs(
                repl, new DumbTerminal("quire", "dumb", in, out, StandardCharsets.UTF_8), null, Paint.ANSI);
    }

    /// Loads what `open` needs beside, for the cache that start-up reads: there is no terminal where that is made.
    public static void load() {
        JLineNativeLoader.initialize();
        for (Class<?> needed : List.of(PosixSysTerminal.class, JniTerminalProvider.class, Status.class)) {
            try {
                Class.forName(needed.getName(), true, needed.getClassLoader());
            } catch (ClassNotFoundException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private TerminalInputs(Repl repl, Terminal terminal, @Nullable Path history, Paint paint) throws IOException {
        this.repl = repl;
        this.terminal = terminal;
        status = new StatusLine(terminal, paint.on());
        repl.screen(status);
        marks = new Marks(repl);
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .appName("quire")
                .terminal(terminal)
                .parser(TerminalInputs::parse)
                .completer((r, line, candidates) -> complete(line, candidates))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   ...> ")
                .variable(LineReader.INDENTATION, 2)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE_SEARCH, true);
        if (paint.on()) {
            builder.highlighter((r, buffer) -> marks.of(buffer, r.getBuffer().cursor()));
        }
        if (history != null) {
            Files.createDirectories(history.toAbsolutePath().getParent());
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        reader = builder.build();
        reader.getWidgets().put(LineReader.CALLBACK_INIT, () -> {
            repl.open();
            return true;
        });
        reader.setAutosuggestion(LineReader.SuggestionType.HISTORY);
        List.of(LineReader.FORWARD_CHAR, LineReader.VI_FORWARD_CHAR, LineReader.END_OF_LINE)
                .forEach(this::takesGhostText);
        keys();
        mindInterrupts();
    }

    /// At the end of what was typed, a key that goes right takes the ghost text over.
    private void takesGhostText(String widget) {
        Widget plain = reader.getBuiltinWidgets().get(widget);
        reader.getWidgets().put(widget, () -> {
            String ghost = reader.getTailTip();
            if (ghost == null
                    || ghost.isEmpty()
                    || reader.getBuffer().cursor() < reader.getBuffer().length()) {
                return plain.apply();
            }
            reader.getBuffer().write(ghost);
            return true;
        });
    }

    /// Keys as the user has them in every program that reads lines: `$INPUTRC`, else `~/.inputrc`.
    private void keys() {
        String named = System.getenv("INPUTRC");
        Path file = named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".inputrc")
                : Path.of(named);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (Reader lines = Files.newBufferedReader(file)) {
            InputRC.configure(reader, lines);
        } catch (IOException | RuntimeException wrong) {
            // It is another program's file: what JLine cannot read of it is no reason not to start.
            terminal.writer().println(file + " is not heeded: " + wrong.getMessage());
        }
    }

    /// One Ctrl-C while a statement runs stops it, and counts as one at the next prompt; a second one, while it still
    /// runs, ends the process.
    private void mindInterrupts() {
        Thread running = Thread.currentThread();
        terminal.handle(Terminal.Signal.INT, signal -> {
            interrupted = true;
            running.interrupt();
            terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_DFL);
        });
    }

    /// Says something before the first prompt. Making room for the status line moves what stands above it.
    public void greet(String words) {
        status.show(repl);
        repl.out.println(words);
        repl.out.flush();
    }

    @Override
    public @Nullable String next() {
        boolean warned = false;
        while (true) {
            if (interrupted) {
                interrupted = false;
                // One that nothing has heeded must not break the reading.
                Thread.interrupted();
                mindInterrupts();
                if (warned) {
                    return null;
                }
                warned = warn();
            }
            repl.width(terminal.getColumns());
            status.show(repl);
            try {
                return reader.readLine("quire " + repl.kernel() + "> ") + "\n";
            } catch (EndOfFileException end) {
                return null;
            } catch (UserInterruptException cancelled) {
                if (cancelled.getPartialLine().isEmpty()) {
                    if (warned) {
                        return null;
                    }
                    warned = warn();
                }
            }
        }
    }

    private boolean warn() {
        terminal.writer().println("(Ctrl-C again, Ctrl-D or :quit leaves)");
        return true;
    }

    @Override
    public void close() throws IOException {
        status.close();
        reader.getHistory().save();
        terminal.close();
    }

    /// A line as JLine sees it; one word, the name that the cursor stands behind.
    private record Typed(String line, int cursor, String word) implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }
    }

    private static ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
        boolean accepts = context == Parser.ParseContext.ACCEPT_LINE || context == Parser.ParseContext.UNSPECIFIED;
        // An empty last line ends a block, so that nobody is caught in one.
        if (accepts && !Commands.isCommand(line) && !line.endsWith("\n\n") && Continuation.wanted(line)) {
            throw new EOFError(-1, cursor, "the input goes on", "}");
        }
        return new Typed(line, cursor, Completions.word(line.substring(0, cursor)));
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        Map<String, String> found = new Completions(repl.session(), repl.checkpoints())
                .of(line.line().substring(0, line.cursor()));
        found.forEach((name, what) ->
                candidates.add(new Candidate(name, name, null, what.isEmpty() ? null : what, null, null, false)));
    }
}
