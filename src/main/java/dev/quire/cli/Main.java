package dev.quire.cli;

import dev.quire.diagnostic.Nearest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Quire's command line. Exit codes: 0 all held, 1 a check failed, 2 wrong usage, 3 the input is wrong, 4 inconclusive,
/// 5 a bug in Quire.
@Command(
        name = "quire",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Memory-management scenarios: run them, and explore every interleaving of their threads.",
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  all held",
            "  1  a check failed, or a counterexample was found",
            "  2  wrong usage",
            "  3  the script or input is wrong",
            "  4  inconclusive: a limit, a vacuous property, a scenario that checks nothing",
            "  5  a bug in Quire",
            "",
            "Start with: quire run --trace calls scenarios/tour"
        },
        subcommands = {
            RunCommand.class,
            ExploreCommand.class,
            CompareCommand.class,
            FmtCommand.class,
            TestCommand.class,
            ConformCommand.class,
            ReplCommand.class,
            ExplainCommand.class
        })
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
        int code = arguments.length == 1 && arguments[0].equals("repl") ? repl() : execute(arguments);
        out.flush();
        System.exit(code);
    }

    /// `quire repl` and nothing else, which people wait for: there are no options to be understood.
    static int repl() {
        try {
            return new ReplCommand().call();
        } catch (IOException | RuntimeException bug) {
            return broken(bug);
        } catch (OutOfMemoryError full) {
            return full();
        }
    }

    private static int broken(Exception exception) {
        System.err.println("quire: internal error: " + exception
                + "\nThis is a bug in Quire; please report it with the command line and the script.");
        if (System.getenv("QUIRE_DEBUG") != null) {
            exception.printStackTrace();
        }
        return BUG;
    }

    private static int full() {
        System.err.println("quire: out of memory; a smaller script, or QUIRE_JAVA_OPTS=-Xmx8g, may help");
        return INCONCLUSIVE;
    }

    /// Runs a command line and returns its exit code.
    public static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(Output.scheme(arguments));
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((wrong, given) -> {
            CommandLine at = wrong.getCommandLine();
            Set<String> known = at.getSubcommands().keySet();
            boolean verb = wrong instanceof CommandLine.UnmatchedArgumentException && !given[0].startsWith("-");
            if (verb && !known.isEmpty()) {
                System.err.println("quire: there is no verb " + given[0] + "; "
                        + Nearest.suggest(given[0], known, "quire --help lists the verbs"));
                return USAGE;
            }
            System.err.println("quire: " + wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, at.getErr());
            System.err.println("See " + at.getCommandSpec().qualifiedName() + " --help.");
            return USAGE;
        });
        line.setExecutionExceptionHandler((exception, command, result) -> broken(exception));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError full) {
            return full();
        }
    }

    @Override
    public Integer call() {
        System.err.println("quire: name a verb; quire --help lists them");
        return USAGE;
    }

    /// The version in the jar's manifest, and what it runs on.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = Main.class.getPackage().getImplementationVersion();
            String library = System.getProperty("quire.stdlib", "");
            return new String[] {
                "quire " + (version == null ? "(unpackaged)" : version),
                "library " + (library.isEmpty() ? "in the jar" : library),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
