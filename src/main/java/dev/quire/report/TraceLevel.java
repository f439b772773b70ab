package dev.quire.report;

import java.util.Locale;

/// How much of a run is shown.
public enum TraceLevel {
    /// The verdict alone.
    NONE,
    /// Each operation of the script with the number of its events.
    SUMMARY,
    /// Each operation with its events and the callbacks that it made, nested.
    CALLS,
    /// The same with the kernel's functions on the way.
    FULL;

    /// What is shown, in a few words.
    public String text() {
        return switch (this) {
            case NONE -> "the value alone";
            case SUMMARY -> "how many events of each kind there were";
            case CALLS -> "events and the callbacks that they made, nested";
            case FULL -> "the same with the kernel's functions on the way";
        };
    }

    /// As it is written on a command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
