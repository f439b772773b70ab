package dev.quire.analysis;

import dev.quire.program.Program;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// What the functions of one program share: constants, texts, checks and event patterns.
final class Unit {
    final World world;
    final List<Long> constants = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    final List<Program.Check> checks = new ArrayList<>();
    final List<List<Program.EventPattern>> patterns = new ArrayList<>();
    private final IntFunction<Source> sources;

    Unit(World world, IntFunction<Source> sources) {
        this.world = world;
        this.sources = sources;
    }

    int constant(long value) {
        int at = constants.indexOf(value);
        if (at < 0) {
            at = constants.size();
            constants.add(value);
        }
        return at;
    }

    int text(String value) {
        int at = texts.indexOf(value);
        if (at < 0) {
            at = texts.size();
            texts.add(value);
        }
        return at;
    }

    int check(Span span) {
        checks.add(new Program.Check(source(span), span));
        return checks.size() - 1;
    }

    /// The source text of a span, on one line.
    String source(Span span) {
        return sources.apply(span.source())
                .text()
                .substring(span.start(), span.end())
                .replaceAll("\\s+", " ")
                .strip();
    }
}
