package dev.quire.explore.scenario;

import dev.quire.engine.store.AccessLog;
import dev.quire.engine.store.WordStore;
import dev.quire.explore.CostModel;
import dev.quire.explore.Step;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The threads of a scenario with what their steps add to metrics and tallies, each of which is a dimension of costs.
/// The
/// machine must keep its metrics.
public class ScenarioCosts extends ScenarioModel implements CostModel {
    private final Machine machine;
    private final WordStore store;
    private final List<long[]> labels = new ArrayList<>();
    private final Map<List<Long>, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> dimensions = new HashMap<>();

    public ScenarioCosts(Machine machine) {
        super(machine);
        this.machine = machine;
        store = machine.engine().store();
        labels.add(new long[0]);
        numbers.put(List.of(), 0);
    }

    /// A metric of an object that a property read.
    public record Metric(int object, int number) {}

    /// A value that a metric shall have.
    public record Value(Metric metric, long value) {}

    @Override
    public int label(long mark) {
        WordStore.MetricChanges changes = store.metricsSince(mark);
        long[] costs = new long[0];
        for (int i = 0; i < changes.addresses().length; i++) {
            int dimension = dimensions.computeIfAbsent(changes.addresses()[i], a -> dimensions.size());
            if (dimension >= costs.length) {
                costs = Arrays.copyOf(costs, dimension + 1);
            }
            costs[dimension] = changes.by()[i];
        }
        long[] label = costs;
        return numbers.computeIfAbsent(Arrays.stream(costs).boxed().toList(), l -> {
            labels.add(label);
            return labels.size() - 1;
        });
    }

    @Override
    public int dimensions() {
        return dimensions.size();
    }

    @Override
    public long cost(int label, int dimension) {
        long[] costs = labels.get(label);
        return dimension < costs.length ? costs[dimension] : 0;
    }

    @Override
    public int labels() {
        return labels.size();
    }

    /// The dimension of a metric; one that no step has a cost in if nothing ever added to it.
    public int dimension(Metric metric) {
        return dimensions.getOrDefault(WordStore.metricAddress(metric.object(), metric.number()), dimensions.size());
    }

    /// The dimension of a tally.
    public int tally(int number) {
        return dimensions.getOrDefault(WordStore.tallyAddress(number), dimensions.size());
    }

    /// Goes to the state that a path leads to.
    public void follow(List<Step> path) {
        restart();
        for (Step step : path) {
            step(step.thread(), step.script());
        }
    }

    /// What a metric stands at.
    public long value(Metric metric) {
        return store.metric(metric.object(), metric.number());
    }

    /// The metrics that a property reads in the present state.
    public List<Metric> read(int property) {
        List<Metric> read = new ArrayList<>();
        store.log(new AccessLog() {
            @Override
            public void read(int cell, int offset, long value) {}

            @Override
            public void write(int cell, int offset) {}

            @Override
            public void metric(int cell, int number) {
                Metric metric = new Metric(cell, number);
                if (!read.contains(metric)) {
                    read.add(metric);
                }
            }
        });
        try {
            machine.evaluate(code(property));
        } catch (Failure broken) {
            // What it read before counts; judge() says what it comes to.
            return read;
        } finally {
            store.log(null);
        }
        return read;
    }

    private Program.PropertyCode code(int property) {
        Program.Scenario s = Objects.requireNonNull(machine.program().scenario());
        return s.properties().get(property);
    }

    /// The value of a property in the present state if metrics had other values.
    public Truth judge(int property, List<Value> values) {
        long mark = store.mark();
        try {
            for (Value v : values) {
                store.addMetric(v.metric().object(), v.metric().number(), v.value() - value(v.metric()));
            }
            return truth(property);
        } finally {
            store.rollback(mark);
        }
    }
}
