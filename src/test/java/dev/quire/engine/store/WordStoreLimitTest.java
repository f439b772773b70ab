package dev.quire.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// Limits end in words; ids are the lowest free ones however many there are.
class WordStoreLimitTest {
    @Test
    void aPoolWithoutNumbersEndsInWords() {
        WordStore store = new WordStore();
        StoreLimit limit = assertThrows(StoreLimit.class, () -> store.allocateRun(3, 1, 1, 1 << WordStore.POOL_SHIFT));
        assertEquals("thread 3 can have 16777215 objects, and not 16777216 more", limit.getMessage());
    }

    @Test
    void aMillionCellsFitAPoolAndTheLowestFreeIdIsNext() {
        WordStore store = new WordStore();
        for (int i = 1; i <= 1_100_000; i++) {
            assertEquals(i, store.allocate(0, 1, 1));
            store.forget();
        }
        store.free(70_000);
        store.free(3);
        assertEquals(3, store.allocate(0, 1, 1));
        assertEquals(70_000, store.allocate(0, 1, 1));
        assertEquals(1_100_001, store.allocate(0, 1, 1));
    }
}
