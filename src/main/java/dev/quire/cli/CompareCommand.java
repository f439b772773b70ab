package dev.quire.cli;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import dev.quire.report.ComparisonJson;
import dev.quire.report.ComparisonTable;
import dev.quire.session.Comparison;
import dev.quire.session.Request;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire compare FILE… --kernel K1 --kernel K2`.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Run scenarios under several kernels or patches, and show in one table how they end and what they cost.",
        footerHeading = "%nExample:%n",
        footer = "  quire compare scenarios/seed --kernel v5_2 --kernel 'v5_2 + change_pte_rfc'")
final class CompareCommand implements Callable<Integer> {
    private final Session session = new Session();

    enum Format {
        HUMAN,
        MARKDOWN,
        CSV,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scripts, or folders of them")
    private List<String> files = new ArrayList<>();

    @Mixin
    private KernelOptions kernels = new KernelOptions();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description =
                    "show only costs whose names begin so, as kvm_page_fault or 'range_start CLEAR'; may be repeated")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--explore",
            description = "explore every interleaving of the threads: each cell is the least and the greatest cost")
    private boolean explore;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "with --explore: distinct states after which to stop (default ${DEFAULT-VALUE})")
    private long maxStates;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "human",
            description = "human, markdown, csv, or json: one JSON object a line (default ${DEFAULT-VALUE})")
    private Format format = Format.HUMAN;

    @Override
    public Integer call() {
        if (kernels.choice().rows().size() == 1) {
            System.err.println("quire: compare wants two kernels or more, each after its own --kernel");
            return Main.USAGE;
        }
        List<Comparison> all = new ArrayList<>();
        int code = Scripts.each(files, kernels.choice(), Scripts.explained(Paint.NONE), checked -> {
            int worst = Main.HELD;
            for (List<Program> programs : Comparison.byScenario(checked.programs())) {
                Comparison c = session.answer(
                        new Request.Compare(programs, explore ? Limits.of(maxStates, Integer.MAX_VALUE) : null));
                all.add(c);
                System.out.print(
                        format == Format.JSON ? ComparisonJson.of(c) + "\n" : shown(ComparisonTable.of(c, metrics)));
                for (Comparison.Column k : c.columns()) {
                    worst = Scripts.worse(worst, k.held() ? Main.HELD : Scripts.code(k.failed()));
                }
            }
            return worst;
        });
        ComparisonTable total = format == Format.JSON ? null : ComparisonTable.total(all, metrics);
        if (total != null) {
            System.out.print(shown(total));
        }
        return code;
    }

    private String shown(ComparisonTable table) {
        return switch (format) {
            case HUMAN -> table.text() + "\n";
            case MARKDOWN -> table.markdown();
            case CSV -> table.csv();
            case JSON -> "";
        };
    }
}
