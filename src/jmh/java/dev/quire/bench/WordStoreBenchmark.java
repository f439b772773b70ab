package dev.quire.bench;

import dev.quire.engine.store.WordStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What one word costs: written, fingerprinted, and taken back.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WordStoreBenchmark {
    private static final int WORDS = 512;

    private final WordStore store = new WordStore();
    private int cell;
    private long next;

    @Setup
    public void allocate() {
        cell = store.allocate(0, 1, WORDS);
        store.forget();
    }

    @Benchmark
    public long writeAndRollBack() {
        long mark = store.mark();
        next++;
        store.set(cell, (int) (next & (WORDS - 1)), next);
        long fingerprint = store.fingerprintLow();
        store.rollback(mark);
        return fingerprint;
    }
}
