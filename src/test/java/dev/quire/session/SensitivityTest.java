package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.diagnostic.GeneratedPage;
import dev.quire.explore.Limits;
import dev.quire.program.Program;
import dev.quire.recording.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Disables each function of the library in turn and asks the recordings and the recorded reports whether they show it:
/// `docs/sensitivity.md` lists what none of them shows. `unnoticed.tsv` says why, where that is known.
@Tag("slow")
class SensitivityTest {
    private static final Path PAGE = Path.of("docs/sensitivity.md");
    private static final Path SCENARIOS = Path.of("scenarios");
    private static final Path RECORDINGS = Path.of("scenarios/recorded");
    private static final String REASONS = "unnoticed.tsv";

    /// How often a mutant is put to recordings from the shortest up, to one of each theme, and from the longest down.
    private static final int ASKED_OF_SHORT = 15;

    private static final int ASKED_OF_THEMES = 50;
    private static final int ASKED_OF_LONG = 10;
    /// The same of scenarios that are run, and of those that are explored.
    private static final int ASKED_OF_RUNS = 120;

    private static final int ASKED_OF_SEARCHES = 15;
    private static final int ASKED_OF_LARGE_SEARCHES = 4;
    private static final Limits SMALL = Limits.of(3_000, 10_000);
    private static final Limits LARGE = Limits.of(40_000, 10_000);

    private final Session session = new Session();
    private final LibraryFunctions functions = new LibraryFunctions();

    @Test
    void everyFunctionIsMissedByACheckOrListed() throws IOException {
        List<Session.Checked> profiles = new ArrayList<>();
        for (String profile : LibraryTest.profiles()) {
            profiles.add(session.answer(new Request.Modules(profile, LibraryTest.modules())));
        }
        profiles.forEach(p -> functions.declare(p.programs().getFirst(), p.sources()));
        Ledger ledger = new Ledger(functions.all());
        SortedSet<String> idle = idle(profiles);
        ledger.idle(idle);
        recordings(ledger);
        scenarios(ledger);
        Map<String, String> reasons = reasons();
        SortedSet<String> unnoticed = new TreeSet<>(ledger.uncalled());
        unnoticed.addAll(ledger.unmissed());
        SortedSet<String> stale = new TreeSet<>(reasons.keySet());
        stale.removeAll(unnoticed);
        assertEquals(new TreeSet<>(), stale, "a check notices these now: take them out of " + REASONS);
        GeneratedPage.is(PAGE, page(ledger, idle.size(), reasons));
    }

    /// The functions that do nothing under every profile.
    private SortedSet<String> idle(List<Session.Checked> profiles) {
        SortedSet<String> idle = new TreeSet<>(functions.all());
        for (Session.Checked profile : profiles) {
            Program program = profile.programs().getFirst();
            List<String> names = functions.of(program, profile.sources());
            for (int i = 0; i < names.size(); i++) {
                if (!Mutant.idle(program, i)) {
                    idle.remove(names.get(i));
                }
            }
        }
        return idle;
    }

    /// Short recordings first: most functions are called by one, and missed by it.
    private void recordings(Ledger ledger) {
        List<Recording> all = new ArrayList<>(Conformance.recordings(List.of(RECORDINGS)));
        all.sort(Comparator.comparing((Recording r) -> r.steps().size()).thenComparing(Recording::path));
        Map<String, Witness.RecordedLibrary> kernels = new HashMap<>();
        List<Witness> witnesses = new ArrayList<>();
        Map<String, Witness> themes = new TreeMap<>();
        ledger.begin(ASKED_OF_SHORT);
        for (Recording recording : all) {
            Witness.RecordedLibrary library = kernels.computeIfAbsent(
                    Conformance.kernel(recording),
                    k -> new Witness.RecordedLibrary(Conformance.library(session, k), functions));
            Witness witness = library.witness(recording);
            ledger.ask(witness);
            witnesses.add(witness);
            if (!recording.setup().equals("noattach")) {
                themes.put(recording.kernel() + "/" + recording.setup() + "/" + recording.group(), witness);
            }
        }
        ledger.begin(ASKED_OF_THEMES);
        themes.values().forEach(ledger::ask);
        ledger.begin(ASKED_OF_LONG);
        witnesses.reversed().forEach(ledger::ask);
    }

