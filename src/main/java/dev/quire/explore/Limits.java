package dev.quire.explore;

/// When a search stops before it has seen everything: after so many states, steps or bytes of visited states, or when
/// its monitor says so.
public record Limits(long states, int depth, long bytes, Monitor monitor) {
    /// Asked from time to time, and told how far the search is.
    public interface Monitor {
        /// Why the search shall stop now, or an empty text.
        String stop(Progress progress);
    }

    /// How far a search is: distinct states, those of them that wait to be expanded, transitions, and depth.
    public record Progress(long states, long waiting, long transitions, int depth) {}

    /// States after which a search asks again whether it shall stop.
    static final int ASK_EVERY = 1 << 12;

    static final String FIRST_VIOLATION = "stopped at the first violation";
    static final String FULL = "the memory was full";

    /// What is said of a search that would go deeper.
    String tooDeep() {
        return "the depth limit of " + depth + " steps was reached";
    }

    /// Whether so many states are too many: what is said of it, or an empty text.
    String tooMany(long seen) {
        return seen > states ? "the limit of " + states + " states was reached" : "";
    }

    /// Why a search that has taken so many bytes shall stop, or an empty text.
    String stop(long taken, Progress progress) {
        return taken > bytes ? "the limit of " + (bytes >> 20) + " MiB was reached" : monitor.stop(progress);
    }

    /// Limits of states and steps alone.
    public static Limits of(long states, int depth) {
        return new Limits(states, depth, Long.MAX_VALUE, p -> "");
    }
}
