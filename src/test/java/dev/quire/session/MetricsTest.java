package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.explore.BreadthFirst;
import dev.quire.explore.CostSearch;
import dev.quire.explore.Finding;
import dev.quire.explore.Limits;
import dev.quire.explore.Outcome;
import dev.quire.explore.scenario.ScenarioModel;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ranges of metrics that are no state, against the same metrics as state, over small random programs.
final class MetricsTest {
    private static final Limits LIMITS = Limits.of(20_000, 1_000);
    private static final int PROGRAMS = 150;
    private static final long SEED = 20_261_125;

    @TempDir
    private Path folder = Path.of("");

    /// What the metric comes to when it is state: least, greatest, and the states of the search.
    private record Counted(long least, long greatest, long states) {}

    @Test
    void rangesAreWhatCountingAsStateFinds() throws IOException {
        long fewer = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            long seed = SEED + i;
            String body = body(new Random(seed));
            Program ranged = program(body + "  expect c.hits >= 0\n}\n");
            Program state = program(body + "  always c.hits >= 0\n}\n");
            assertTrue(ranged.promotions().isEmpty());
            assertEquals(1, state.promotions().size());
            Session.Exploration x = new Explorer(ranged).explore(LIMITS, false, false);
            Counted expected = counted(state);
            Session.CostRange range = x.costs().getFirst();
            assertEquals(expected.least(), range.least(), () -> "seed " + seed + body);
            assertEquals(expected.greatest(), range.greatest(), () -> "seed " + seed + body);
            Outcome outcome = java.util.Objects.requireNonNull(x.outcome());
            assertTrue(outcome.states() <= expected.states());
            fewer += expected.states() - outcome.states();
            // One less than the greatest value is violated, and by a path that ends above it.
            violated(program(body + "  expect c.hits < " + range.greatest() + "\n}\n"), range.greatest(), seed);
        }
        assertTrue(fewer > PROGRAMS, "counters that are no state must tell fewer states apart");
    }

    private static void violated(Program program, long greatest, long seed) {
        Session.Exploration x = new Explorer(program).explore(LIMITS, false, false);
        Outcome outcome = java.util.Objects.requireNonNull(x.outcome());
        Finding found = outcome.findings().getFirst();
        assertEquals(Finding.What.VIOLATION, found.what(), () -> "seed " + seed);
        Machine machine = Session.machine(program);
        Explorer.prepare(machine, true);
        ScenarioModel model = new ScenarioModel(machine);
        model.restart();
        found.path().forEach(s -> model.step(s.thread(), s.script()));
        assertEquals(greatest, machine.engine().store().metric(object(machine), 0), () -> "seed " + seed);
    }

    @Test
    void aLoopThatCountsHasNoBound() throws IOException {
        Program program = program("""
                object counter { shared word: int; metric hits: int }
                scenario "a loop" {
                  setup { c = new counter { } }
                  thread one { c.word = 1 }
                  thread two { while c.word == 0 { c.hits += 1 } }
                  expect c.hits <= 40
                }
                """);
        Session.Exploration x = new Explorer(program).explore(LIMITS, false, false);
        Session.CostRange range = x.costs().getFirst();
        assertEquals(0, range.least());
        assertEquals(CostSearch.UNBOUNDED, range.greatest());
        assertEquals(1, java.util.Objects.requireNonNull(x.outcome()).findings().size());
    }

    private static Counted counted(Program program) {
        Machine machine = Session.machine(program);
        Explorer.prepare(machine);
        long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
        ScenarioModel model = new ScenarioModel(machine) {
            @Override
            public void ended() {
                dev.quire.program.Kind.FieldSlot hits = program.kinds().stream()
                        .filter(k -> k.name().equals("counter"))
                        .flatMap(k -> k.fields().stream())
                        .filter(dev.quire.program.Kind.FieldSlot::isMetric)
                        .findFirst()
                        .orElseThrow();
                long value = machine.engine().store().get(object(machine), hits.offset());
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
            }
        };
        Outcome outcome = new BreadthFirst(model, LIMITS, false).search();
        assertTrue(outcome.exhausted());
        return new Counted(range[0], range[1], outcome.states());
    }

    private static int object(Machine machine) {
        return Named.objects(machine).entrySet().stream()
                .filter(e -> e.getValue().equals("c"))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private Program program(String text) throws IOException {
        Path file = folder.resolve("metrics.quire");
        Files.writeString(file, text);
        return new Session()
                .answer(new Request.Check(file, "metrics.quire", KernelChoice.OWN))
                .programs()
                .getFirst();
    }

    /// Two threads of up to four statements each over one shared word and one metric.
    private static String body(Random random) {
        StringBuilder out = new StringBuilder("""
                object counter { shared word: int; metric hits: int }
                scenario "random" {
                  setup { c = new counter { } }
                """);
        for (String thread : List.of("one", "two")) {
            out.append("  thread ").append(thread).append(" {\n");
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                out.append("    ").append(statement(random)).append('\n');
            }
            out.append("  }\n");
        }
        return out.toString();
    }

    private static String statement(Random random) {
        int k = random.nextInt(3);
        return switch (random.nextInt(5)) {
            case 0 -> "c.word = " + k;
            case 1 -> "c.word = c.word + 1";
            case 2 -> "if c.word == " + k + " { c.hits += " + (1 + k) + " }";
            case 3 -> "if c.word > " + k + " { c.hits += 1; c.word = " + k + " }";
            default -> "c.hits += " + k;
        };
    }
}
