package dev.quire.analysis;

import dev.quire.program.Function;
import dev.quire.program.Program;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One kernel's code as it grows: functions are numbered when something first refers to them, and only those are
/// compiled. What the library's functions share (constants, texts) stays from one scenario to the next; checks and
/// patterns are the scenario's own.
final class Unit {
    final World world;
    List<Program.Check> checks = new ArrayList<>();
    List<List<Program.EventPattern>> patterns = new ArrayList<>();
    private final List<Long> constants = new ArrayList<>();
    private final Map<Long, Integer> constantNumbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> textNumbers = new HashMap<>();
    private final IntFunction<Source> sources;
    private final List<@Nullable Function> functions = new ArrayList<>();
    private final Deque<World.FnDef> waiting = new ArrayDeque<>();
    private boolean checking;
    private final Set<World.Member> calledMembers = new LinkedHashSet<>();
    private final Set<World.KindDef> madeKinds = new LinkedHashSet<>();

    Unit(World world, IntFunction<Source> sources) {
        this.world = world;
        this.sources = sources;
    }

    /// The same code so far, to be gone on with in a world of further declarations. Functions of this world are found
    /// and numbered anew; those that are compiled keep their numbers.
    Unit continued(World next) {
        Unit unit = new Unit(next, sources);
        unit.checks.addAll(checks);
        unit.patterns.addAll(patterns);
        constants.forEach(unit::constant);
        texts.forEach(unit::text);
        unit.functions.addAll(functions);
        return unit;
    }

    /// Adds a function that no declaration stands for.
    void append(Function code) {
        functions.add(code);
    }

    /// While code is only checked it refers to nothing. Returns what it was before.
    boolean checking(boolean only) {
        boolean before = checking;
        checking = only;
        return before;
    }

    // --- reachability -----------------------------------------------------------------------------------------------

    /// The number of a function; the first reference makes it wait for its compilation.
    int reference(World.FnDef f) {
        if (f.index < 0 && !checking) {
            f.index = functions.size();
            functions.add(null);
            waiting.add(f);
        }
        return f.index;
    }

    /// Something calls a callback member or asks for it: whatever a made kind implements it with is reached.
    void called(World.Member member) {
        if (!checking && calledMembers.add(member)) {
            madeKinds.forEach(kind -> reach(member, kind));
        }
    }

    /// Something makes an object of this kind.
    void made(World.KindDef kind) {
        if (!checking && madeKinds.add(kind)) {
            calledMembers.forEach(member -> reach(member, kind));
        }
    }

    private void reach(World.Member member, World.KindDef kind) {
        for (World.FnDef f : world.functions.getOrDefault(member.name(), List.of())) {
            if (f.owner == kind) {
                reference(f);
            }
        }
    }

    /// The next function to be compiled, or null when all that is reached is compiled.
    World.@Nullable FnDef next() {
        return waiting.poll();
    }

    void compiled(World.FnDef f, Function code) {
        functions.set(f.index, code);
    }

    /// The functions compiled so far, by number.
    List<Function> functions() {
        List<Function> all = new ArrayList<>();
        for (Function f : functions) {
            all.add(java.util.Objects.requireNonNull(f));
        }
        return all;
    }

    /// For each callback member and kind, the number of the function that implements it, or -1.
    int[][] dispatch(int kinds) {
        int[][] table = new int[world.members.size()][kinds];
        for (World.Member m : world.members.values()) {
            java.util.Arrays.fill(table[m.index()], -1);
            for (World.FnDef f : world.functions.getOrDefault(m.name(), List.of())) {
                if (f.owner != null) {
                    table[m.index()][f.owner.index] = f.index;
                }
            }
        }
        return table;
    }

    // --- what instructions refer to by number -----------------------------------------------------------------------

    int constant(long value) {
        return constantNumbers.computeIfAbsent(value, v -> {
            constants.add(v);
            return constants.size() - 1;
        });
    }

    long[] constants() {
        return constants.stream().mapToLong(Long::longValue).toArray();
    }

    int text(String value) {
        return textNumbers.computeIfAbsent(value, v -> {
            texts.add(v);
            return texts.size() - 1;
        });
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    int check(Span span) {
        if (checking) {
            return 0;
        }
        checks.add(new Program.Check(source(span), span));
        return checks.size() - 1;
    }

    /// The number of a list of events that are expected.
    int pattern(List<Program.EventPattern> events) {
        if (checking) {
            return 0;
        }
        patterns.add(events);
        return patterns.size() - 1;
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
