package dev.quire.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.recording.Recording.RecordedStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepComparisonTest {
    private static final String ENTRY = " hw=P,RW,A,D,SD map=1 ref=1 flags=anon byte=41 pm=present,excl,sd";

    private final Naming naming = new Naming();

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        text.lines()
                .forEach(l -> LineParser.parse(l.substring(0, l.indexOf(' ')), l.substring(l.indexOf(' ') + 1), lines));
        return lines;
    }

    private StepComparison compare(String kernel, String model) {
        return compare(kernel, model, null);
    }

    private StepComparison compare(String kernel, String model, StepComparison.@Nullable Problem problem) {
        RecordedStep step = new RecordedStep(1, 1, Operation.parse("A read 0"), lines(kernel));
        return StepComparison.of(step, lines(model), naming, problem);
    }

    private static String entry(int page, String frame) {
        return "PTE A " + page + " frame=" + frame + ENTRY + "\n";
    }

    @Test
    void framesAgreeUpToRenaming() {
        assertTrue(compare("RET 0\n" + entry(0, "p0") + entry(1, "p1"), "RET 0\n" + entry(0, "p12") + entry(1, "p9"))
                .exact());
        assertTrue(
                compare("RET 0\n" + entry(0, "p0"), "RET 0\n" + entry(0, "p12")).exact());
        assertFalse(
                compare("RET 0\n" + entry(0, "p1"), "RET 0\n" + entry(0, "p12")).semantic());
    }

    @Test
    void twoNamesForOneFrameDiffer() {
        assertFalse(compare("RET 0\n" + entry(0, "p0") + entry(1, "p1"), "RET 0\n" + entry(0, "p7") + entry(1, "p7"))
                .exact());
        assertFalse(compare("RET 0\n" + entry(0, "p5") + entry(1, "p5"), "RET 0\n" + entry(0, "p8") + entry(1, "p9"))
                .exact());
    }

    @Test
    void aFrameTakesANewNameOnceTheKernelNoLongerShowsTheOld() {
        assertTrue(
                compare("RET 0\n" + entry(0, "p0"), "RET 0\n" + entry(0, "p7")).exact());
        assertTrue(
                compare("RET 0\n" + entry(0, "p1"), "RET 0\n" + entry(0, "p7")).exact());
        assertFalse(
                compare("RET 0\n" + entry(0, "p0"), "RET 0\n" + entry(0, "p7")).exact());
    }

    @Test
    void countsAndMeaningAreScoredApart() {
        StepComparison counts = compare(
                "RET 0\nPTE A 0 frame=p0 hw=P,RO map=1 ref=2 flags=- byte=00 pm=present,excl",
                "RET 0\nPTE A 0 frame=p0 hw=P,RO map=2 ref=2 flags=- byte=00 pm=present");
        assertFalse(counts.exact());
        assertTrue(counts.semantic());
        assertFalse(counts.accounting());
        StepComparison meaning = compare("RET 0\nF A fault 0 READ ret=OK by=agent", "RET 0");
        assertFalse(meaning.semantic());
        assertTrue(meaning.accounting());
    }

    @Test
    void orderCounts() {
        String first = "T A tlb_flush [0,1) stride=12 by=agent\n";
        String second = "N A invalidate_range [0,1) by=agent\n";
        StepComparison swapped = compare("RET 0\n" + first + second, "RET 0\n" + second + first);
        assertFalse(swapped.exact());
        assertEquals(4, swapped.rows().size());
    }

    @Test
    void linesOutsideTheRegionAreNotCompared() {
        assertTrue(compare("RET 0\nOUT A range_start CLEAR x3", "RET 0").exact());
    }

    @Test
    void aStepThatTheModelCouldNotTakeIsNeverExact() {
        StepComparison step = compare("RET 0", "RET 0", new StepComparison.Problem(true, "this operation"));
        assertFalse(step.exact() || step.semantic() || step.accounting());
    }
}
