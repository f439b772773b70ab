package dev.quire.explore;

import java.util.List;

/// Something that the search found (`text`: a failure in words; of a violation that is a run without an end, the
/// threads
/// that step in it as binary digits, the last thread first), with the shortest path to it: a property's violation or
/// witness (`property` is its
/// index), a failed
/// step or a deadlock (`property` is -1), or a race (`property` is its number).
///
/// Where the path is not known to be `shortest`, there may be shorter ones; where it is not known to have the `fewest`
/// switches between threads of the shortest, others may have fewer.
public record Finding(What what, int property, String text, List<Step> path, boolean shortest, boolean fewest) {
    /// With a shortest path.
    public Finding(What what, int property, String text, List<Step> path) {
        this(what, property, text, path, true, path.size() <= 1);
    }

    /// The same with a path that may not be shortest.
    public Finding atLength() {
        return new Finding(what, property, text, path, path.isEmpty(), path.isEmpty());
    }

    /// The same along a shortest path with the fewest switches.
    Finding withFewest(List<Step> other) {
        return new Finding(what, property, text, other, true, true);
    }

    public enum What {
        VIOLATION,
        WITNESS,
        FAILURE,
        DEADLOCK,
        RACE
    }
}
