package dev.quire.engine.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Entries that are not present against the layout as the kernel's headers give it.
class SwapPteTest {
    private static final long SEED = 20261124;

    @Test
    void theWordIsTheKernels() {
        // arch/x86/include/asm/pgtable_64.h: __swp_entry(type, offset), 5 bits of type, inverted offset from bit 9.
        assertEquals(~0x12345L << 14 >>> 5 | 3L << 59, SwapPte.make(3, 0x12345));
        assertEquals(2, SwapPte.SOFT_DIRTY);
        assertEquals(4, SwapPte.UFFD_WP);
        assertEquals(8, SwapPte.EXCLUSIVE);
        // include/linux/swap.h with 4 device types, 3 of migration, poison and marker.
        assertEquals(23, SwapPte.DEVICES);
        assertEquals(23, SwapPte.HWPOISON);
        assertEquals(24, SwapPte.MIGRATION_READ);
        assertEquals(26, SwapPte.MIGRATION_WRITE);
        assertEquals(27, SwapPte.DEVICE_WRITE);
        assertEquals(31, SwapPte.MARKER);
    }

    @Test
    void noEntryIsPresentOrEmptyAndAllPartsComeBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 10_000; i++) {
            int type = random.nextInt(32);
            long offset = random.nextLong(1L << 42);
            long entry = SwapPte.make(type, offset);
            assertTrue(SwapPte.is(entry));
            assertFalse(Pte.present(entry) || Pte.isTable(entry));
            assertEquals(type, SwapPte.type(entry | SwapPte.FLAGS));
            assertEquals(offset, SwapPte.offset(entry | SwapPte.FLAGS));
            long pfn = random.nextLong(1L << 40);
            long migration = SwapPte.withDirty(SwapPte.ofFrame(SwapPte.MIGRATION_WRITE, pfn));
            assertEquals(pfn, SwapPte.pfn(SwapPte.withYoung(migration)));
            assertTrue(SwapPte.dirty(migration) && !SwapPte.young(migration));
        }
    }

    @Test
    void transcriptsNameKindTargetAndFlags() {
        assertEquals("swap 0:17,SD,EXCL", Pte.describe(SwapPte.make(0, 17) | SwapPte.SOFT_DIRTY | SwapPte.EXCLUSIVE));
        assertEquals(
                "migration WRITE pfn:2a,A",
                Pte.describe(SwapPte.withYoung(SwapPte.ofFrame(SwapPte.MIGRATION_WRITE, 42))));
        assertEquals(
                "migration READ_EXCLUSIVE pfn:1", Pte.describe(SwapPte.ofFrame(SwapPte.MIGRATION_READ_EXCLUSIVE, 1)));
        assertEquals("device EXCLUSIVE_WRITE pfn:1", Pte.describe(SwapPte.ofFrame(SwapPte.DEVICE_EXCLUSIVE_WRITE, 1)));
        assertEquals("device READ pfn:1", Pte.describe(SwapPte.ofFrame(SwapPte.DEVICE_READ, 1)));
        assertEquals("hwpoison pfn:7", Pte.describe(SwapPte.ofFrame(SwapPte.HWPOISON, 7)));
        assertEquals("marker UFFD_WP,UFFDWP", Pte.describe(SwapPte.make(SwapPte.MARKER, 1) | SwapPte.UFFD_WP));
        assertEquals("none", Pte.describe(0));
    }
}
