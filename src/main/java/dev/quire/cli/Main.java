package dev.quire.cli;

import dev.quire.diagnostic.Catalogue;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Quire's command line. Exit codes: 0 all held, 1 a check failed, 2 wrong usage, 3 the input is wrong, 4 inconclusive,
/// 5 a bug in Quire.
@Command(
        name = "quire",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Memory-management scenarios: run them, and explore every interleaving.",
        subcommands = {RunCommand.class, ExploreCommand.class, FmtCommand.class, TestCommand.class, Main.Explain.class})
public final class Main implements Callable<Integer> {
    static final int HELD = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int INPUT = 3;
    static final int INCONCLUSIVE = 4;
    static final int BUG = 5;

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(out);
        int code = execute(arguments);
        out.flush();
        System.exit(code);
    }

    /// Runs a command line and returns its exit code.
    public static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((exception, command, result) -> {
            System.err.println("quire: internal error: " + exception
                    + "\nThis is a bug in Quire; please report it with the command line and the script.");
            if (System.getenv("QUIRE_DEBUG") != null) {
                exception.printStackTrace();
            }
            return BUG;
        });
        return line.execute(arguments);
    }

    @Override
    public Integer call() {
        System.err.println("quire: name a verb: run, explore, test, fmt, explain (see quire --help)");
        return USAGE;
    }

    /// The version in the jar's manifest.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"quire " + (version == null ? "(unpackaged)" : version)};
        }
    }

    /// `quire explain CODE`.
    @Command(name = "explain", description = "Print the page of a diagnostic code.")
    static final class Explain implements Callable<Integer> {
        @Parameters(paramLabel = "CODE", description = "a code such as Q201")
        private String code = "";

        @Override
        public Integer call() {
            for (Code known : Code.values()) {
                if (known.name().equalsIgnoreCase(code)) {
                    System.out.print(Catalogue.explain(known));
                    return HELD;
                }
            }
            String help = Nearest.suggest(
                    code, Arrays.stream(Code.values()).map(Enum::name).toList(), "codes look like Q201");
            System.err.println("quire: there is no code " + code + "; " + help);
            return USAGE;
        }
    }
}
