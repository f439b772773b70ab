package dev.quire.report;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.explore.CostSearch;
import dev.quire.explore.FewestSwitches;
import dev.quire.explore.Finding;
import dev.quire.explore.Outcome;
import dev.quire.explore.Step;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.session.Session;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Renders explorations as text.
public final class Reports {
    private final List<Source> sources;
    private final DiagnosticRenderer renderer;
    private final boolean full;

    public Reports(List<Source> sources) {
        this(sources, false);
    }

    /// With `full`, counterexamples tell after each step how every thread stands.
    public Reports(List<Source> sources, boolean full) {
        this.sources = sources;
        this.full = full;
        renderer = new DiagnosticRenderer(sources);
    }

    /// Verdicts, counts, and each counterexample as columns.
    public String exploration(Session.Exploration x) {
        return exploration(x, false);
    }

    /// Verdicts, counts, and each counterexample as columns; each witness, too, when asked for.
    public String exploration(Session.Exploration x, boolean witnesses) {
        StringBuilder out = new StringBuilder(RunReport.heading(x.program())).append('\n');
        if (x.setupFailure() != null) {
            return out.append(failedSetup(x.setupFailure())).toString();
        }
        Outcome o = Objects.requireNonNull(x.outcome());
        Program.Scenario s = Objects.requireNonNull(x.program().scenario());
        out.append(String.format(
                o.reduced()
                        ? "  reduced to %,d states and %,d transitions, depth %d: %s%n"
                        : "  %,d distinct states, %,d transitions, depth %d: %s%n",
                o.states(),
                o.transitions(),
                o.depth(),
                o.exhausted() ? "exhausted for this scenario" : "NOT exhausted, " + o.limit()));
        for (Program.Promotion p : x.program().promotions()) {
            out.append("  state holds the metric ")
                    .append(p.name())
                    .append(": ")
                    .append(p.reader())
                    .append(" reads it\n");
        }
        for (int p = 0; p < s.properties().size(); p++) {
            int property = p;
            Program.PropertyCode code = s.properties().get(p);
            Finding found = o.findings().stream()
                    .filter(f -> f.property() == property)
                    .findFirst()
                    .orElse(null);
            out.append("  ")
                    .append(verdict(code, found, o.known()[p], o.exhausted()))
                    .append("  ")
                    .append(code.kind())
                    .append(' ')
                    .append(code.text())
                    .append('\n');
            x.costs().stream().filter(c -> c.property() == property).forEach(c -> out.append(range(s, c)));
        }
        x.unreached()
                .forEach(c -> out.append("  UNREACHED  expect ")
                        .append(x.program().checks().get(c).text())
                        .append('\n'));
        for (int t = 0; t < s.threads().size(); t++) {
            out.append(
                    o.moved()[t]
                            ? ""
                            : "  NEVER RAN  thread " + s.threads().get(t).name() + "\n");
        }
        out.append(outcomes(x.outcomes()));
        x.observations().forEach(w -> out.append("  ").append(w).append('\n'));
        Session.RaceSearch races = Objects.requireNonNull(x.races());
        out.append(raceVerdicts(s, races));
        for (int i = 0; i < o.findings().size(); i++) {
            Finding f = o.findings().get(i);
            if (witnesses || f.what() != Finding.What.WITNESS) {
                out.append('\n').append(counterexample(x, i));
            }
        }
        if (!races.found().isEmpty()) {
            out.append(raced(x.program(), races.found()));
        }
        return out.toString();
    }

    /// One of the findings, and the way to it as columns.
    public String counterexample(Session.Exploration x, int finding) {
        Outcome o = Objects.requireNonNull(x.outcome());
        Finding f = o.findings().get(finding);
        List<Program.PropertyCode> properties =
                Objects.requireNonNull(x.program().scenario()).properties();
        boolean ranged = f.property() >= 0 && properties.get(f.property()).ranged();
        StringBuilder out = new StringBuilder("  ");
        out.append(found(x.program(), f)).append(steps(f, ranged));
        if (f.what() == Finding.What.DEADLOCK) {
            x.waits().forEach(w -> out.append("    ").append(w).append('\n'));
        }
        return out.append('\n')
                .append(columns(x.program(), x.paths().get(finding)))
                .toString();
    }

    /// What was found that is no finding of the search: a setup that fails, or data races.
    public String withoutPath(Session.Exploration x) {
        return x.setupFailure() != null
                ? failedSetup(x.setupFailure())
                : raced(x.program(), Objects.requireNonNull(x.races()).found())
                        .stripLeading()
                        .indent(2);
    }

    private String failedSetup(Failure failure) {
        return "  FAIL  the setup: " + failure.getMessage() + '\n'
                + renderer.excerpt(failure.span()).indent(2);
    }

    /// The range of a metric, with the schedules that give its ends.
    private static String range(Program.Scenario s, Session.CostRange c) {
        if (!c.told()) {
            return "             " + c.name() + ": no range, for the counter goes with its object\n";
        }
        boolean unbounded = c.greatest() == CostSearch.UNBOUNDED;
        String range = unbounded
                ? "in " + c.least() + "..unbounded"
                : c.least() == c.greatest() ? "is " + c.least() : "in " + c.least() + ".." + c.greatest();
        return "             " + c.name() + " " + range + "\n"
                + "               " + c.least() + ": " + schedule(s, c.cheapest()) + "\n"
                + (c.least() == c.greatest()
                        ? ""
                        : "               " + (unbounded ? "unbounded, once round" : String.valueOf(c.greatest()))
                                + ": " + schedule(s, c.dearest()) + "\n");
    }

