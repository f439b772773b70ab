package dev.quire.cli;

import dev.quire.text.ColorChoice;
import dev.quire.text.Paint;
import java.io.Console;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// How a verb writes.
final class Output {
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "always, never, or auto: on a terminal, unless NO_COLOR, CLICOLOR or TERM say otherwise"
                    + " (default ${DEFAULT-VALUE})")
    private ColorChoice color = ColorChoice.AUTO;

    Paint paint() {
        return color.paint(System::getenv, terminal());
    }

    /// Whether people read what is written.
    static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// picocli's own texts, coloured by the same rules. They are written before options are known, so `--color` is
    /// looked up by hand.
    static CommandLine.Help.ColorScheme scheme(String... arguments) {
        ColorChoice choice = ColorChoice.AUTO;
        for (int i = 0; i < arguments.length; i++) {
            String value = arguments[i].startsWith("--color=")
                    ? arguments[i].substring("--color=".length())
                    : arguments[i].equals("--color") && i + 1 < arguments.length ? arguments[i + 1] : "";
            for (ColorChoice known : ColorChoice.values()) {
                choice = known.name().equalsIgnoreCase(value) ? known : choice;
            }
        }
        boolean on = choice.paint(System::getenv, terminal()).on();
        return CommandLine.Help.defaultColorScheme(on ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
    }
}
