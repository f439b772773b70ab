package dev.quire.session;

import dev.quire.explore.scenario.ScenarioModel;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.SharedWords;
import java.util.BitSet;

/// What the workers of a search gather besides findings: the checks that were reached, who touches which plain words,
/// and
/// final states.
final class Gathered {
    private final BitSet reached = new BitSet();
    private final SharedWords survey = new SharedWords(key -> false);
    private final Outcomes outcomes;
    private final boolean counted;

    /// For machines like this one. Final states are `counted` when asked for.
    Gathered(Machine machine, boolean counted) {
        this.counted = counted;
        outcomes = new Outcomes(machine);
    }

    BitSet reached() {
        return reached;
    }

    SharedWords survey() {
        return survey;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    /// The threads of a scenario for one worker. What it gathers counts from each `commit` on.
    final class Model extends ScenarioModel {
        private final Machine machine;
        private final SharedWords surveyed;
        private final Outcomes ends;

        /// The machine has been prepared, and surveys plain words.
        Model(Machine machine, SharedWords surveyed) {
            super(machine);
            this.machine = machine;
            this.surveyed = surveyed;
            ends = new Outcomes(machine);
        }

        @Override
        public void ended() {
            if (counted) {
                ends.add();
            }
        }

        @Override
        public void commit() {
            reached.or(machine.reached());
            survey.addAll(surveyed);
            outcomes.take(ends);
        }
    }
}
