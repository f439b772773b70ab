package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.diagnostic.Problems;
import dev.quire.program.Kind;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds the world of a linked kernel: types first, then constants and options, fields, and signatures.
final class WorldBuilder {
    /// As many as the store has room for.
    private static final int MOST_METRICS = 16;

    private final Linker.Linked linked;
    private final Problems problems;
    private final World world;
    private final Folder folder;
    private final Map<String, Span> declared = new HashMap<>();

    WorldBuilder(Linker.Linked linked, Problems problems) {
        this.linked = linked;
        this.problems = problems;
        world = new World(problems);
        folder = new Folder(name -> world.constants.getOrDefault(name, world.cases.get(name)));
    }

    World build() {
        linked.declarations().forEach(this::typeNames);
        linked.declarations().forEach(this::constants);
        settings();
        needs();
        linked.declarations().forEach(this::records);
        linked.declarations().forEach(this::fields);
        linked.extensions().forEach(this::extend);
        new Signatures(linked, world).declare();
        return world;
    }

    private void once(String name, Span span) {
        Span other = declared.putIfAbsent(name, span);
        if (other != null) {
            world.twice(name, span, other);
        }
    }

    /// No two cases of one type may share a name.
    private void distinct(List<Decl.Case> cases) {
        Map<String, Span> seen = new HashMap<>();
        for (Decl.Case c : cases) {
            Span other = seen.putIfAbsent(c.name(), c.span());
            if (other != null) {
                world.twice(c.name(), c.span(), other);
            }
        }
    }

    private void typeNames(Decl d) {
        switch (d) {
            case Decl.EnumDecl e -> {
                once(e.name(), e.nameSpan());
                distinct(e.cases());
                List<String> cases = cases(e.cases(), e.name(), Decl.Change.Extend.What.ENUM);
                ValueType type = new ValueType.EnumType(e.name(), cases);
                world.types.put(e.name(), type);
                for (int i = 0; i < cases.size(); i++) {
                    addCase(cases.get(i), new World.Constant(type, i));
                }
            }
            case Decl.FlagsDecl f -> {
                once(f.name(), f.nameSpan());
                List<String> cases = cases(f.cases(), f.name(), Decl.Change.Extend.What.FLAGS);
                ValueType type = new ValueType.FlagsType(f.name(), cases);
                world.types.put(f.name(), type);
                for (int i = 0; i < cases.size(); i++) {
                    addCase(cases.get(i), new World.Constant(type, 1L << i));
                }
            }
            case Decl.ObjectDecl o -> {
                once(o.name(), o.nameSpan());
                world.types.put(o.name(), new ValueType.Handle(o.name(), false));
                world.kinds.put(o.name(), new World.KindDef(world.kinds.size(), o.name(), null));
            }
            case Decl.Secondary s -> {
                once(s.name(), s.nameSpan());
                world.types.put(s.name(), new ValueType.Handle(s.name(), false));
                world.kinds.put(s.name(), new World.KindDef(world.kinds.size(), s.name(), s));
            }
            case Decl.Callbacks c -> {
                once(c.name(), c.nameSpan());
                world.types.put(c.name(), new ValueType.Handle(c.name(), false));
                world.callbacks.add(c.name());
            }
            default -> {}
        }
    }

    /// A type's own cases, then those that patches add.
    private List<String> cases(List<Decl.Case> own, String type, Decl.Change.Extend.What what) {
        List<String> cases = new ArrayList<>(own.stream().map(Decl.Case::name).toList());
        extensions(type, what).forEach(x -> x.cases().forEach(c -> cases.add(c.name())));
        return List.copyOf(cases);
    }

    private List<Decl.Change.Extend> extensions(String type, Decl.Change.Extend.What what) {
        return linked.extensions().stream()
                .filter(x -> x.what() == what && x.target().equals(type))
                .toList();
    }

    private void addCase(String name, World.Constant value) {
        if (world.cases.containsKey(name)) {
            world.ambiguousCases.add(name);
        }
        world.cases.putIfAbsent(name, value);
    }

    private void constants(Decl d) {
        switch (d) {
            case Decl.Const c -> {
                once(c.name(), c.nameSpan());
                World.Constant value = folder.fold(c.value());
                if (value == null) {
                    problems.report(Code.Q405, c.value().span(), "");
                    world.constants.put(c.name(), new World.Constant(Types.WRONG, 0));
                } else {
                    world.constants.put(c.name(), value);
                }
            }
            case Decl.Option o -> {
                once(o.name(), o.nameSpan());
                World.Constant value = folder.fold(o.value());
                if (value == null) {
                    problems.report(Code.Q405, o.value().span(), "");
                    world.constants.put(o.name(), new World.Constant(Types.WRONG, 0));
                } else {
                    world.constants.put(
                            o.name(),
                            o.type() == null ? value : new World.Constant(world.resolve(o.type()), value.value()));
                }
            }
            default -> {}
        }
    }

