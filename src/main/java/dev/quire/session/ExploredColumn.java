package dev.quire.session;

import dev.quire.explore.CostSearch;
import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.explore.scenario.ScenarioCosts;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// What all interleavings of a scenario under one kernel come to, as a column of a comparison.
final class ExploredColumn {
    private ExploredColumn() {}

    static Comparison.Column of(Program program, Limits limits) {
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        Session.Exploration x = new Explorer(program).explore(limits, false, false);
        if (x.setupFailure() != null) {
            return new Comparison.Column(
                    s.kernel(),
                    s.recorded(),
                    false,
                    x.setupFailure().kind(),
                    String.valueOf(x.setupFailure().getMessage()),
                    Map.of(),
                    Map.of());
        }
        Machine machine = Session.machine(program);
        Tallies tallies = new Tallies(machine);
        Explorer.prepare(machine, true);
        Map<Integer, Long> before = new LinkedHashMap<>();
        tallies.each(number -> before.put(number, machine.engine().store().tally(number)));
        Map<String, TreeSet<String>> values = new TreeMap<>();
        ScenarioCosts model = new ScenarioCosts(machine) {
            @Override
            public void ended() {
                Comparison.values(machine, program, s)
                        .forEach((name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>())
                                .add(value));
            }
        };
        CostSearch search = new CostSearch(model, limits);
        String limit = search.search();
        Map<String, CostSearch.Range> costs = search.finals().isEmpty()
                ? Map.of()
                : tallies.each(number -> range(search, model.tally(number), before.getOrDefault(number, 0L)));
        Map<String, String> joined = new TreeMap<>();
        values.forEach((name, all) -> joined.put(name, String.join(", ", all)));
        String verdict = verdict(x, limit);
        Outcome o = Objects.requireNonNull(x.outcome());
        boolean violated = violated(o, x);
        return new Comparison.Column(
                s.kernel(),
                s.recorded(),
                verdict.equals("ok"),
                violated ? Failure.Kind.CHECK : verdict.equals("ok") ? null : Failure.Kind.LIMIT,
                verdict,
                joined,
                costs);
    }

    private static CostSearch.Range range(CostSearch search, int dimension, long before) {
        CostSearch.Range range = Objects.requireNonNull(search.dimension(dimension), "tallies never go")
                .range();
        return new CostSearch.Range(
                before + range.least(), range.unbounded() ? CostSearch.UNBOUNDED : before + range.greatest());
    }

    private static boolean violated(Outcome o, Session.Exploration x) {
        return o.findings().stream().anyMatch(f -> f.what() != Finding.What.WITNESS)
                || x.races() != null && !x.races().found().isEmpty();
    }

    private static String verdict(Session.Exploration x, String limit) {
        Outcome o = Objects.requireNonNull(x.outcome());
        Program.Scenario s = Objects.requireNonNull(x.program().scenario());
        for (Finding f : o.findings()) {
            switch (f.what()) {
                case VIOLATION -> {
                    Program.PropertyCode p = s.properties().get(f.property());
                    return "violated: " + p.kind() + " " + p.text();
                }
                case FAILURE -> {
                    return "failed: " + f.text();
                }
                case DEADLOCK -> {
                    return "deadlock";
                }
                case WITNESS, RACE -> {}
            }
        }
        if (x.races() != null && !x.races().found().isEmpty()) {
            return "data race on " + x.races().found().getFirst().name();
        }
        return o.exhausted() && limit.isEmpty() ? "ok" : "open: " + (o.exhausted() ? limit : o.limit());
    }
}
