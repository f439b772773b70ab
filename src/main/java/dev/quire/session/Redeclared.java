package dev.quire.session;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.ast.TypeRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The declarations of a session. One of a name that the session has declared takes its place; a function that the
/// library has becomes the replacement of a patch on top of the kernel, in which `original(…)` is the library's.
final class Redeclared {
    /// The patch that holds the replacements, a name that no script can write.
    static final String PATCH = "session";

    private Redeclared() {}

    static boolean replaces(List<SourceFile> declared) {
        return declared.stream()
                .flatMap(f -> f.declarations().stream())
                .anyMatch(d -> d instanceof Decl.Patch p && p.name().equals(PATCH));
    }

    /// The session's files, modules and what was `typed`, with another typed one on top.
    static List<SourceFile> with(
            List<SourceFile> declared, SourceFile file, List<SourceFile> prelude, Predicate<SourceFile> typed) {
        List<SourceFile> library = new ArrayList<>(prelude);
        declared.stream().filter(typed.negate()).forEach(library::add);
        Map<String, Decl> plain = new LinkedHashMap<>();
        List<Decl.Change> changes = new ArrayList<>();
        for (Decl d : file.declarations()) {
            if (d instanceof Decl.Fn f && library.stream().anyMatch(l -> has(l, f))) {
                changes.add(new Decl.Change.Replace(f.span(), true, null, f));
            } else {
                plain.put(key(d), d);
            }
        }
        List<SourceFile> all = new ArrayList<>();
        List<Decl.Change> kept = new ArrayList<>();
        for (SourceFile before : declared) {
            List<Decl> left = new ArrayList<>();
            for (Decl d : before.declarations()) {
                if (d instanceof Decl.Patch p && p.name().equals(PATCH)) {
                    p.changes().stream()
                            .filter(c -> changes.stream().noneMatch(n -> key(n).equals(key(c))))
                            .forEach(kept::add);
                } else {
                    // What is declared again keeps its place, so that kinds keep their numbers.
                    Decl again = typed.test(before) ? plain.remove(key(d)) : null;
                    left.add(again == null ? d : again);
                }
            }
            all.add(typed.test(before) ? new SourceFile(before.source(), left) : before);
        }
        kept.addAll(changes);
        List<Decl> added = new ArrayList<>(plain.values());
        if (!kept.isEmpty()) {
            added.add(new Decl.Patch(
                    kept.getFirst().span(), "", PATCH, kept.getFirst().span(), List.of(), kept));
        }
        all.add(new SourceFile(file.source(), added));
        return all;
    }

    private static boolean has(SourceFile file, Decl.Fn f) {
        return file.declarations().stream().anyMatch(d -> d instanceof Decl.Fn && key(d).equals(key(f)));
    }

    private static String key(Decl.Change c) {
        return c instanceof Decl.Change.Replace r ? key(r.fn()) : c.span().toString();
    }

    /// What must be unique: the kind and name, of functions also the first parameter's type.
    private static String key(Decl d) {
        return switch (d) {
            case Decl.Fn f ->
                "fn " + f.name() + " "
                        + (f.params().isEmpty()
                                ? ""
                                : type(f.params().getFirst().type()));
            case Decl.Use u -> "use " + u.module();
            case Decl.Const c -> "value " + c.name();
            case Decl.Option o -> "value " + o.name();
            case Decl.Profile p -> "kernel " + p.name();
            case Decl.Patch p -> "kernel " + p.name();
            case Decl.EnumDecl e -> "type " + e.name();
            case Decl.FlagsDecl f -> "type " + f.name();
            case Decl.RecordDecl r -> "type " + r.name();
            case Decl.ObjectDecl o -> "type " + o.name();
            case Decl.Secondary s -> "type " + s.name();
            case Decl.Callbacks c -> "type " + c.name();
            case Decl.EventDecl e -> "event " + e.name();
            case Decl.Extension x -> "extension " + x.span();
            case Decl.Scenario s -> "scenario " + s.title();
            case Decl.Statement s -> "statement " + s.span();
        };
    }

    private static String type(TypeRef ref) {
        return switch (ref) {
            case TypeRef.Named n -> n.name();
            case TypeRef.Nullable n -> type(n.of()) + "?";
            case TypeRef.OrErrno e -> type(e.of()) + " or errno";
            case TypeRef.Array a -> "[]" + type(a.of());
        };
    }
}
