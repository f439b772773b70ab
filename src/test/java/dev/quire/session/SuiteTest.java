package dev.quire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The library's drivers are coherent under the suite, and drivers with one line changed are not. With
/// `-Dquire.thorough=true` every operation is explored, else some.
final class SuiteTest {
    private static final boolean THOROUGH = Boolean.getBoolean("quire.thorough");
    private static final Path MENDED = Path.of("scenarios/drivers/my_driver_mended.quire");
    private static final Limits LIMITS = Limits.of(1_000_000, 10_000);
    private static final List<String> QUICK =
            List.of("munmap", "mprotect to read-only", "MADV_DONTNEED", "fork", "exit");

    private final Session session = new Session();

    @TempDir
    Path folder;

    /// A line of a driver, what stands there instead, and an operation that shows it.
    private record Mutant(String name, String line, String instead, String operation) {}

    private static final List<Mutant> MUTANTS = List.of(
            new Mutant("no retry", "if mmu_interval_read_retry(interval, seq)", "if no", "MADV_DONTNEED"),
            new Mutant("no invalidation", "    pt.drop_entries(", "    if no { pt.drop_entries(", "munmap"),
            new Mutant("no sequence", "    mmu_interval_set_seq(sub, cur_seq)\n", "", "MADV_DONTNEED"),
            new Mutant("anybody's migration", " && r.owner == MY_DEVICE", "", "another device moves the page"),
            new Mutant("a dead address space", "if !mmget_not_zero(mm)", "if mm.users == 0", "exit"),
            new Mutant(
                    "always writable",
                    "pt.set(at, entry_of(got.value))",
                    "pt.set(at, entry_of(got.value).mkwrite)",
                    "a write after fork"),
            new Mutant(
                    "soft-dirty ignored",
                    "    if r.event == MIGRATE",
                    "    if r.event == SOFT_DIRTY { return yes }\n    if r.event == MIGRATE",
                    "clearing soft-dirty"));

    @TestFactory
    Stream<DynamicTest> shippedDriversAreCoherent() {
        return Stream.of("kvm", "hmm", "sva", "driver")
                .map(name -> dynamicTest(
                        name,
                        () -> judged(Path.of(name), name, THOROUGH ? List.of("") : QUICK, "v6_1")
                                .forEach(j -> assertEquals("COHERENT ", j))));
    }

    @Test
    void theMendedDriverIsCoherentOnBothRecordedKernels() {
        for (String kernel : List.of("v6_1", "v6_12")) {
            judged(MENDED, MENDED.toString(), THOROUGH ? List.of("") : QUICK, kernel)
                    .forEach(j -> assertEquals("COHERENT ", j));
        }
    }

    @TestFactory
    Stream<DynamicTest> oneLineBreaksADriver() throws IOException {
        String text = Files.readString(MENDED);
        return MUTANTS.stream()
                .map(m -> dynamicTest(m.name(), () -> {
                    assertTrue(text.contains(m.line()), m.line());
                    String mutant = text.replace(m.line(), m.instead());
                    mutant = switch (m.name()) {
                        case "no invalidation" ->
                            mutant.replace("min_addr(r.end, where.end))", "min_addr(r.end, where.end)) }");
                        case "a dead address space" -> mutant.replace("    mmput(mm)\n", "");
                        default -> mutant;
                    };
                    refuted(mutant, m.operation(), "v6_1");
                }));
    }

    @TestFactory
    Stream<DynamicTest> mutantsOfKvmAreRefuted() throws IOException {
        String text = "use kvm_mutants\n" + Files.readString(Path.of("stdlib/suites/kvm.quire"));
        return Stream.of("kvm_no_in_progress_check", "kvm_no_retry", "kvm_no_seq_advance")
                .map(patch -> dynamicTest(patch, () -> refuted(text, "a write after fork", "v6_1 + " + patch)));
    }

    private void refuted(String driver, String operation, String kernel) throws IOException {
        Path file = folder.resolve("mutant.quire");
        Files.writeString(file, driver);
        List<String> found = judged(file, "mutant.quire", List.of(operation), kernel);
        assertTrue(found.stream().anyMatch(j -> j.startsWith("REFUTED")), found::toString);
    }

    private List<String> judged(Path driver, String display, List<String> operations, String kernel) {
        Session.Checked checked =
                session.answer(new Request.Suite(driver, display, "notifier", KernelChoice.of(List.of(kernel))));
        assertEquals(List.of(), checked.diagnostics());
        List<String> all = new ArrayList<>();
        for (Program p : checked.programs()) {
            String title = Objects.requireNonNull(p.scenario()).title();
            if (operations.stream()
                    .anyMatch(o -> o.isEmpty() || title.equals(o) || title.startsWith(o) && !QUICK.contains(o))) {
                Operation.Judged j = Operation.judge(session.answer(new Request.Explore(p, LIMITS, false, false)));
                all.add(j.verdict() + " " + j.why());
            }
        }
        assertTrue(!all.isEmpty());
        return all;
    }
}
