package dev.quire.bench;

import dev.quire.engine.store.WordStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What one word costs: read, written and fingerprinted, taken back; and one cell born and ended. With ever more state
/// that nobody touches.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WordStoreBenchmark {
    private static final int WORDS = 512;
    private static final int UNTOUCHED_WORDS = 8;

    /// Bytes of state beside the cell that is used.
    @Param({"64", "65536", "67108864"})
    public int untouched;

    private WordStore store;
    private int cell;
    private long next;

    @Setup
    public void allocate() {
        store = new WordStore();
        cell = store.allocate(0, 1, WORDS);
        for (int i = 0; i < untouched / (UNTOUCHED_WORDS * Long.BYTES); i++) {
            store.set(store.allocate(0, 1, UNTOUCHED_WORDS), 1, i + 1L);
            store.forget();
        }
        store.forget();
    }

    @Benchmark
    public long read() {
        next++;
        return store.get(cell, (int) (next & WORDS - 1));
    }

    @Benchmark
    public long write() {
        next++;
        store.set(cell, (int) (next & WORDS - 1), next);
        store.forget();
        return store.fingerprintLow();
    }

    @Benchmark
    public long writeAndRollBack() {
        long mark = store.mark();
        next++;
        store.set(cell, (int) (next & WORDS - 1), next);
        long fingerprint = store.fingerprintLow();
        store.rollback(mark);
        return fingerprint;
    }

    @Benchmark
    public int allocateAndFree() {
        int made = store.allocate(0, 1, UNTOUCHED_WORDS);
        store.free(made);
        store.forget();
        return made;
    }
}