    private void scenarios(Ledger ledger) throws IOException {
        List<Path> scripts;
        try (Stream<Path> found = Files.walk(SCENARIOS)) {
            scripts = found.filter(p -> p.toString().endsWith(".quire")
                            && !p.startsWith(SCENARIOS.resolve("bench"))
                            && !p.startsWith(SCENARIOS.resolve("errors")))
                    .sorted()
                    .toList();
        }
        ledger.begin(ASKED_OF_RUNS);
        for (Path script : scripts) {
            Session.Checked checked = checked(script);
            for (Program program : checked.programs()) {
                if (!explored(program)) {
                    ledger.ask(new Witness.Ran(session, program, checked.sources(), functions));
                }
            }
        }
        ledger.begin(ASKED_OF_SEARCHES);
        searches(ledger, scripts, SMALL, 0);
        ledger.begin(ASKED_OF_LARGE_SEARCHES);
        searches(ledger, scripts, LARGE, SMALL.states());
    }

    /// Asks the scenarios whose search ends within limits, and sees more than `least` states.
    private void searches(Ledger ledger, List<Path> scripts, Limits most, long least) {
        for (Path script : scripts) {
            Session.Checked checked = checked(script);
            for (Program program : checked.programs()) {
                if (explored(program) && ledger.waitsFor(functions.of(program, checked.sources()))) {
                    Witness.Explored witness = Witness.Explored.of(
                            session, program, checked.sources(), functions, most, ledger.uncalled());
                    if (witness != null && witness.states() > least) {
                        ledger.ask(witness);
                    }
                }
            }
        }
    }

    private Session.Checked checked(Path script) {
        return session.answer(new Request.Check(script, script.toString(), KernelChoice.OWN));
    }

    private static boolean explored(Program program) {
        Program.Scenario scenario = Objects.requireNonNull(program.scenario());
        return !scenario.threads().isEmpty() && !scenario.properties().isEmpty();
    }

    /// Why a function is not noticed, one a line: its name, a tab, the reason.
    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        try (var in = Objects.requireNonNull(SensitivityTest.class.getResourceAsStream(REASONS), REASONS)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(l -> l.split("\t", 2))
                    .forEach(l -> reasons.put(l[0], l[1]));
        }
        return reasons;
    }

    private static String page(Ledger ledger, int idle, Map<String, String> reasons) {
        SortedSet<String> uncalled = ledger.uncalled();
        SortedSet<String> unmissed = ledger.unmissed();
        return """
                # What no check notices

                Generated by SensitivityTest (`mvn -Pslow verify`). It disables each function of `stdlib/` in turn, once so that its call fails and once so that \
                it does nothing and returns zero, none or the first case, and asks every recording of a real kernel and every scenario with a recorded report \
                that calls it, the cheapest first, until one shows something else: a step that is exact no more, or another report. A function that does \
                nothing is put to a bounded number of checks, and searches of more than %,d states are not asked: what is listed here may still be noticed \
                by one of those.

                | Functions | |
                |---|---|
                | in the library | %d |
                | whose failing some check notices | %d |
                | whose doing nothing some check notices | %d |
                | that do nothing as they stand | %d |

                ## Nothing notices that they fail

                %s
                ## Nothing notices that they do nothing

                %s""".formatted(
                        LARGE.states(),
                        ledger.size(),
                        ledger.size() - uncalled.size(),
                        ledger.size() - ledger.open(Mutant.DOES_NOTHING).size() - idle,
                        idle,
                        table(uncalled, reasons),
                        table(unmissed, reasons));
    }

    private static String table(Collection<String> functions, Map<String, String> reasons) {
        StringBuilder out = new StringBuilder("| File | Function | Why |\n|---|---|---|\n");
        for (String function : functions) {
            int end = function.indexOf(' ');
            out.append("| `")
                    .append(function, 0, end)
                    .append("` | `")
                    .append(function, end + 1, function.length())
                    .append("` | ")
                    .append(reasons.getOrDefault(function, ""))
                    .append(" |\n");
        }
        return out.toString();
    }
}
