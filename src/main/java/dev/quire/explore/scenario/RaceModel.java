package dev.quire.explore.scenario;

import dev.quire.explore.Step;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.Races;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The threads of a scenario with the plain accesses that each may still make as part of the state, to find data races.
/// It has no properties: those are judged without.
public final class RaceModel extends ScenarioModel {
    private final Races races;
    private final Found found;

    /// The races that were found, in common to the models that one search has.
    public static final class Found {
        private final List<Races.Race> races = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        private synchronized int add(Races.Race race, String name) {
            races.add(race);
            names.add(name);
            return races.size() - 1;
        }

        private synchronized Races.Race race(int number) {
            return races.get(number);
        }

        private synchronized String name(int number) {
            return names.get(number);
        }
    }

    /// The machine must have been told to look for `races` before its threads were spawned.
    public RaceModel(Machine machine, Races races, Found found) {
        super(machine);
        this.races = races;
        this.found = found;
    }

    @Override
    public int properties() {
        return 0;
    }

    /// What is pending is no word that a step is known to touch.
    @Override
    public boolean reduce() {
        return false;
    }

    @Override
    public int race() {
        Races.Race race = races.take();
        if (race == null) {
            return -1;
        }
        return found.add(race, machine().wordName(race.key()));
    }

    /// A race by the number that `race()` gave it.
    public Races.Race race(int number) {
        return found.race(number);
    }

    /// The word's name, in the state in which the race was found.
    @Override
    public String raceName(int number) {
        return found.name(number);
    }

    /// Where the first thread of a race made its access, on the path that ends in the race.
    public Races.Access lastAccess(List<Step> path, Races.Race race) {
        int function = Objects.requireNonNull(machine().program().scenario())
                .threads()
                .get(race.first() - 1)
                .function();
        races.trace(race, new Races.Access(function, 1));
        restart();
        for (Step step : path) {
            step(step.thread(), step.script());
        }
        return races.traced();
    }
}
