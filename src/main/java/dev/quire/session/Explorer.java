package dev.quire.session;

import dev.quire.engine.trace.Event;
import dev.quire.explore.BreadthFirst;
import dev.quire.explore.FewestSwitches;
import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.explore.ParallelBreadthFirst;
import dev.quire.explore.StateGraph;
import dev.quire.explore.Step;
import dev.quire.explore.scenario.RaceModel;
import dev.quire.explore.scenario.ScenarioModel;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.Races;
import dev.quire.interpreter.SharedWords;
import dev.quire.program.Program;
import dev.quire.session.Session.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Explores the threads of one program: a search for what its properties say, then, if threads touch plain words in
/// common, one for data races.
final class Explorer {
    private final Program program;
    private final Strategy strategy;
    private final ParallelBreadthFirst.Portions portions;

    /// Breadth first, by one worker.
    Explorer(Program program) {
        this(program, Strategy.DEFAULT);
    }

    Explorer(Program program, Strategy strategy) {
        this(program, strategy, ParallelBreadthFirst.Portions.USUAL);
    }

    Explorer(Program program, Strategy strategy, ParallelBreadthFirst.Portions portions) {
        this.program = program;
        this.strategy = strategy;
        this.portions = portions;
    }

    Session.Exploration explore(Limits limits, boolean first, boolean counted) {
        Machine machine = Session.machine(program);
        SharedWords survey = new SharedWords(machine::atomicWord);
        machine.survey(survey);
        Failure failure = prepare(machine);
        if (failure != null) {
            return new Session.Exploration(
                    program, null, failure, List.of(), List.of(), null, List.of(), Map.of(), List.of(), List.of());
        }
        Gathered gathered = new Gathered(machine, counted);
        ScenarioModel model = gathered.new Model(machine, survey);
        Outcome outcome = new Searches(strategy, portions, limits, first).search(model, () -> another(gathered));
        List<Session.CostRange> costs = List.of();
        if (CostJudge.wanted(program)) {
            CostJudge.Judged judged = CostJudge.judge(program, limits, outcome);
            outcome = judged.outcome();
            costs = judged.ranges();
        }
        machine.caching(false);
        List<Integer> unreached = new ArrayList<>();
        for (int i = 0; i < program.checks().size(); i++) {
            if (!gathered.reached().get(i)) {
                unreached.add(i);
            }
        }
        List<List<Row>> paths = outcome.findings().stream()
                .map(f -> replay(machine, model, f.path()))
                .toList();
        return new Session.Exploration(
                program,
                outcome,
                null,
                unreached,
                paths,
                races(gathered.survey(), limits),
                waits(machine, model, outcome),
                gathered.outcomes().counts(),
                counted ? gathered.outcomes().observations() : List.of(),
                costs);
    }

    /// The first states; null where the setup fails.
    @Nullable
    StateGraph<List<Machine.Place>> graph(int most) {
        Machine machine = Session.machine(program);
        if (prepare(machine) != null) {
            return null;
        }
        return StateGraph.of(new ScenarioModel(machine), most, t -> machine.places(t + 1));
    }

    /// Searches from the state in which a machine's threads stand. The machine is of no other use afterwards.
    static Session.Exploration from(Machine machine, Limits limits) {
        machine.sink(null);
        machine.calls(null);
        machine.exploring(true);
        machine.promote();
        ScenarioModel model = new ScenarioModel(machine);
        Outcome found = new BreadthFirst(model, limits, false).search();
        Outcome outcome = found.withFindings(new FewestSwitches(model, limits).search(found.findings()));
        machine.caching(false);
        return new Session.Exploration(
                machine.program(),
                outcome,
                null,
                List.of(),
                outcome.findings().stream()
                        .map(f -> replay(machine, model, f.path()))
                        .toList(),
                new Session.RaceSearch(0, "", List.of()),
                waits(machine, model, outcome),
                Map.of(),
                List.of(),
                List.of());
    }

    private ScenarioModel another(Gathered gathered) {
        Machine machine = Session.machine(program);
        SharedWords survey = new SharedWords(machine::atomicWord);
        machine.survey(survey);
        prepare(machine);
        return gathered.new Model(machine, survey);
    }

    private RaceModel another(SharedWords survey, RaceModel.Found found) {
        Machine machine = Session.machine(program);
        Races races = new Races(survey);
        machine.races(races);
        prepare(machine);
        return new RaceModel(machine, races, found);
    }

    /// Runs the setup and brings the threads to their first steps, for a search that looks at no metrics.
    static @Nullable Failure prepare(Machine machine) {
        return prepare(machine, false);
    }

    /// The same; `counting` where metrics matter.
    static @Nullable Failure prepare(Machine machine, boolean counting) {
        try {
            Failure failure = new Runner(machine, new Trace(machine, false)).setUp();
            if (failure == null) {
                machine.sink(null);
                machine.exploring(true);
                machine.counting(counting);
                machine.spawn();
            }
            return failure;
        } catch (Failure broken) {
            return broken;
        }
    }

    private Session.RaceSearch races(SharedWords survey, Limits limits) {
        int contested = survey.contested();
        if (contested == 0) {
            return new Session.RaceSearch(0, "", List.of());
        }
        RaceModel.Found known = new RaceModel.Found();
        RaceModel model = another(survey, known);
        Outcome outcome = new Searches(strategy, portions, limits, false).search(model, () -> another(survey, known));
        Machine machine = model.machine();
        machine.caching(false);
        List<Session.DataRace> found = new ArrayList<>();
        for (Finding f : outcome.findings()) {
            if (f.what() == Finding.What.RACE) {
                found.add(describe(machine, model, f));
            }
        }
        return new Session.RaceSearch(contested, outcome.limit(), found);
    }

    private static Session.DataRace describe(Machine machine, RaceModel model, Finding f) {
        Races.Race race = model.race(f.property());
        Races.Access earlier = model.lastAccess(f.path(), race);
        return new Session.DataRace(
                race,
                f.text(),
                machine.place(earlier),
                machine.place(race.place()),
                replay(machine, model, f.path()),
                f.shortest(),
                f.fewest());
    }

    /// What each thread waits for in the deadlock that was found.
    private static List<String> waits(Machine machine, ScenarioModel model, Outcome outcome) {
        for (Finding f : outcome.findings()) {
            if (f.what() == Finding.What.DEADLOCK) {
                replay(machine, model, f.path());
                return new Waits(machine).all();
            }
        }
        return List.of();
    }

    private static List<Row> replay(Machine machine, ScenarioModel model, List<Step> path) {
        List<Row> rows = new ArrayList<>();
        model.restart();
        for (Step step : path) {
            List<Event> events = new ArrayList<>();
            machine.sink(events::add);
            List<Machine.Place> places = machine.places(step.thread() + 1);
            long before = model.mark();
            if (model.step(step.thread(), step.script()) == ScenarioModel.Outcome.FAILED) {
                model.rollback(before);
            }
            machine.sink(null);
            Machine.Place top = places.get(places.size() - 1);
            rows.add(new Row(
                    step.thread(),
                    top.function().display(),
                    top.function().counterpart(),
                    top.span(),
                    events,
                    Stand.all(machine)));
        }
        return rows;
    }
}
