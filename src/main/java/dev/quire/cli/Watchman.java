package dev.quire.cli;

import dev.quire.explore.Limits;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Watches over searches: shows how far they are, and stops them after a time or at Ctrl-C, after which what was found
/// so
/// far is still reported.
final class Watchman implements Limits.Monitor, AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    private final long begun = System.nanoTime();
    private final long seconds;
    private final boolean shown;
    private final Thread atEnd = new Thread(this::interrupted, "interrupted");
    private final CountDownLatch reported = new CountDownLatch(1);
    private volatile boolean stopped;
    private int code = Main.INCONCLUSIVE;
    private long shownAt = begun;
    private long statesAt;
    private boolean line;

    /// Stops searches after `seconds`, or never when there are none; `shown` says whether progress is.
    Watchman(@Nullable Long seconds, boolean shown) {
        this.seconds = seconds == null ? Long.MAX_VALUE / SECOND : seconds;
        this.shown = shown;
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    private void interrupted() {
        stopped = true;
        try {
            reported.await();
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    /// Whether nothing more shall be begun.
    boolean stopped() {
        return stopped;
    }

    @Override
    public String stop(Limits.Progress p) {
        long now = System.nanoTime();
        if (shown && now - shownAt >= SECOND) {
            long rate = (p.states() - statesAt) * SECOND / (now - shownAt);
            System.err.printf(
                    "\r%,d states, %,d waiting, %,d transitions, depth %d, %,d states/s\u001b[K",
                    p.states(), p.waiting(), p.transitions(), p.depth(), rate);
            System.err.flush();
            shownAt = now;
            statesAt = p.states();
            line = true;
        }
        if (stopped) {
            return "interrupted";
        }
        return now - begun > seconds * SECOND ? "the time limit of " + seconds + " s was reached" : "";
    }

    /// Takes the line of progress away, before something else is written.
    void clear() {
        if (line) {
            System.err.print("\r\u001b[K");
            System.err.flush();
            line = false;
        }
        statesAt = 0;
    }

    /// All is reported. After Ctrl-C the process ends here, with this exit code unless that says that all held.
    void done(int exitCode) {
        code = exitCode == Main.HELD ? Main.INCONCLUSIVE : exitCode;
        if (stopped) {
            System.out.flush();
            System.err.println("quire: interrupted");
            reported.countDown();
        }
    }

    @Override
    public void close() {
        if (!stopped) {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        }
    }
}
