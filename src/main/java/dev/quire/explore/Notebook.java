package dev.quire.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What a search by one worker has found: the first of each kind, with the path to it.
final class Notebook {
    private final Model model;
    private final Judge judge;
    private final List<Finding> findings = new ArrayList<>();
    private final boolean[] known;
    private final boolean[] moved;
    private boolean failed;
    private boolean stuck;
    private boolean violated;

    Notebook(Model model) {
        this(model, new Judge(model), new boolean[model.properties()], new boolean[model.threads()]);
    }

    /// Goes on where others have judged: what is known of properties and threads is theirs.
    Notebook(Model model, Judge judge, boolean[] known, boolean[] moved) {
        this.model = model;
        this.judge = judge;
        this.known = known;
        this.moved = moved;
    }

    /// Violations, failures and deadlocks that others have noted are none of these notes.
    void after(boolean othersViolated, boolean othersFailed, boolean othersStuck) {
        violated = othersViolated;
        failed = othersFailed;
        stuck = othersStuck;
    }

    List<Finding> findings() {
        return findings;
    }

    boolean settled(int property) {
        return judge.settled(property);
    }

    void known(int property) {
        known[property] = true;
    }

    /// An `eventually` that does not hold in a fair run without an end, in which the threads that have a bit step.
    void endless(int property, long stepping, Supplier<List<Step>> path) {
        judge.settle(property);
        known[property] = true;
        violated = true;
        findings.add(new Finding(Finding.What.VIOLATION, property, Long.toBinaryString(stepping), path.get()));
    }

    boolean violated() {
        return violated;
    }

    boolean has(Model.Kind kind) {
        return judge.has(kind);
    }

    Outcome outcome(long states, long transitions, int depth, long bytes, String limit) {
        return new Outcome(states, transitions, depth, bytes, limit, findings, known, moved);
    }

    void moved(int thread) {
        moved[thread] = true;
    }

    /// The model is in a state for the first time. A property that cannot differ from the state before has the value
    /// that
    /// it had there, unless all are `due`.
    void arrived(boolean due, Supplier<List<Step>> path) {
        for (int p = 0; p < judge.properties(); p++) {
            if (!judge.settled(p) && judge.inEvery(p) && (due || model.mayDiffer(p))) {
                note(p, path);
            }
        }
    }

    /// Every thread has ended in the state that the model is in.
    void ended(Supplier<List<Step>> path) {
        for (int p = 0; p < judge.properties(); p++) {
            if (!judge.inEvery(p)) {
                note(p, path);
            }
        }
    }

    private void note(int p, Supplier<List<Step>> path) {
        Model.Truth truth = model.judge(p);
        known[p] |= truth != Model.Truth.UNKNOWN;
        Judge.Verdict verdict = judge.verdict(p, truth);
        if (verdict == Judge.Verdict.NOTHING || judge.settled(p)) {
            return;
        }
        judge.settle(p);
        violated |= verdict == Judge.Verdict.VIOLATED;
        Finding.What what = verdict == Judge.Verdict.VIOLATED ? Finding.What.VIOLATION : Finding.What.WITNESS;
        findings.add(new Finding(what, p, "", path.get()));
    }

    void failed(Supplier<List<Step>> path) {
        if (!failed) {
            failed = true;
            violated = true;
            findings.add(new Finding(Finding.What.FAILURE, -1, model.failure(), path.get()));
        }
    }

    void stuck(Supplier<List<Step>> path) {
        if (!stuck) {
            stuck = true;
            violated = true;
            findings.add(new Finding(Finding.What.DEADLOCK, -1, "no thread can go on", path.get()));
        }
    }

    void races(Supplier<List<Step>> path) {
        for (int race = model.race(); race >= 0; race = model.race()) {
            findings.add(new Finding(Finding.What.RACE, race, model.raceName(race), path.get()));
        }
    }
}
