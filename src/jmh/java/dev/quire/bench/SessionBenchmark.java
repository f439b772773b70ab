package dev.quire.bench;

import dev.quire.program.Program;
import dev.quire.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a user waits for: a script read, checked and linked; every interleaving of the protocol that the SPIN model
/// has.
/// Runs from the checkout's root.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SessionBenchmark {
    private static final String TOUR = "scenarios/tour/01-a-first-write.quire";
    private static final String PROTOCOL = "scenarios/bench/cow-against-kvm-fault.quire";

    private Program protocol;

    @Setup
    public void link() {
        protocol = new Session()
                .check(Path.of(PROTOCOL), PROTOCOL, List.of())
                .programs()
                .getFirst();
    }

    @Benchmark
    public Session.Checked checkAndLink() {
        return new Session().check(Path.of(TOUR), TOUR, List.of());
    }

    @Benchmark
    public Session.Exploration exploreProtocol() {
        return Session.explore(protocol, 20_000_000, 100_000, false);
    }
}
