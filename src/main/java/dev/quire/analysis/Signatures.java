package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Declares what can be called: functions with the replacements that patches stack on them, events, and the callbacks
/// of secondaries, which
/// are members of some interface.
final class Signatures {
    private final Linker.Linked linked;
    private final World world;
    private final Set<Linker.Replacement> applied = new HashSet<>();

    Signatures(Linker.Linked linked, World world) {
        this.linked = linked;
        this.world = world;
    }

    void declare() {
        linked.declarations().forEach(this::signatures);
        linked.declarations().forEach(this::implementations);
        replacementsOfNothing();
    }

    private void signatures(Decl d) {
        switch (d) {
            case Decl.Fn f -> define(f, null, f.name());
            case Decl.EventDecl e ->
                world.events.put(e.name(), new World.EventDef(world.events.size(), e.name(), parameters(e.params())));
            case Decl.Callbacks c ->
                c.members()
                        .forEach(m -> world.members.put(
                                m.name(),
                                new World.Member(
                                        world.members.size(),
                                        c.name(),
                                        m.name(),
                                        m.params().stream()
                                                .map(p -> world.resolve(p.type()))
                                                .toList(),
                                        result(m))));
            case Decl.Secondary s -> {
                World.KindDef kind = world.kind(s.name());
                s.callbacks().forEach(f -> define(f, kind, s.name() + "." + f.name()));
                s.functions().forEach(f -> define(f, kind, s.name() + "." + f.name()));
                linked.extensions().stream()
                        .filter(x -> x.target().equals(s.name()))
                        .forEach(x -> x.callbacks().forEach(f -> define(f, kind, s.name() + "." + f.name())));
            }
            default -> {}
        }
    }

    private List<ValueType.Member> parameters(List<Decl.Param> params) {
        return params.stream()
                .map(p -> new ValueType.Member(p.name(), world.resolve(p.type())))
                .toList();
    }

    private ValueType result(Decl.Fn f) {
        return f.result() == null ? Types.UNIT : world.resolve(f.result());
    }

    private void define(Decl.Fn fn, World.@Nullable KindDef owner, String key) {
        World.FnDef top = add(fn, owner, null);
        for (Linker.Replacement r : linked.replacements().getOrDefault(key, List.of())) {
            if (matches(r.change().fn(), top)) {
                applied.add(r);
                World.FnDef below = top;
                top = add(r.change().fn(), owner, below);
                if (!top.parameters.equals(below.parameters) || !top.result.equals(below.result)) {
                    world.problems
                            .at(Code.Q406, top.decl.nameSpan(), r.patch(), key)
                            .help(signature(below))
                            .label(below.decl.nameSpan(), "this is replaced")
                            .report();
                }
            }
        }
        List<World.FnDef> same = world.functions.computeIfAbsent(fn.name(), n -> new ArrayList<>());
        for (World.FnDef other : same) {
            if (other.owner == owner
                    && (owner != null
                            || other.parameters.isEmpty() && top.parameters.isEmpty()
                            || !other.parameters.isEmpty()
                                    && !top.parameters.isEmpty()
                                    && other.parameters.get(0).equals(top.parameters.get(0)))) {
                world.twice(fn.name(), fn.nameSpan(), other.decl.nameSpan());
            }
        }
        same.add(top);
    }

    private boolean matches(Decl.Fn replacement, World.FnDef below) {
        return replacement.params().isEmpty()
                || below.parameters.isEmpty()
                || world.resolve(replacement.params().get(0).type()).equals(below.parameters.get(0));
    }

    private World.FnDef add(Decl.Fn fn, World.@Nullable KindDef owner, World.@Nullable FnDef original) {
        List<ValueType> parameters =
                fn.params().stream().map(p -> world.resolve(p.type())).toList();
        ValueType result = result(fn);
        int extern = -1;
        if (fn.kind() == Decl.Fn.Kind.EXTERN) {
            extern = world.externs.size();
            String key = fn.name() + "(" + (parameters.isEmpty() ? "" : Types.key(parameters.get(0))) + ")";
            world.externs.add(new Program.ExternRef(
                    key, parameters.stream().mapToInt(ValueType::words).sum(), result.words()));
        }
        World.FnDef def = new World.FnDef(fn, owner, parameters, result, original, extern);
        world.allFunctions.add(def);
        return def;
    }

    private static String signature(World.FnDef f) {
        String parameters =
                String.join(", ", f.parameters.stream().map(Types::describe).toList());
        return "(" + parameters + ")" + (f.result == Types.UNIT ? "" : " -> " + Types.describe(f.result));
    }

    /// A secondary's callbacks are members of some interface, with its signature.
    private void implementations(Decl d) {
        if (d instanceof Decl.Secondary s) {
            s.callbacks().forEach(this::implementation);
            linked.extensions().stream()
                    .filter(x -> x.target().equals(s.name()))
                    .forEach(x -> x.callbacks().forEach(this::implementation));
        }
    }

    private void implementation(Decl.Fn fn) {
        World.Member member = world.members.get(fn.name());
        if (member == null) {
            world.problems.report(
                    Code.Q312,
                    fn.nameSpan(),
                    world.suggest(fn.name(), world.members.keySet(), "declare it in `callbacks`"),
                    fn.name());
            return;
        }
        if (fn.params().size() != member.parameters().size()) {
            world.problems.report(
                    Code.Q302,
                    fn.nameSpan(),
                    "those of callbacks " + member.callbacks(),
                    fn.name(),
                    member.parameters().size(),
                    fn.params().size());
            return;
        }
        for (int i = 0; i < fn.params().size(); i++) {
            ValueType found = world.resolve(fn.params().get(i).type());
            ValueType wanted = member.parameters().get(i);
            if (!found.equals(wanted)) {
                world.problems.report(
                        Code.Q301,
                        fn.params().get(i).span(),
                        "as callbacks " + member.callbacks() + " declares it",
                        Types.describe(wanted),
                        Types.describe(found));
            }
        }
    }

    private void replacementsOfNothing() {
        List<String> known = new ArrayList<>();
        world.allFunctions.forEach(f -> known.add(f.display()));
        linked.replacements()
                .forEach((key, all) -> all.stream()
                        .filter(r -> !applied.contains(r))
                        .forEach(r -> {
                            Decl.Fn fn = r.change().fn();
                            String first = fn.params().isEmpty()
                                    ? ""
                                    : " for a "
                                            + Types.describe(world.resolve(
                                                    fn.params().get(0).type()));
                            world.problems.report(
                                    Code.Q402,
                                    fn.nameSpan(),
                                    known.contains(key)
                                            ? "the first parameter decides which function is meant"
                                            : Nearest.suggest(key, known, "add it to what the patch extends"),
                                    r.patch(),
                                    key + (known.contains(key) ? first : ""));
                        }));
    }
}
