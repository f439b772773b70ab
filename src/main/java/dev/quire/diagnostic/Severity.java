package dev.quire.diagnostic;

/// Whether a diagnostic keeps a script from running.
public enum Severity {
    ERROR,
    WARNING;

    /// As it is printed.
    public String word() {
        return this == ERROR ? "error" : "warning";
    }
}
