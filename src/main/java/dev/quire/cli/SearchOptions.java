package dev.quire.cli;

import dev.quire.report.SearchStatistics;
import dev.quire.session.Session;
import dev.quire.session.Strategy;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The options that say how a search goes about it.
final class SearchOptions {
    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "threads that search together; counts and findings are the same (default ${DEFAULT-VALUE})")
    private int workers;

    @Option(names = "--depth-first", description = "search depth first: less memory, and longer paths to shorten")
    private boolean depthFirst;

    @Option(names = "--random", paramLabel = "N", description = "N random runs in place of all")
    private @Nullable Long walks;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "what random runs depend on (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--preemptions",
            paramLabel = "K",
            description = "leave out runs in which a thread that could go on gives way more than K times")
    private @Nullable Integer preemptions;

    @Option(
            names = "--reduce",
            description = "try fewer interleavings, by persistent sets: the same verdicts, and counts that say little")
    private boolean reduce;

    @Option(names = "--statistics", description = "tell what the search took, and the chance of a collision")
    private boolean statistics;

    /// What the options ask for; wrong usage where they exclude each other.
    Strategy strategy(CommandSpec spec) {
        if (depthFirst && walks != null) {
            throw new ParameterException(spec.commandLine(), "--depth-first and --random exclude each other");
        }
        Strategy.Order order = depthFirst
                ? new Strategy.Order.DepthFirst()
                : walks != null ? new Strategy.Order.Random(walks, seed) : new Strategy.Order.BreadthFirst();
        try {
            return new Strategy(
                    order, workers, preemptions == null ? OptionalInt.empty() : OptionalInt.of(preemptions), reduce);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    /// Prints what a search took, if that was asked for.
    void tell(Session.Exploration x) {
        if (statistics && x.outcome() != null) {
            System.out.print(SearchStatistics.of(x.outcome()));
        }
    }
}
