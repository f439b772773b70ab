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

    /// As it is written on a command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
