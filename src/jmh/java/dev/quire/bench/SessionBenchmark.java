package dev.quire.bench;

import dev.quire.explore.Limits;
import dev.quire.program.Program;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Session;
import java.nio.file.Path;
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
                .answer(new Request.Check(Path.of(PROTOCOL), PROTOCOL, KernelChoice.OWN))
                .programs()
                .getFirst();
    }

    @Benchmark
    public Session.Checked checkAndLink() {
        return new Session().answer(new Request.Check(Path.of(TOUR), TOUR, KernelChoice.OWN));
    }

    @Benchmark
    public Session.Exploration exploreProtocol() {
        return new Session().answer(new Request.Explore(protocol, Limits.of(20_000_000, 100_000), false, false));
    }
}
