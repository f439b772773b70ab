package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.diagnostic.GeneratedPage;
import dev.quire.recording.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which functions of the library no recorded report and no recording of a real kernel calls: `docs/sensitivity.md`.
/// With
/// `-Dquire.mutants=true` each that is called is disabled in turn, and some of those that call it must show it.
@Tag("slow")
class SensitivityTest {
    private static final Path PAGE = Path.of("docs/sensitivity.md");
    private static final Path SCENARIOS = Path.of("scenarios");
    private static final Path RECORDINGS = Path.of("scenarios/recorded");
    /// Witnesses that are asked before a function counts as unchecked, the most particular first.
    private static final int MOST_ASKED = 30;

    /// A witness, and how many functions of the library it calls.
    private record Asked(Witness witness, int weight) {}

    /// Who calls each function of the library.
    private final Map<String, List<Asked>> callers = new TreeMap<>();
    private final Session session = new Session();

    @Test
    void everyFunctionIsCalledByACheckOrListed() throws IOException {
        declared();
        for (Witness witness : witnesses()) {
            Map<String, Integer> called = witness.open(session).called();
            called.keySet()
                    .forEach(f ->
                            callers.computeIfAbsent(f, k -> new ArrayList<>()).add(new Asked(witness, called.size())));
        }
        callers.values()
                .forEach(all -> all.sort(Comparator.comparing(Asked::weight)
                        .thenComparing(a -> a.witness().name())));
        Map<String, List<String>> uncalled = new TreeMap<>();
        callers.forEach((function, all) -> {
            if (all.isEmpty()) {
                String file = function.substring(0, function.indexOf(' '));
                uncalled.computeIfAbsent(file, k -> new ArrayList<>()).add(function.substring(file.length() + 1));
            }
        });
        GeneratedPage.is(PAGE, page(callers.size() - count(uncalled), uncalled));
        if (Boolean.getBoolean("quire.mutants")) {
            Set<String> unnoticed = unnoticed(Mutant.FAILS);
            unnoticed.addAll(unnoticed(Mutant.DOES_NOTHING));
            assertEquals(Set.of(), unnoticed, "functions that can fail, or do nothing, and no witness shows it");
        }
    }

    /// The called functions for which no witness that is asked shows the mutant. They are asked in rounds, the first
    /// witness of each function first, so that each program is made once a round.
    private Set<String> unnoticed(Mutant mutant) {
        Set<String> open = new TreeSet<>();
        callers.forEach((function, all) -> {
            if (!all.isEmpty()) {
                open.add(function);
            }
        });
        for (int round = 0; round < MOST_ASKED; round++) {
            Map<Witness, List<String>> questions = new LinkedHashMap<>();
            for (String function : open) {
                List<Asked> all = Objects.requireNonNull(callers.get(function));
                if (round < all.size()) {
                    questions
                            .computeIfAbsent(all.get(round).witness(), w -> new ArrayList<>())
                            .add(function);
                }
            }
            questions.forEach((witness, functions) -> {
                Witness.Opened opened = witness.open(session);
                functions.stream().filter(f -> opened.notices(mutant, f)).forEach(open::remove);
            });
        }
        return open;
    }

    private void declared() throws IOException {
        for (String profile : LibraryTest.profiles()) {
            Session.Checked checked = session.answer(new Request.Modules(profile, LibraryTest.modules()));
            checked.programs().getFirst().functions().forEach(f -> {
                String name = Witness.libraryName(f, checked.sources());
                if (!name.isEmpty()) {
                    callers.computeIfAbsent(name, k -> new ArrayList<>());
                }
            });
        }
    }

    private List<Witness> witnesses() throws IOException {
        List<Witness> witnesses = new ArrayList<>();
        try (Stream<Path> found = Files.walk(SCENARIOS)) {
            found.filter(p -> p.toString().endsWith(".quire")
                            && !p.startsWith(SCENARIOS.resolve("bench"))
                            && !p.startsWith(SCENARIOS.resolve("errors")))
                    .sorted()
                    .forEach(p -> witnesses.addAll(Witness.Scenario.all(session, p)));
        }
        Conformance.Outcome outcome = session.answer(
                new Request.Conform(new Conformance.Choice(List.of(RECORDINGS), r -> true, null, false, 2)));
        Map<String, Session.Checked> kernels = new HashMap<>();
        for (Replay.Result result : outcome.results()) {
            Session.Checked library = kernels.computeIfAbsent(
                    Conformance.kernel(result.recording()), k -> Conformance.library(session, k));
            witnesses.add(new Witness.Recorded(result.recording(), library));
        }
        return witnesses;
    }

    private static String page(int called, Map<String, List<String>> uncalled) {
        return """
                # What no check of the library calls

                Generated by SensitivityTest (`mvn -Pslow verify`), which follows every scenario with a recorded report, and every \
                recording of a real kernel, into the functions of `stdlib/`. With `-Dquire.mutants=true` it also \
                disables each function in turn: once its call fails, and once it does nothing.

                %d functions are called by some check, %d by none:
                %s""".formatted(called, count(uncalled), lines(uncalled));
    }

    private static int count(Map<String, List<String>> functions) {
        return functions.values().stream().mapToInt(List::size).sum();
    }

    private static String lines(Map<String, List<String>> functions) {
        StringBuilder out = new StringBuilder("\n");
        functions.forEach((file, names) -> out.append("* `")
                .append(file)
                .append("`: `")
                .append(String.join("`, `", names))
                .append("`\n"));
        return out.toString();
    }
}
