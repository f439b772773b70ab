package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.diagnostic.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Chooses a kernel: its profile's options, and its patches' changes to the declarations, left to right.
final class Linker {
    private final List<SourceFile> files;
    private final Problems problems;
    private final Map<String, Decl.Profile> profiles = new LinkedHashMap<>();
    private final Map<String, Decl.Patch> patches = new LinkedHashMap<>();
    /// The profiles and patches that are being taken in, to notice circles.
    private final Set<String> open = new HashSet<>();

    /// What a kernel is made of: declarations in force, the settings of options in order, and the replacements of each
    /// function by name
    /// (`owner.name` for callbacks), lowest layer first.
    record Linked(
            String name,
            boolean recorded,
            List<Decl> declarations,
            List<Decl.Setting> settings,
            Map<String, List<Replacement>> replacements,
            List<Decl.Change.Extend> extensions,
            List<Need> needs) {}

    /// What a patch asks of the kernel below and above it.
    record Need(String patch, Decl.Change.Needs change) {}

    record Replacement(String patch, Decl.Change.Replace change) {}

    Linker(List<SourceFile> files, Problems problems) {
        this.files = files;
        this.problems = problems;
        for (SourceFile file : files) {
            for (Decl d : file.declarations()) {
                switch (d) {
                    case Decl.Profile p -> profiles.put(p.name(), p);
                    case Decl.Patch p -> patches.put(p.name(), p);
                    default -> {}
                }
            }
        }
    }

    boolean hasProfiles() {
        return !profiles.isEmpty();
    }

    List<String> names() {
        List<String> all = new ArrayList<>(profiles.keySet());
        all.addAll(patches.keySet());
        return all;
    }

    /// Links `layers`, a profile and then patches; without layers, the declarations as they are.
    Linked link(Decl.@Nullable Kernel kernel) {
        List<Decl.Setting> settings = new ArrayList<>();
        List<Decl> declarations = new ArrayList<>();
        files.forEach(f -> declarations.addAll(f.declarations()));
        Map<String, List<Replacement>> replacements = new LinkedHashMap<>();
        List<Decl.Change.Extend> extensions = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        for (Decl d : declarations) {
            if (d instanceof Decl.Extension e) {
                extensions.add(e.change());
            }
        }
        boolean recorded = false;
        List<String> layers = kernel == null ? List.of() : kernel.layers();
        for (String layer : layers) {
            if (profiles.containsKey(layer) && layer.equals(layers.get(0))) {
                recorded = profiles.get(layer).recorded();
                profile(layer, settings);
            } else if (patches.containsKey(layer)) {
                recorded = false;
                patch(layer, declarations, settings, replacements, extensions, needs);
            } else if (kernel != null) {
                problems.report(
                        Code.Q401,
                        kernel.span(),
                        Nearest.suggest(layer, names(), "known are " + String.join(", ", names())),
                        layer);
            }
        }
        return new Linked(
                String.join(" + ", layers), recorded, declarations, settings, replacements, extensions, needs);
    }

    private void profile(String name, List<Decl.Setting> settings) {
        Decl.Profile p = profiles.get(name);
        if (p == null) {
            return;
        }
        if (!open.add(name)) {
            problems.report(Code.Q407, p.nameSpan(), "", name);
            return;
        }
        if (p.base() != null) {
            if (!profiles.containsKey(p.base())) {
                problems.report(Code.Q401, p.nameSpan(), Nearest.suggest(p.base(), profiles.keySet(), ""), p.base());
            }
            profile(p.base(), settings);
        }
        settings.addAll(p.settings());
        open.remove(name);
    }

    private void patch(
            String name,
            List<Decl> declarations,
            List<Decl.Setting> settings,
            Map<String, List<Replacement>> replacements,
            List<Decl.Change.Extend> extensions,
            List<Need> needs) {
        Decl.Patch p = patches.get(name);
        if (p == null) {
            return;
        }
        if (!open.add(name)) {
            problems.report(Code.Q407, p.nameSpan(), "", name);
            return;
        }
        for (String part : p.sum()) {
            if (!patches.containsKey(part)) {
                problems.report(Code.Q401, p.nameSpan(), Nearest.suggest(part, patches.keySet(), ""), part);
            }
            patch(part, declarations, settings, replacements, extensions, needs);
        }
        for (Decl.Change change : p.changes()) {
            switch (change) {
                case Decl.Change.Set s -> settings.add(s.setting());
                case Decl.Change.Add a -> declarations.add(a.decl());
                case Decl.Change.Extend e -> extensions.add(e);
                case Decl.Change.Needs n -> needs.add(new Need(name, n));
                case Decl.Change.Replace r -> {
                    String key = r.owner() == null ? r.fn().name() : r.owner() + "." + r.fn().name();
                    List<Replacement> below = replacements.computeIfAbsent(key, k -> new ArrayList<>());
                    if (!below.isEmpty() && !r.overrides() && !Originals.calls(r.fn())) {
                        Replacement other = below.get(below.size() - 1);
                        problems.at(Code.Q403, r.fn().nameSpan(), name, key, other.patch())
                                .label(other.change().fn().nameSpan(), "the other replacement")
                                .report();
                    }
                    below.add(new Replacement(name, r));
                }
            }
        }
        open.remove(name);
    }
}
