package dev.quire.session;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Why recordings diverge first as they do, and what it would take to follow them: the table `what-it-takes.tsv` beside
/// the folders of the kernels. Its columns, under one line of headings, are the divergence in the report's words, the
/// beginning of the operation without its process (`*` for any), why, and what it would take.
public record WhatItTakes(List<Entry> entries) {
    static final String TABLE = "what-it-takes.tsv";
    private static final String ANY = "*";
    private static final int COLUMNS = 4;

    /// One row of the table.
    public record Entry(String divergence, String operation, String why, String takes) {
        boolean covers(String first, String what) {
            return divergence.equals(first)
                    && (operation.equals(ANY) || what.equals(operation) || what.startsWith(operation + " "));
        }

        /// The row as the table has it.
        public String row() {
            return String.join("\t", divergence, operation, why, takes);
        }
    }

    public WhatItTakes {
        entries = List.copyOf(entries);
    }

    /// The row of a divergence that came at an operation (its words after the process): the first that covers it.
    public Optional<Entry> of(String divergence, String operation) {
        return entries.stream().filter(e -> e.covers(divergence, operation)).findFirst();
    }

    static Stream<Entry> read(Path table, Problems problems) {
        return Texts.read(table, table.toString(), problems)
                .lines()
                .skip(1)
                .flatMap(line -> parse(table, line, problems).stream());
    }

    private static Optional<Entry> parse(Path table, String line, Problems problems) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            problems.report(
                    Code.Q701,
                    Span.NONE,
                    "",
                    table,
                    "no divergence, operation, why and what it would take in `" + line + "`");
            return Optional.empty();
        }
        return Optional.of(new Entry(cells[0], cells[1], cells[2], cells[3]));
    }
}
