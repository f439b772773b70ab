package dev.quire.session;

import dev.quire.explore.BreadthFirst;
import dev.quire.explore.DepthFirst;
import dev.quire.explore.FewestSwitches;
import dev.quire.explore.Finding;
import dev.quire.explore.LayeredModel;
import dev.quire.explore.Limits;
import dev.quire.explore.Model;
import dev.quire.explore.Outcome;
import dev.quire.explore.ParallelBreadthFirst;
import dev.quire.explore.Preemptions;
import dev.quire.explore.RandomWalks;
import dev.quire.explore.scenario.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Searches models as a strategy says.
final class Searches {
    /// States that a search for a shorter path may visit, or as many as the first search did.
    private static final long SHORTENED = 100_000;

    private final Strategy strategy;
    private final ParallelBreadthFirst.Portions portions;
    private final Limits limits;
    private final boolean first;

    /// With `first` a search stops at its first violation.
    Searches(Strategy strategy, ParallelBreadthFirst.Portions portions, Limits limits, boolean first) {
        this.strategy = strategy;
        this.portions = portions;
        this.limits = limits;
        this.first = first;
    }

    /// Searches the model and, where the strategy wants it, others that `another` makes like it. What they noted for
    /// themselves has been committed.
    Outcome search(ScenarioModel model, Supplier<? extends ScenarioModel> another) {
        if (strategy.preemptions().isPresent()) {
            return bounded(model, another, strategy.preemptions().getAsInt());
        }
        Outcome o = switch (strategy.order()) {
            case Strategy.Order.BreadthFirst b -> breadthFirst(model, another);
            case Strategy.Order.DepthFirst d -> shortened(depthFirst(model), another);
            case Strategy.Order.Random r -> shortened(random(model, r), another);
        };
        return fewest(strategy.reduced() && !o.findings().isEmpty() ? another.get() : model, o);
    }

    /// The same with paths of the fewest switches. Where races are found, nobody asks for the rest.
    private Outcome fewest(LayeredModel model, Outcome o) {
        boolean races = o.findings().stream().anyMatch(f -> f.what() == Finding.What.RACE);
        List<Finding> wanted = o.findings().stream()
                .filter(f -> !races || f.what() == Finding.What.RACE)
                .toList();
        return wanted.isEmpty() ? o : o.withFindings(new FewestSwitches(model, limits).search(wanted));
    }

    private Outcome bounded(ScenarioModel model, Supplier<? extends ScenarioModel> another, int most) {
        Preemptions.Shared shared = new Preemptions.Shared();
        Preemptions bounded = new Preemptions(model, most, shared);
        Outcome found = switch (strategy.order()) {
            case Strategy.Order.BreadthFirst b -> {
                Outcome o = layers(bounded, () -> new Preemptions(another.get(), most, shared));
                yield judgesRuns(model) && o.exhausted()
                        ? o.withLimit("`eventually` is not judged on endless runs here")
                        : o;
            }
            case Strategy.Order.DepthFirst d -> atLength(depthFirst(bounded));
            case Strategy.Order.Random r -> atLength(random(bounded, r));
        };
        Outcome o = fewest(bounded, found);
        String text = "runs with more than " + most + (most == 1 ? " preemption" : " preemptions") + " were left out";
        return shared.cut() && o.exhausted() ? o.withLimit(text) : o;
    }

    private Outcome depthFirst(LayeredModel model) {
        Outcome o = new DepthFirst(model, limits, first).search();
        model.commit();
        return o;
    }

    private Outcome random(LayeredModel model, Strategy.Order.Random order) {
        Outcome o = new RandomWalks(model, limits, first, order.walks(), order.seed()).search();
        model.commit();
        return o;
    }

    private Outcome breadthFirst(ScenarioModel model, Supplier<? extends ScenarioModel> another) {
        boolean reduced = strategy.reduced() && !judgesRuns(model) && model.reduce();
        if (strategy.workers() == 1 && !strategy.reduced() || judgesRuns(model)) {
            Outcome outcome = new BreadthFirst(model, limits, first).search();
            model.commit();
            return outcome;
        }
        if (!reduced) {
            return layers(model, another);
        }
        Supplier<ScenarioModel> more = () -> {
            ScenarioModel made = another.get();
            made.reduce();
            return made;
        };
        return shortened(layers(model, more).asReduced(), another);
    }

    /// Whether runs without an end are judged: on a graph, which one worker keeps.
    private static boolean judgesRuns(Model model) {
        return IntStream.range(0, model.properties()).anyMatch(p -> model.kind(p) == Model.Kind.EVENTUALLY);
    }

    /// Breadth first by as many workers as the strategy has.
    private Outcome layers(LayeredModel model, Supplier<? extends LayeredModel> another) {
        List<LayeredModel> models = new ArrayList<>(List.of(model));
        while (models.size() < strategy.workers()) {
            models.add(another.get());
        }
        return new ParallelBreadthFirst(models, another, limits, first, portions).search();
    }

    private static Outcome atLength(Outcome o) {
        return o.withFindings(o.findings().stream().map(Finding::atLength).toList());
    }

    /// Looks for a shorter path to each finding, breadth first, no deeper than the longest of them. A finding that was
    /// met on the way is shortest.
    private Outcome shortened(Outcome o, Supplier<? extends ScenarioModel> another) {
        int longest = o.findings().stream().mapToInt(f -> f.path().size()).max().orElse(0);
        if (longest == 0) {
            return o;
        }
        Limits near = new Limits(Math.max(SHORTENED, o.states()), longest + 1, limits.bytes(), limits.monitor());
        Outcome searched = new BreadthFirst(another.get(), near, false).search();
        List<Finding> findings = new ArrayList<>();
        for (Finding f : o.findings()) {
            findings.add(searched.findings().stream()
                    .filter(s -> s.what() == f.what()
                            && (s.what() == Finding.What.RACE
                                    ? s.text().equals(f.text())
                                    : s.property() == f.property())
                            && s.path().size() <= f.path().size())
                    .findFirst()
                    .orElse(f.atLength()));
        }
        return o.withFindings(findings);
    }
}
