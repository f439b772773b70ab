package dev.quire.explore;

import java.util.List;

/// Something that the search found (`text`: a failure in words; of a violation that is a run without an end, the
/// threads
/// that step in it as binary digits, the last thread first), with the shortest path to it: a property's violation or
/// witness (`property` is its
/// index), a failed
/// step or a deadlock (`property` is -1), or a race (`property` is its number).
public record Finding(What what, int property, String text, List<Step> path) {
    public enum What {
        VIOLATION,
        WITNESS,
        FAILURE,
        DEADLOCK,
        RACE
    }
}
