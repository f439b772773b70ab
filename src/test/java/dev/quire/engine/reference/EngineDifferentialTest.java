package dev.quire.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The packed engine against the reference over random operations, with going back to random moments, and forward again
/// by deltas: the same answers, and equal fingerprints exactly for equal states. Another seed: `-Dengine.seed=N`.
class EngineDifferentialTest {
    private static final long SEED = Long.getLong("engine.seed", 20261124);
    private static final int ROUNDS = Integer.getInteger("engine.rounds", 50);
    private static final int OPERATIONS = 2_000;
    private static final int OBSERVE_EVERY = 32;
    private static final int MOST_ATTEMPTS = 500;
    private static final Path CASES = Path.of("src/test/resources/dev/quire/engine/cases");

    /// States by fingerprint and fingerprints by state, over all rounds.
    private final Map<Duel.Fingerprint, String> states = new HashMap<>();

    private final Map<String, Duel.Fingerprint> fingerprints = new HashMap<>();

    @Test
    void agreesWithTheReference() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<Operation> operations = Stream.generate(() -> Operation.random(random))
                    .limit(OPERATIONS)
                    .toList();
            Throwable problem = problem(operations, true);
            if (problem != null) {
                List<Operation> few = shrink(operations.subList(0, done));
                fail(
                        "seed " + SEED + ", round " + round + "; file this as " + CASES + "/NAME.ops:\n"
                                + few.stream().map(Operation::line).collect(Collectors.joining("\n")),
                        problem);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted(Comparator.naturalOrder()).toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> {
                        List<Operation> operations = Files.readAllLines(file).stream()
                                .filter(line -> !line.startsWith("#"))
                                .map(Operation::parse)
                                .toList();
                        Throwable problem = problem(operations, false);
                        if (problem != null) {
                            fail(file.toString(), problem);
                        }
                    }));
        }
    }

    /// The operations that the last call of `problem` came to perform.
    private int done;

    /// What goes wrong when the operations are performed, or null. With `remember`, states are compared over rounds.
    private @Nullable Throwable problem(List<Operation> operations, boolean remember) {
        Duel duel = new Duel();
        try {
            for (int i = 0; i < operations.size(); i++) {
                done = i + 1;
                duel.perform(operations.get(i));
                if (remember) {
                    name(duel);
                }
                if (!remember || i % OBSERVE_EVERY == 0) {
                    Observation.compare(duel.engine, duel.reference);
                }
            }
            return null;
        } catch (AssertionError | RuntimeException wrong) {
            return wrong;
        }
    }

    private void name(Duel duel) {
        String state = duel.reference.dump().digest();
        Duel.Fingerprint fingerprint = duel.fingerprint();
        String other = states.putIfAbsent(fingerprint, state);
        assertEquals(other == null ? state : other, state, "two states with one fingerprint");
        Duel.Fingerprint before = fingerprints.putIfAbsent(state, fingerprint);
        assertEquals(before == null ? fingerprint : before, fingerprint, "two fingerprints for one state");
    }

    /// Fewer operations that still fail: drops ever smaller pieces while that helps. A problem that needs the memory of
    /// earlier rounds is looked for without it first, and given in full if it does not show.
    private List<Operation> shrink(List<Operation> operations) {
        List<Operation> few = operations;
        int attempts = 0;
        for (int piece = operations.size() / 2; piece > 0; piece /= 2) {
            for (int at = 0; at + piece <= few.size() && attempts < MOST_ATTEMPTS; attempts++) {
                List<Operation> less = new ArrayList<>(few.subList(0, at));
                less.addAll(few.subList(at + piece, few.size()));
                if (problem(less, false) != null) {
                    few = less;
                } else {
                    at += piece;
                }
            }
        }
        return few;
    }
}
