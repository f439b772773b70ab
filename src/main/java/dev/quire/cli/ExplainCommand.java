package dev.quire.cli;

import dev.quire.diagnostic.Catalogue;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `quire explain [CODE]`.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Print the page of a diagnostic code, or the list of all codes.")
final class ExplainCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "CODE", description = "a code such as Q201; all codes when left out")
    private @Nullable String code;

    @Override
    public Integer call() {
        if (code == null) {
            for (Code known : Code.values()) {
                System.out.println(Catalogue.explain(known).lines().findFirst().orElse(known.name()));
            }
            return Main.HELD;
        }
        for (Code known : Code.values()) {
            if (known.name().equalsIgnoreCase(code)) {
                System.out.print(Catalogue.explain(known));
                return Main.HELD;
            }
        }
        String help = Nearest.suggest(
                code,
                Arrays.stream(Code.values()).map(Enum::name).toList(),
                "codes look like Q201; quire explain lists all");
        System.err.println("quire: there is no code " + code + "; " + help);
        return Main.USAGE;
    }
}
