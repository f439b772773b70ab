package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.Expr;
import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.diagnostic.Problems;
import dev.quire.program.Kind;
import dev.quire.program.MetricWord;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that one kernel declares, with its types resolved: what the compilers look names up in.
final class World {
    final Problems problems;
    final Map<String, ValueType> types = new LinkedHashMap<>();
    final Map<String, KindDef> kinds = new LinkedHashMap<>();
    final Map<String, List<FnDef>> functions = new LinkedHashMap<>();
    final List<FnDef> allFunctions = new ArrayList<>();
    final Map<String, Constant> constants = new LinkedHashMap<>();
    /// Cases of enums and flags by name; a name that two types share is not here.
    final Map<String, Constant> cases = new LinkedHashMap<>();
    final Set<String> ambiguousCases = new TreeSet<>();
    final Map<String, EventDef> events = new LinkedHashMap<>();
    final Map<String, Member> members = new LinkedHashMap<>();
    final Set<String> callbacks = new TreeSet<>();
    final List<Program.ExternRef> externs = new ArrayList<>();

    /// A value known at link time.
    record Constant(ValueType type, long value) {}

    record EventDef(int index, String name, List<ValueType.Member> parameters) {}

    /// A callback member: its index in the dispatch table, and its signature without the receiver.
    record Member(int index, String callbacks, String name, List<ValueType> parameters, ValueType result) {}

    /// An object or secondary. Fields of arrays have `count` > 1.
    static final class KindDef {
        final int index;
        final String name;
        final Decl.@Nullable Secondary secondary;
        final List<Kind.FieldSlot> fields = new ArrayList<>();
        final Map<String, Expr> initials = new LinkedHashMap<>();
        final List<String> parameters = new ArrayList<>();
        /// Fields that only properties and ghost code read.
        final Set<String> ghosts = new TreeSet<>();
        int words = 1;

        KindDef(int index, String name, Decl.@Nullable Secondary secondary) {
            this.index = index;
            this.name = name;
            this.secondary = secondary;
        }

        Kind.@Nullable FieldSlot field(String wanted) {
            for (Kind.FieldSlot f : fields) {
                if (f.name().equals(wanted)) {
                    return f;
                }
            }
            return null;
        }

        /// Appends a field and returns it.
        Kind.FieldSlot add(String field, ValueType type, int count, boolean shared) {
            return add(field, type, count, shared, false);
        }

        /// Appends a metric.
        void addMetric(String field) {
            fields.add(new Kind.FieldSlot(field, Types.INT, words, 1, false, MetricWord.pack(index, words), false));
            words++;
        }

        /// Appends a field, which may be changed by atomic operations, and returns it.
        Kind.FieldSlot add(String field, ValueType type, int count, boolean shared, boolean atomic) {
            Kind.FieldSlot slot = new Kind.FieldSlot(field, type, words, count, shared, 0, atomic);
            words += Math.max(1, type.words()) * count;
            fields.add(slot);
            return slot;
        }
    }

    /// A function with its resolved signature. `original` is the layer below a patch's replacement.
    static final class FnDef {
        final Decl.Fn decl;
        final @Nullable KindDef owner;
        final List<ValueType> parameters;
        final ValueType result;
        final @Nullable FnDef original;
        final int extern;
        /// Its number among the program's functions, given when something first refers to it; -1 before.
        int index = -1;

        FnDef(
                Decl.Fn decl,
                @Nullable KindDef owner,
                List<ValueType> parameters,
                ValueType result,
                @Nullable FnDef original,
                int extern) {
            this.decl = decl;
            this.owner = owner;
            this.parameters = parameters;
            this.result = result;
            this.original = original;
            this.extern = extern;
        }

        String display() {
            return owner == null ? decl.name() : owner.name + "." + decl.name();
        }

        int parameterWords() {
            return (owner == null ? 0 : 1)
                    + parameters.stream().mapToInt(ValueType::words).sum();
        }
    }

    World(Problems problems) {
        this.problems = problems;
        types.putAll(Types.BASICS);
    }

    /// The object or secondary of a name that has been declared.
    KindDef kind(String name) {
        return Objects.requireNonNull(kinds.get(name));
    }

    /// What to do about a name that is unknown here.
    String suggest(String wrong, Collection<String> known, String fallback) {
        return kinds.containsKey(wrong) || functions.containsKey(wrong)
                ? Nearest.suggest(wrong, known, fallback)
                : problems.suggest(wrong, known, fallback);
    }

    /// Reports a second declaration of a name.
    void twice(String name, Span span, Span other) {
        problems.at(Code.Q202, span, name)
                .help("the place shown")
                .label(other, "the other declaration")
                .report();
    }

    /// A type as written, or the wrong type after a report.
    ValueType resolve(TypeRef ref) {
        return switch (ref) {
            case TypeRef.Nullable n ->
                resolve(n.of()) instanceof ValueType.Handle h
                        ? new ValueType.Handle(h.name(), true)
                        : mismatch(n.span());
            case TypeRef.OrErrno e -> new ValueType.OrErrno(resolve(e.of()));
            case TypeRef.Array a -> resolve(a.of());
            case TypeRef.Named n -> named(n);
        };
    }

    private ValueType mismatch(Span span) {
        problems.report(Code.Q301, span, "only handles of objects may be none", "a handle's type", "a value's type");
        return Types.WRONG;
    }

    private ValueType named(TypeRef.Named n) {
        if (n.name().equals("list") && n.arguments().size() == 1) {
            return new ValueType.ListType(resolve(n.arguments().get(0)));
        }
        if (n.name().equals("map") && n.arguments().size() == 2) {
            return new ValueType.MapType(
                    resolve(n.arguments().get(0)), resolve(n.arguments().get(1)));
        }
        ValueType found = types.get(n.name());
        if (found != null) {
            return found;
        }
        problems.report(
                Code.Q201,
                n.span(),
                suggest(n.name(), types.keySet(), "declare it, or `use` its module"),
                "type",
                n.name());
        return Types.WRONG;
    }

    boolean accepts(ValueType to, ValueType from) {
        return Types.accepts(to, from, callbacks);
    }

    /// The function of that name whose first parameter takes `first`, an exact match before one by coercion; null when
    /// there is none.
    @Nullable
    FnDef find(String name, @Nullable ValueType first) {
        List<FnDef> found = functions.getOrDefault(name, List.of());
        FnDef coerced = null;
        for (FnDef f : found) {
            if (first == null ? f.parameters.isEmpty() : !f.parameters.isEmpty() && same(f.parameters.get(0), first)) {
                return f;
            }
            if (first != null && !f.parameters.isEmpty() && accepts(f.parameters.get(0), first)) {
                coerced = coerced == null ? f : coerced;
            }
        }
        return coerced == null && found.size() == 1 && (first == null || first == Types.WRONG) ? found.get(0) : coerced;
    }

    private static boolean same(ValueType a, ValueType b) {
        return a.equals(b)
                || a instanceof ValueType.Handle x
                        && b instanceof ValueType.Handle y
                        && x.name().equals(y.name());
    }
}