    private void settings() {
        for (Decl.Setting s : linked.settings()) {
            World.Constant old = world.constants.get(s.option());
            World.Constant value = folder.fold(s.value());
            if (old == null) {
                problems.report(
                        Code.Q404,
                        s.nameSpan(),
                        Nearest.suggest(s.option(), world.constants.keySet(), "declare it with `option`"),
                        s.option());
            } else if (value == null) {
                problems.report(Code.Q405, s.value().span(), "");
            } else {
                world.constants.put(s.option(), new World.Constant(old.type(), value.value()));
            }
        }
    }

    /// A patch applies only to kernels that have what it asks for.
    private void needs() {
        for (Linker.Need need : linked.needs()) {
            Span place = need.change().condition().span();
            World.Constant value = folder.fold(need.change().condition());
            if (value == null) {
                problems.report(Code.Q405, place, "");
            } else if (value.value() == 0) {
                problems.report(
                        Code.Q408, place, "", need.patch(), need.change().what());
            }
        }
    }

    private void records(Decl d) {
        if (d instanceof Decl.RecordDecl r) {
            once(r.name(), r.nameSpan());
            List<ValueType.Member> members = new ArrayList<>();
            List<Decl.Field> fields = new ArrayList<>(r.fields());
            extensions(r.name(), Decl.Change.Extend.What.RECORD).forEach(x -> fields.addAll(x.fields()));
            fields.forEach(f -> members.add(new ValueType.Member(f.name(), world.resolve(f.type()))));
            world.types.put(r.name(), new ValueType.RecordType(r.name(), List.copyOf(members)));
        }
    }

    private void fields(Decl d) {
        switch (d) {
            case Decl.ObjectDecl o -> addFields(world.kind(o.name()), o.fields());
            case Decl.Secondary s -> {
                World.KindDef kind = world.kind(s.name());
                for (Decl.Param p : s.params()) {
                    kind.add(p.name(), world.resolve(p.type()), 1, false);
                    kind.parameters.add(p.name());
                }
                addFields(kind, s.fields());
            }
            default -> {}
        }
    }

    private void addFields(World.KindDef kind, List<Decl.Field> fields) {
        for (Decl.Field f : fields) {
            if (kind.field(f.name()) != null) {
                problems.report(Code.Q202, f.nameSpan(), "the same object", f.name());
                continue;
            }
            if (f.storage() == Decl.Storage.GHOST) {
                kind.ghosts.add(f.name());
            }
            if (f.storage() == Decl.Storage.METRIC) {
                metric(kind, f);
                continue;
            }
            int count = 1;
            if (f.type() instanceof TypeRef.Array a) {
                World.Constant length = folder.fold(a.length());
                if (length == null || length.value() < 1) {
                    problems.report(Code.Q405, a.length().span(), "");
                } else {
                    count = (int) length.value();
                }
            }
            // Nobody races for a ghost: nothing that runs reads it, and the kernel that is described has no such word.
            boolean atomic = f.storage() == Decl.Storage.ATOMIC || f.storage() == Decl.Storage.GHOST;
            kind.add(f.name(), world.resolve(f.type()), count, f.storage() == Decl.Storage.SHARED, atomic);
            if (f.initial() != null) {
                kind.initials.put(f.name(), f.initial());
            }
        }
    }

    /// A metric counts up from 0, and is one int.
    private void metric(World.KindDef kind, Decl.Field f) {
        if (f.initial() != null) {
            problems.report(Code.Q313, f.initial().span(), "it begins at 0", f.name());
        } else if (f.type() instanceof TypeRef.Array || !world.resolve(f.type()).equals(Types.INT)) {
            problems.report(Code.Q313, f.nameSpan(), "its type is int", f.name());
        } else if (kind.fields.stream().filter(Kind.FieldSlot::isMetric).count() == MOST_METRICS) {
            problems.report(Code.Q313, f.nameSpan(), "an object has at most " + MOST_METRICS + " metrics", f.name());
        }
        kind.addMetric(f.name());
    }

    private void extend(Decl.Change.Extend e) {
        World.KindDef kind = world.kinds.get(e.target());
        ValueType type = world.types.get(e.target());
        boolean fits = switch (e.what()) {
            case FLAGS -> type instanceof ValueType.FlagsType;
            case ENUM -> type instanceof ValueType.EnumType;
            case RECORD -> type instanceof ValueType.RecordType;
            case OBJECT -> kind != null && kind.secondary == null;
            case SECONDARY -> kind != null && kind.secondary != null;
        };
        if (fits && kind != null) {
            addFields(kind, e.fields());
        }
        if (!fits) {
            problems.report(
                    Code.Q201, e.nameSpan(), world.suggest(e.target(), world.types.keySet(), ""), "type", e.target());
        }
    }
}
