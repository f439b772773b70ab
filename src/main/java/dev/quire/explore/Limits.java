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

    /// Limits of states and steps alone.
    public static Limits of(long states, int depth) {
        return new Limits(states, depth, Long.MAX_VALUE, p -> "");
    }
}
