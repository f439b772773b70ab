package dev.quire.engine.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every picture of a word promises: fields that follow one another from bit 0 to bit 63, names that differ, and
/// values that come back.
class LayoutTest {
    private static final long SEED = 20261124;
    private static final int ROUNDS = 200;

    static java.util.List<Layout> layouts() {
        return Layout.all();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void fieldsCoverTheWordAndDoNotOverlap(Layout layout) {
        int next = 0;
        for (BitField field : layout.fields()) {
            assertEquals(next, field.shift(), layout.title() + ", " + field.name());
            next += field.width();
        }
        assertEquals(Long.SIZE, next, layout.title());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void namesDifferAndAllHaveAMeaning(Layout layout) {
        Set<String> names = new HashSet<>();
        for (BitField field : layout.fields()) {
            assertTrue(field.zero() || names.add(field.name()), layout.title() + ", " + field.name());
            assertFalse(field.meaning().isBlank(), layout.title() + ", " + field.name());
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void valuesComeBackAndLeaveTheOtherFieldsAlone(Layout layout) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            long[] values = new long[layout.fields().size()];
            long word = random.nextLong();
            for (int i : order(random, values.length)) {
                BitField field = layout.fields().get(i);
                values[i] = random.nextLong() & field.max();
                word = field.with(word, values[i]);
            }
            for (int i = 0; i < values.length; i++) {
                BitField field = layout.fields().get(i);
                assertEquals(values[i], field.get(word), layout.title() + ", " + field.name() + ", seed " + SEED);
                assertEquals(values[i] != 0, field.in(word), layout.title() + ", " + field.name());
            }
        }
    }

    private static int[] order(SplittableRandom random, int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }
}
