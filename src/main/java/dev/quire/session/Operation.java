package dev.quire.session;

import dev.quire.explore.Finding;
import dev.quire.explore.Outcome;
import dev.quire.interpreter.Failure;
import dev.quire.program.Program;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// An operation of a suite beside a driver, explored under each kernel.
public record Operation(String title, List<Session.Exploration> columns) {
    /// What the library says of a path that is not written.
    private static final String NOT_MODELLED = "not modelled: ";

    /// Refuted outweighs open, which outweighs coherent.
    public enum Verdict {
        COHERENT,
        OPEN,
        REFUTED
    }

    /// The verdict for one kernel, and why: nothing where the driver is coherent.
    public record Judged(Verdict verdict, String why) {}

    /// The shortest of what was found against the driver, as its place among the findings; none where nothing was.
    public static OptionalInt against(Session.Exploration x) {
        Outcome o = x.outcome();
        return o == null
                ? OptionalInt.empty()
                : IntStream.range(0, o.findings().size())
                        .filter(i -> refutes(o.findings().get(i)))
                        .boxed()
                        .min(Comparator.comparingInt(
                                i -> o.findings().get(i).path().size()))
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
    }

    private static boolean refutes(Finding f) {
        return f.what() != Finding.What.WITNESS && !f.text().startsWith(NOT_MODELLED);
    }

    /// What one kernel's interleavings come to.
    public static Judged judge(Session.Exploration x) {
        Failure setup = x.setupFailure();
        if (setup != null) {
            boolean open = setup.kind() == Failure.Kind.UNMODELLED || setup.kind() == Failure.Kind.LIMIT;
            return new Judged(open ? Verdict.OPEN : Verdict.REFUTED, "before it begins: " + setup.getMessage());
        }
        Outcome o = Objects.requireNonNull(x.outcome());
        Program.Scenario s = Objects.requireNonNull(x.program().scenario());
        OptionalInt found = against(x);
        if (found.isPresent()) {
            Finding f = o.findings().get(found.getAsInt());
            return new Judged(
                    Verdict.REFUTED,
                    what(s, f) + ", " + f.path().size() + (f.path().size() == 1 ? " step" : " steps"));
        }
        Session.RaceSearch races = Objects.requireNonNull(x.races());
        if (!races.found().isEmpty()) {
            return new Judged(
                    Verdict.REFUTED, "data race on " + races.found().getFirst().name());
        }
        for (Finding f : o.findings()) {
            if (f.text().startsWith(NOT_MODELLED)) {
                return new Judged(Verdict.OPEN, f.text());
            }
        }
        if (!o.exhausted() || !races.limit().isEmpty()) {
            return new Judged(Verdict.OPEN, o.exhausted() ? races.limit() : o.limit());
        }
        return unreached(o, s, x);
    }

    /// Where nothing was found: whether what must be seen for that to mean something was seen.
    private static Judged unreached(Outcome o, Program.Scenario s, Session.Exploration x) {
        for (int p = 0; p < s.properties().size(); p++) {
            int property = p;
            Program.PropertyCode code = s.properties().get(p);
            boolean met = o.findings().stream().anyMatch(f -> f.property() == property);
            if (code.kind().equals("exists") && !met) {
                return new Judged(Verdict.OPEN, "it never comes to " + code.text());
            }
            if (!o.known()[p] && code.each() < 0) {
                return new Judged(Verdict.OPEN, "vacuous: " + code.kind() + " " + code.text());
            }
        }
        for (int t = 0; t < o.moved().length; t++) {
            if (!o.moved()[t]) {
                return new Judged(Verdict.OPEN, "thread " + s.threads().get(t).name() + " never ran");
            }
        }
        return x.unreached().isEmpty()
                ? new Judged(Verdict.COHERENT, "")
                : new Judged(Verdict.OPEN, "an expect was never reached");
    }

    /// A finding in a few words.
    private static String what(Program.Scenario s, Finding f) {
        return switch (f.what()) {
            case VIOLATION ->
                s.properties().get(f.property()).kind() + " "
                        + s.properties().get(f.property()).text();
            case DEADLOCK -> "deadlock";
            case FAILURE, RACE, WITNESS -> f.text();
        };
    }
}
