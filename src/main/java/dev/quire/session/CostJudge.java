package dev.quire.session;

import dev.quire.explore.CostSearch;
import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Model;
import dev.quire.explore.Outcome;
import dev.quire.explore.Step;
import dev.quire.explore.scenario.ScenarioCosts;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Judges the properties that compare metrics, of the least and the greatest value that each metric can have in a final
/// state over all interleavings.
final class CostJudge {
    /// Rounds of a cycle that a counterexample is drawn with at most.
    private static final int MOST_ROUNDS = 1 << 12;

    private final Program program;
    private final List<Program.PropertyCode> properties;
    private final Machine machine;
    private final ScenarioCosts model;
    private final CostSearch search;
    private final Map<ScenarioCosts.Metric, CostSearch.@Nullable Dimension> dimensions = new LinkedHashMap<>();
    private final boolean[] known;
    private final Map<ScenarioCosts.Metric, Long> begun = new LinkedHashMap<>();

    private CostJudge(Program program, Machine machine, Limits limits) {
        this.program = program;
        this.machine = machine;
        properties = Objects.requireNonNull(program.scenario()).properties();
        known = new boolean[properties.size()];
        model = new ScenarioCosts(machine);
        search = new CostSearch(model, limits);
    }

    /// What a search came to with its ranged properties judged, and the ranges.
    record Judged(Outcome outcome, List<Session.CostRange> ranges) {}

    /// Whether a program has properties to be judged here.
    static boolean wanted(Program program) {
        return Objects.requireNonNull(program.scenario()).properties().stream().anyMatch(Program.PropertyCode::ranged);
    }

    static Judged judge(Program program, Limits limits, Outcome found) {
        Machine machine = Session.machine(program);
        Explorer.prepare(machine, true);
        CostJudge judge = new CostJudge(program, machine, limits);
        String limit = judge.search.search();
        return judge.all(found, limit);
    }

    private Judged all(Outcome found, String limit) {
        List<Finding> findings = new ArrayList<>(found.findings());
        System.arraycopy(found.known(), 0, known, 0, known.length);
        List<Session.CostRange> ranges = new ArrayList<>();
        for (int p = 0; p < properties.size(); p++) {
            if (properties.get(p).ranged() && !search.finals().isEmpty()) {
                List<ScenarioCosts.Metric> metrics = read(p);
                model.restart();
                metrics.forEach(m -> begun.put(m, model.value(m)));
                Finding violation = violation(p);
                if (violation != null) {
                    findings.add(violation);
                }
                for (ScenarioCosts.Metric metric : metrics) {
                    ranges.add(range(p, metric));
                }
            }
        }
        machine.caching(false);
        return new Judged(
                new Outcome(
                        found.states(),
                        found.transitions(),
                        found.depth(),
                        found.bytes(),
                        found.limit().isEmpty() ? limit : found.limit(),
                        findings,
                        known,
                        found.moved()),
                ranges);
    }

    /// The metrics that a property reads in some final state.
    private List<ScenarioCosts.Metric> read(int property) {
        List<ScenarioCosts.Metric> all = new ArrayList<>();
        for (int state : search.finals()) {
            model.follow(search.path(state));
            model.read(property).stream().filter(m -> !all.contains(m)).forEach(all::add);
        }
        return all;
    }

    private CostSearch.@Nullable Dimension dimension(ScenarioCosts.Metric metric) {
        if (!dimensions.containsKey(metric)) {
            dimensions.put(metric, search.dimension(model.dimension(metric)));
        }
        return dimensions.get(metric);
    }

    /// What a metric stood at when the threads began.
    private long begun(ScenarioCosts.Metric metric) {
        return begun.getOrDefault(metric, 0L);
    }

    private Session.CostRange range(int property, ScenarioCosts.Metric metric) {
        CostSearch.Dimension d = dimension(metric);
        if (d == null) {
            return new Session.CostRange(property, name(metric), 0, 0, false, List.of(), List.of());
        }
        CostSearch.Range range = d.range();
        return new Session.CostRange(
                property,
                name(metric),
                begun(metric) + range.least(),
                range.unbounded() ? CostSearch.UNBOUNDED : begun(metric) + range.greatest(),
                true,
                d.cheapest(),
                d.dearest());
    }

    private String name(ScenarioCosts.Metric metric) {
        model.restart();
        Kind kind = program.kinds().get(machine.engine().store().kind(metric.object()) - Machine.FIRST_OBJECT_KIND);
        String field = kind.fields().stream()
                .filter(Kind.FieldSlot::isMetric)
                .skip(metric.number())
                .findFirst()
                .orElseThrow()
                .name();
        return Named.objects(machine).getOrDefault(metric.object(), kind.name()) + "." + field;
    }

    /// A violation in the final state that is reached in the fewest steps, or null. Where the least and the greatest
    /// values that a metric can have there satisfy the property, so do those between.
    private @Nullable Finding violation(int property) {
        for (int state : search.finals()) {
            model.follow(search.path(state));
            List<ScenarioCosts.Metric> read = model.read(property);
            Model.Truth least = model.judge(property, values(read, state, false));
            Model.Truth greatest = model.judge(property, values(read, state, true));
            known[property] |= least != Model.Truth.UNKNOWN;
            if (least == Model.Truth.FALSE || greatest == Model.Truth.FALSE) {
                for (ScenarioCosts.Metric metric : read) {
                    List<Step> path = path(property, metric, state);
                    if (path != null) {
                        return new Finding(Finding.What.VIOLATION, property, "", path);
                    }
                }
                return new Finding(Finding.What.VIOLATION, property, "", search.path(state));
            }
        }
        return null;
    }

    /// A path on which a metric alone makes the property false, or null.
    private @Nullable List<Step> path(int property, ScenarioCosts.Metric metric, int state) {
        CostSearch.Dimension d = dimension(metric);
        if (d == null) {
            return null;
        }
        List<Step> cheapest = d.cheapest(state);
        if (violated(property, cheapest)) {
            return cheapest;
        }
        int rounds = 1;
        List<Step> dearest = d.dearest(state, rounds);
        while (!violated(property, dearest)) {
            rounds *= 2;
            if (!d.range(state).unbounded()) {
                return null;
            }
            if (rounds > MOST_ROUNDS) {
                return d.dearest(state, 1);
            }
            dearest = d.dearest(state, rounds);
        }
        return dearest;
    }

    private boolean violated(int property, List<Step> path) {
        model.follow(path);
        return model.judge(property, List.of()) == Model.Truth.FALSE;
    }

    private List<ScenarioCosts.Value> values(List<ScenarioCosts.Metric> metrics, int state, boolean greatest) {
        List<ScenarioCosts.Value> values = new ArrayList<>();
        for (ScenarioCosts.Metric metric : metrics) {
            CostSearch.Dimension d = dimension(metric);
            if (d != null) {
                CostSearch.Range range = d.range(state);
                long cost = greatest ? range.greatest() : range.least();
                long begun = begun(metric);
                values.add(new ScenarioCosts.Value(metric, range.unbounded() && greatest ? cost : begun + cost));
            }
        }
        return values;
    }
}
