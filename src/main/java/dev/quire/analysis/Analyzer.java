package dev.quire.analysis;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.diagnostic.Problems;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// From the trees of a script and what it uses to one program per scenario and kernel. Nothing runs unless every row is
/// right. Of the library only what a scenario reaches is compiled; the script's own functions are all checked.
public final class Analyzer {
    private final List<SourceFile> files;
    private final IntFunction<Source> sources;
    private final Problems problems;
    private final Linker linker;
    private List<String> invariants = List.of();
    private final Map<String, KernelCompiler> kernels = new LinkedHashMap<>();

    /// `files` holds the library's modules and the script, in the order of their use.
    public Analyzer(List<SourceFile> files, IntFunction<Source> sources, Problems problems) {
        this.files = files;
        this.sources = sources;
        this.problems = problems;
        linker = new Linker(files, problems);
    }

    /// The programs of the scenarios of `script`, each under its kernels, or under `rows` when those are given, or
    /// else `fallback`, each topped with `layers`. The functions of the sources `own` are checked whether they are
    /// reached or not.
    public List<Program> programs(
            SourceFile script, Set<Integer> own, List<Decl.Kernel> rows, List<String> layers, String fallback) {
        List<Program> all = new ArrayList<>();
        for (Decl d : script.declarations()) {
            if (d instanceof Decl.Scenario s) {
                List<Decl.Kernel> kernelRows = !rows.isEmpty() ? rows : s.kernels();
                if (kernelRows.isEmpty() && linker.hasProfiles()) {
                    kernelRows = List.of(new Decl.Kernel(s.span(), List.of(fallback)));
                }
                if (kernelRows.isEmpty()) {
                    all.add(program(layers.isEmpty() ? null : new Decl.Kernel(s.span(), layers), own, s));
                }
                for (Decl.Kernel kernel : kernelRows) {
                    List<String> topped = new ArrayList<>(kernel.layers());
                    topped.addAll(layers);
                    all.add(program(new Decl.Kernel(kernel.span(), topped), own, s));
                }
            }
        }
        return problems.any() ? List.of() : all;
    }

    private Program program(Decl.@Nullable Kernel kernel, Set<Integer> own, Decl.Scenario s) {
        String name = kernel == null ? "" : String.join(" + ", kernel.layers());
        KernelCompiler compiler = kernels.get(name);
        if (compiler == null) {
            compiler = compiler(kernel);
            kernels.put(name, compiler);
        }
        reference(compiler, own);
        ScenarioCompiler scenario = new ScenarioCompiler(compiler, s);
        Program program = scenario.compile(
                compiler.unit.world.allFunctions.stream().filter(this::chosen).toList());
        if (!scenario.shareable()) {
            kernels.remove(name);
        }
        return program;
    }

    /// From now on the invariants of these names are properties of every scenario: `all`, a whole name, or its number
    /// as
    /// in `I5`. An invariant is about the objects of its only parameter's kind.
    public void invariants(List<String> names) {
        List<String> known = new ArrayList<>();
        for (SourceFile file : files) {
            for (Decl d : file.declarations()) {
                if (d instanceof Decl.Fn f
                        && f.kind() == Decl.Fn.Kind.INVARIANT
                        && f.params().size() == 1) {
                    known.add(f.name());
                }
            }
        }
        for (String name : names) {
            if (!name.equals("all") && known.stream().noneMatch(k -> named(k, name))) {
                problems.report(
                        Code.Q201,
                        Span.NONE,
                        Nearest.suggest(
                                name,
                                known,
                                "known are all, "
                                        + String.join(
                                                ", ", known.stream().distinct().toList())),
                        "invariant",
                        name);
            }
        }
        invariants = List.copyOf(names);
    }

    private boolean chosen(World.FnDef f) {
        return f.decl.kind() == Decl.Fn.Kind.INVARIANT
                && f.owner == null
                && f.parameters.size() == 1
                && f.parameters.getFirst() instanceof ValueType.Handle
                && invariants.stream().anyMatch(n -> named(f.decl.name(), n));
    }

    private static boolean named(String invariant, String name) {
        return name.equals("all") || invariant.equals(name) || invariant.startsWith(name + "_");
    }

    /// A program without a scenario: the functions of the sources `roots`, and what they reach.
    public Program library(Decl.@Nullable Kernel kernel, Set<Integer> roots) {
        KernelCompiler compiler = compiler(kernel);
        reference(compiler, roots);
        compiler.drain();
        return compiler.program(List.of(), List.of(), null, List.of());
    }

    private KernelCompiler compiler(Decl.@Nullable Kernel kernel) {
        Linker.Linked linked = linker.link(kernel);
        return new KernelCompiler(linked, new WorldBuilder(linked, problems).build(), sources);
    }

    private static void reference(KernelCompiler compiler, Set<Integer> own) {
        for (World.FnDef f : compiler.unit.world.allFunctions) {
            if (f.extern < 0 && own.contains(f.decl.span().source())) {
                compiler.unit.reference(f);
            }
        }
    }

    boolean hasProfiles() {
        return linker.hasProfiles();
    }

    /// The kernels named on a command line, each `profile + patch + …`.
    public static List<Decl.Kernel> kernels(List<String> expressions) {
        return expressions.stream()
                .map(e -> new Decl.Kernel(dev.quire.source.Span.NONE, List.of(e.split("\\s*\\+\\s*"))))
                .toList();
    }

    /// Reports names on the command line that no file declares.
    public void checkKernelNames(List<Decl.Kernel> kernels) {
        List<String> known = linker.names();
        for (Decl.Kernel k : kernels) {
            for (String layer : k.layers()) {
                if (!known.contains(layer)) {
                    problems.report(
                            Code.Q401,
                            k.span(),
                            Nearest.suggest(layer, known, "known are " + String.join(", ", known)),
                            layer);
                }
            }
        }
    }
}
