package dev.quire.report;

import java.util.Locale;

/// How tables are written.
public enum TableMode {
    TABLE,
    JSON,
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
