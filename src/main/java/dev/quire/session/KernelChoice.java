package dev.quire.session;

import java.nio.file.Path;
import java.util.List;

/// What a command line says about kernels. `rows` (each `profile + patch + …`) stand for the script's own; every row is
/// then topped with the patches of the files `patches`, in their order, and with `settings` (each `option=value`). The
/// library's `invariants` of these names hold of every object that they are about, whatever the script says.
public record KernelChoice(List<String> rows, List<Path> patches, List<String> settings, List<String> invariants) {
    /// The script's own kernels as they are.
    public static final KernelChoice OWN = new KernelChoice(List.of(), List.of(), List.of());

    public KernelChoice {
        rows = List.copyOf(rows);
        patches = List.copyOf(patches);
        settings = List.copyOf(settings);
        invariants = List.copyOf(invariants);
    }

    /// Kernels alone.
    public KernelChoice(List<String> rows, List<Path> patches, List<String> settings) {
        this(rows, patches, settings, List.of());
    }

    /// The same kernels, and invariants.
    public KernelChoice with(List<String> names) {
        return new KernelChoice(rows, patches, settings, names);
    }

    /// Rows alone.
    public static KernelChoice of(List<String> rows) {
        return new KernelChoice(rows, List.of(), List.of());
    }
}