    /// Who steps how often before another does.
    private static String schedule(Program.Scenario s, List<Step> path) {
        if (path.isEmpty()) {
            return "from the beginning";
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 1; i <= path.size(); i++) {
            if (i == path.size() || path.get(i).thread() != path.get(from).thread()) {
                out.append(from == 0 ? "" : ", ")
                        .append(s.threads().get(path.get(from).thread()).name())
                        .append(i - from == 1 ? "" : " ×" + (i - from));
                from = i;
            }
        }
        return out.toString();
    }

    /// How many distinct final states have each combination of the registers' last values.
    private static String outcomes(Map<String, Long> outcomes) {
        if (outcomes.isEmpty()) {
            return "";
        }
        long all = outcomes.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder out = new StringBuilder();
        out.append(String.format("  %,d final %s%n", all, all == 1 ? "state" : "states"));
        outcomes.forEach((values, count) -> out.append(String.format("  %,8d  %s%n", count, values)));
        return out.toString();
    }

    /// A finding in words.
    public String found(Program program, Finding f) {
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        String what = switch (f.what()) {
            case WITNESS -> "WITNESSED";
            case FAILURE -> "FAILED";
            case DEADLOCK -> "DEADLOCK";
            case VIOLATION, RACE -> "VIOLATED";
        };
        return what + "  "
                + (f.property() >= 0
                        ? s.properties().get(f.property()).kind() + " "
                                + s.properties().get(f.property()).text() + endless(s, f.text())
                        : f.text());
    }

    /// How long a path is. The path to the end of a `ranged` cost is not looked for by its length.
    private static String steps(Finding f, boolean ranged) {
        int length = f.path().size();
        return length == 0
                ? ", from the beginning\n"
                : (ranged ? ", in " : how(f.shortest())) + length + (length == 1 ? " step" : " steps")
                        + (ranged ? "" : turns(f.shortest(), f.fewest())) + ":\n";
    }

    private static String how(boolean shortest) {
        return shortest ? ", shortest in " : ", not known to be shortest, in ";
    }

    /// What is to be said of a shortest path that may have more switches than another.
    private static String turns(boolean shortest, boolean fewest) {
        return shortest && !fewest
                ? String.format(
                        ", and fewer switches between threads were not looked for in more than %,d states",
                        FewestSwitches.MOST_STATES)
                : "";
    }

    private static String endless(Program.Scenario s, String stepping) {
        List<String> names = new ArrayList<>();
        for (int t = 0; t < stepping.length(); t++) {
            if (stepping.charAt(stepping.length() - 1 - t) == '1') {
                names.add(s.threads().get(t).name());
            }
        }
        return names.isEmpty()
                ? ""
                : ": from there " + String.join(", ", names) + (names.size() == 1 ? " steps" : " step")
                        + " for ever without it";
    }

    /// Where each step of a path stands, in words.
    public List<String> places(List<Session.Row> path) {
        return path.stream()
                .map(row -> row.function() + "() " + place(row.span()))
                .toList();
    }

    /// The text of the script that a place is in.
    public String text(Span at) {
        return sources.get(at.source()).text();
    }

    private static String raceVerdicts(Program.Scenario s, Session.RaceSearch races) {
        StringBuilder out = new StringBuilder();
        for (Session.DataRace race : races.found()) {
            out.append("  DATA RACE  ")
                    .append(race.name())
                    .append(": ")
                    .append(access(s, race.race().first(), race.race().firstWrites()))
                    .append(", ")
                    .append(access(s, race.race().second(), race.race().secondWrites()))
                    .append('\n');
        }
        if (!races.limit().isEmpty()) {
            out.append("  OPEN       data races: ").append(races.limit()).append('\n');
        } else if (races.contested() > 0 && races.found().isEmpty()) {
            out.append("  RACE FREE  plain words that threads have in common: ")
                    .append(races.contested())
                    .append('\n');
        }
        return out.toString();
    }

    private static String access(Program.Scenario s, int thread, boolean writes) {
        return s.threads().get(thread - 1).name() + (writes ? " writes" : " reads");
    }

    /// Where each race's accesses stand, and the columns of the first.
    private String raced(Program program, List<Session.DataRace> races) {
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        StringBuilder out = new StringBuilder();
        for (Session.DataRace race : races) {
            out.append("\n  DATA RACE  ")
                    .append(race.name())
                    .append(how(race.shortest()))
                    .append(race.path().size())
                    .append(" steps")
                    .append(turns(race.shortest(), race.fewest()))
                    .append(": nothing orders\n    ")
                    .append(where(access(s, race.race().first(), race.race().firstWrites()), race.first()))
                    .append("    ")
                    .append(where(access(s, race.race().second(), race.race().secondWrites()), race.second()));
            if (race == races.getFirst()) {
                out.append('\n').append(columns(program, race.path()));
            }
        }
        return out.toString();
    }

    private String where(String access, Machine.Place at) {
        return access + " in " + at.function().display() + "(), " + place(at.span()) + '\n';
    }

    private static String verdict(
            Program.PropertyCode code,
            @org.jspecify.annotations.Nullable Finding found,
            boolean known,
            boolean exhausted) {
        if (found != null) {
            return found.what() == Finding.What.WITNESS ? "WITNESSED" : "VIOLATED ";
        }
        if (!known) {
            return code.each() < 0 ? "VACUOUS  " : "NO OBJECT";
        }
        return !exhausted ? "OPEN     " : code.kind().equals("exists") ? "NEVER    " : "HELD     ";
    }

    private String columns(Program program, List<Session.Row> rows) {
        return Columns.of(program, this::place, rows, full);
    }

    String place(Span span) {
        return PlaceText.of(sources, span);
    }
}
