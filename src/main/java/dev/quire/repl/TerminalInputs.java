package dev.quire.repl;

import dev.quire.syntax.Continuation;
import dev.quire.syntax.Highlights;
import dev.quire.text.Paint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
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
            builder.highlighter((r, buffer) -> coloured(buffer));
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
        mindInterrupts();
    }

    /// One Ctrl-C between two inputs counts as one at the next prompt; a second one, while a statement still runs, ends
    /// the process.
    private void mindInterrupts() {
        terminal.handle(Terminal.Signal.INT, signal -> {
            interrupted = true;
            terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_DFL);
        });
    }

    @Override
    public @Nullable String next() {
        boolean warned = false;
        while (true) {
            if (interrupted) {
                interrupted = false;
                mindInterrupts();
                if (warned) {
                    return null;
                }
                warned = warn();
            }
            repl.width(terminal.getColumns());
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
        Map<String, String> found =
                new Completions(repl.session()).of(line.line().substring(0, line.cursor()));
        found.forEach((name, what) ->
                candidates.add(new Candidate(name, name, null, what.isEmpty() ? null : what, null, null, false)));
    }

    private static AttributedString coloured(String buffer) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        int at = 0;
        for (Highlights.Piece piece : Highlights.of(buffer)) {
            out.append(buffer, at, piece.start());
            out.styled(style(piece.kind()), buffer.substring(piece.start(), piece.end()));
            at = piece.end();
        }
        return out.append(buffer, at, buffer.length()).toAttributedString();
    }

    private static AttributedStyle style(Highlights.Kind kind) {
        return switch (kind) {
            case KEYWORD -> AttributedStyle.BOLD.foreground(AttributedStyle.BLUE);
            case LITERAL -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case COMMENT -> AttributedStyle.DEFAULT.faint();
            case WRONG ->
                AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).underline();
        };
    }
}
