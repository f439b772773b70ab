package dev.quire.diagnostic;

/// Every code, grouped by phase: 1 syntax, 2 names, 3 types, 4 kernels and patches, 7 files and usage, 8 warnings.
/// Stable, never reused.
public enum Code {
    Q101,
    Q102,
    Q103,
    Q104,
    Q105,
    Q106,
    Q107,
    Q108,
    Q109,
    Q110,
    Q111,
    Q112,
    Q113,
    Q114,
    Q115,
    Q201,
    Q202,
    Q203,
    Q204,
    Q205,
    Q301,
    Q302,
    Q303,
    Q304,
    Q305,
    Q306,
    Q307,
    Q308,
    Q309,
    Q310,
    Q311,
    Q312,
    Q313,
    Q401,
    Q402,
    Q403,
    Q404,
    Q405,
    Q406,
    Q407,
    Q408,
    Q701,
    Q702,
    Q703,
    Q704,
    Q705,
    Q711,
    Q712,
    Q713,
    Q721,
    Q722,
    Q723,
    Q731,
    Q732,
    Q733,
    Q734;

    private static final char WARNINGS = '8';

    public Severity severity() {
        return name().charAt(1) == WARNINGS ? Severity.WARNING : Severity.ERROR;
    }
}
