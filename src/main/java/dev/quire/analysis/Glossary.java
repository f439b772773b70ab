package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that has a name in a session, with what it is: for completion and help.
public final class Glossary {
    /// What sort of thing a name is of.
    public enum Sort {
        NAME,
        FUNCTION,
        TYPE,
        /// A secondary: a type whose name also makes one.
        SECONDARY,
        CASE,
        CONSTANT,
        OPTION,
        EVENT,
        CALLBACK,
        KERNEL
    }

    /// A name with what it is: a function's signature, a value's type. `doc` is empty where nothing is written.
    public record Known(Sort sort, String name, String what, String doc) {
        /// In a line: what it is, and the first sentence of what is written about it.
        public String line() {
            String sentence = doc.strip().replaceAll("\\s*\\n\\s*", " ").replaceFirst("(?<=[.;])\\s.*", "");
            return sentence.isEmpty() ? what : what + "  " + sentence;
        }
    }

    private final List<Decl> declarations;
    private final World world;
    private final World.KindDef session;

    Glossary(List<Decl> declarations, World world, World.KindDef session) {
        this.declarations = declarations;
        this.world = world;
        this.session = session;
    }

    /// Everything, in the order of declaration: the session's names first.
    public List<Known> all() {
        List<Known> all = new ArrayList<>();
        session.fields.forEach(f -> all.add(new Known(Sort.NAME, f.name(), Types.describe(f.type()), "")));
        for (World.FnDef f : world.allFunctions) {
            if (f.owner == null) {
                all.add(of(f));
            }
        }
        Set<String> declared = new HashSet<>();
        for (Decl d : declarations) {
            Known known = of(d);
            if (known != null && !known.name().startsWith("·") && declared.add(known.sort() + known.name())) {
                all.add(known);
            }
        }
        world.types.forEach((name, type) -> {
            boolean written = declared.contains(Sort.TYPE + name) || declared.contains(Sort.SECONDARY + name);
            if (!name.startsWith("·") && !written) {
                all.add(new Known(Sort.TYPE, name, "type", ""));
            }
        });
        world.cases.forEach((name, value) -> all.add(new Known(Sort.CASE, name, Types.describe(value.type()), "")));
        world.members
                .values()
                .forEach(m -> all.add(
                        new Known(Sort.CALLBACK, m.name(), signature(m.parameters(), List.of(), m.result()), "")));
        return all;
    }

    private @org.jspecify.annotations.Nullable Known of(Decl d) {
        return switch (d) {
            case Decl.Const c -> new Known(Sort.CONSTANT, c.name(), "constant", c.doc());
            case Decl.Option o -> new Known(Sort.OPTION, o.name(), "option of the kernel", o.doc());
            case Decl.Profile p -> new Known(Sort.KERNEL, p.name(), "kernel", p.doc());
            case Decl.Patch p -> new Known(Sort.KERNEL, p.name(), "patch", p.doc());
            case Decl.EnumDecl e -> new Known(Sort.TYPE, e.name(), "enum", e.doc());
            case Decl.FlagsDecl f -> new Known(Sort.TYPE, f.name(), "flags", f.doc());
            case Decl.RecordDecl r -> new Known(Sort.TYPE, r.name(), "record", r.doc());
            case Decl.ObjectDecl o -> new Known(Sort.TYPE, o.name(), "object", o.doc());
            case Decl.Secondary s -> new Known(Sort.SECONDARY, s.name(), "secondary", s.doc());
            case Decl.EventDecl e -> new Known(Sort.EVENT, e.name(), event(e.name()), e.doc());
            case Decl.Use u -> null;
            case Decl.Fn f -> null;
            case Decl.Callbacks c -> null;
            case Decl.Extension x -> null;
            case Decl.Scenario s -> null;
            case Decl.Statement s -> null;
        };
    }

    private String event(String name) {
        World.EventDef event = world.events.get(name);
        if (event == null) {
            return "event";
        }
        List<String> names =
                event.parameters().stream().map(ValueType.Member::name).toList();
        return "event "
                + signature(
                        event.parameters().stream().map(ValueType.Member::type).toList(), names, Types.UNIT);
    }

    private static Known of(World.FnDef f) {
        List<String> names = f.decl.params().stream().map(Decl.Param::name).toList();
        return new Known(Sort.FUNCTION, f.decl.name(), signature(f.parameters, names, f.result), f.decl.doc());
    }

    private static String signature(List<ValueType> parameters, List<String> names, ValueType result) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(i < names.size() ? names.get(i) + ": " : "")
                    .append(Types.describe(parameters.get(i)));
        }
        text.append(')');
        return result.words() == 0 ? text.toString() : text + " -> " + Types.describe(result);
    }

    /// What may stand after a dot behind a value of a type: fields, and functions whose first parameter takes it.
    List<Known> members(ValueType type) {
        List<Known> all = new ArrayList<>(fields(type));
        for (World.FnDef f : world.allFunctions) {
            boolean own = f.owner != null
                    && type instanceof ValueType.Handle h
                    && h.name().equals(f.owner.name);
            boolean fits = f.owner == null && !f.parameters.isEmpty() && world.accepts(f.parameters.getFirst(), type);
            if (own || fits) {
                all.add(of(f));
            }
        }
        return all;
    }

    private List<Known> fields(ValueType type) {
        List<Known> fields = new ArrayList<>();
        if (type instanceof ValueType.Handle h && world.kinds.get(h.name()) instanceof World.KindDef kind) {
            kind.fields.forEach(f -> fields.add(new Known(Sort.NAME, f.name(), Types.describe(f.type()), "")));
        }
        if (type instanceof ValueType.RecordType r) {
            r.members().forEach(m -> fields.add(new Known(Sort.NAME, m.name(), Types.describe(m.type()), "")));
        }
        return fields;
    }
}
