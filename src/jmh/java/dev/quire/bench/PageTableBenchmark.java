package dev.quire.bench;

import dev.quire.engine.Engine;
import dev.quire.engine.bits.Pte;
import dev.quire.engine.paging.PageTables;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What one page costs in loops over a gibibyte: each page by an atomic exchange, journalled and fingerprinted, as the
/// library's loops do it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageTableBenchmark {
    private static final int PAGES = 1 << 18;
    private static final long PAGE = 1L << PageTables.PAGE_SHIFT;
    private static final long BASE = 1L << 44;
    private static final long END = BASE + PAGES * PAGE;
    private static final long TEBIBYTE = 1L << 40;

    /// Whether a TLB has worked with the table, so that what is taken away lingers.
    @Param({"false", "true"})
    public boolean tlb;

    private Engine engine;
    private PageTables tables;
    private int table;

    @Setup(Level.Trial)
    public void make() {
        engine = new Engine();
        tables = engine.tables();
        table = tables.create(0, PageTables.FULL);
        if (tlb) {
            engine.tlbs().activate(engine.tlbs().create(0), table);
        }
        mapAll();
    }

    private void mapAll() {
        for (int i = 0; i < PAGES; i++) {
            tables.exchange(table, BASE + i * PAGE, 1, Pte.make(i + 1L, true, false) | Pte.ACCESSED, 0);
        }
        engine.store().forget();
    }

    @Setup(Level.Invocation)
    public void flush() {
        engine.tlbs().flushAll(table, 0, BASE * 2);
        engine.store().forget();
    }

    @Benchmark
    @OperationsPerInvocation(2 * PAGES)
    public void unmapAndMap() {
        long at = tables.nextEntry(table, BASE, END);
        while (at < END) {
            tables.exchange(table, at, 1, 0, 0);
            at = tables.nextEntry(table, at + PAGE, END);
        }
        mapAll();
    }

    @Benchmark
    @OperationsPerInvocation(PAGES)
    public void protect() {
        long at = tables.nextEntry(table, BASE, END);
        while (at < END) {
            long old = tables.read(table, at, 1);
            tables.exchange(table, at, 1, old ^ Pte.WRITABLE, 0);
            at = tables.nextEntry(table, at + PAGE, END);
        }
        engine.store().forget();
    }

    @Benchmark
    @OperationsPerInvocation(PAGES)
    public long translate() {
        long sum = 0;
        for (int i = 0; i < PAGES; i++) {
            sum += tables.translate(table, BASE + (i * 7919L & PAGES - 1) * PAGE);
        }
        return sum;
    }

    /// One search through a tebibyte without an entry.
    @Benchmark
    public long overHoles() {
        return tables.nextEntry(table, END, END + TEBIBYTE);
    }
}
