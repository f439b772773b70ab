package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.program.Kind;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names that are visible at a place in a function, innermost block first, and what must be undone on the way out.
final class Scope {
    /// A local: its slots, whether it may be assigned again, whether only properties may read it, and where it is
    /// declared.
    record Local(ValueType type, int slot, boolean mutable, boolean ghost, Span declared) {
        Local(ValueType type, int slot, boolean mutable) {
            this(type, slot, mutable, false, Span.NONE);
        }
    }

    /// What leaving a block must do: release the lock whose reference is in a slot, or end an atomic section (slot -1).
    record Cleanup(int slot) {}

    /// A loop: the jumps that leave it and those that go on, how many cleanups lie outside, and the ATTEMPT of an
    /// iteration.
    record Loop(List<Integer> breaks, List<Integer> continues, int cleanups, int attempt) {}

    /// An enclosing `expect ERRNO { }`: the jumps to its end, and the errno.
    record Handler(long errno, List<Integer> jumps, int cleanups) {}

    /// Registers of a scenario, as fields of its object in slot 0.
    static final class Registers {
        final World.KindDef kind;
        final Set<String> assignedByThreads;
        final Map<String, Integer> bits = new LinkedHashMap<>();

        Registers(World.KindDef kind, Set<String> assignedByThreads) {
            this.kind = kind;
            this.assignedByThreads = assignedByThreads;
        }

        Kind.@Nullable FieldSlot find(String name) {
            return kind.field(name);
        }
    }

    private final Deque<Map<String, Local>> blocks = new ArrayDeque<>();
    final List<Cleanup> cleanups = new ArrayList<>();
    final Deque<Loop> loops = new ArrayDeque<>();
    final Deque<Handler> handlers = new ArrayDeque<>();

    @Nullable
    Registers registers;
    /// The thread whose registers are being assigned; empty for the setup.
    String thread = "";
    /// The number of the thread in the scenario, from 1; 0 for setup and properties.
    int threadNumber;
    boolean property;
    /// How many ghost assignments are being compiled: their values may read ghosts.
    int ghosts;
    /// Scenario code unwraps `T or errno` by itself.
    boolean scenario;
    World.@Nullable FnDef function;

    Scope() {
        blocks.push(new LinkedHashMap<>());
    }

    /// A copy for code that is checked and thrown away: jumps out of it are nobody's.
    Scope forCheck() {
        Scope copy = new Scope();
        copy.blocks.clear();
        blocks.forEach(b -> copy.blocks.addLast(new LinkedHashMap<>(b)));
        copy.cleanups.addAll(cleanups);
        loops.forEach(
                l -> copy.loops.addLast(new Loop(new ArrayList<>(), new ArrayList<>(), l.cleanups(), l.attempt())));
        handlers.forEach(h -> copy.handlers.addLast(new Handler(h.errno(), new ArrayList<>(), h.cleanups())));
        copy.registers = registers;
        copy.thread = thread;
        copy.threadNumber = threadNumber;
        copy.property = property;
        copy.ghosts = ghosts;
        copy.scenario = scenario;
        copy.function = function;
        return copy;
    }

    /// Whether ghosts may be read here: in properties, invariants and assignments to ghosts.
    boolean ghostly() {
        return property || ghosts > 0 || function != null && function.decl.kind() == Decl.Fn.Kind.INVARIANT;
    }

    void open() {
        blocks.push(new LinkedHashMap<>());
    }

    void close() {
        blocks.pop();
    }

    int depth() {
        return blocks.size();
    }

    void declare(String name, Local local) {
        blocks.element().put(name, local);
    }

    boolean declaredHere(String name) {
        return blocks.element().containsKey(name);
    }

    @Nullable
    Local find(String name) {
        for (Map<String, Local> block : blocks) {
            Local local = block.get(name);
            if (local != null) {
                return local;
            }
        }
        return null;
    }

    List<String> names() {
        List<String> all = new ArrayList<>();
        blocks.forEach(b -> all.addAll(b.keySet()));
        return all;
    }
}
