package dev.quire.recording;

import java.util.List;
import java.util.Set;

/// What one kernel did with one program. `kernel` and `setup` are the names of the folders that hold it, such as
/// `linux-6.1` and
/// `attach`; `attached` says whether notifiers watched.
public record Recording(
        String name,
        String kernel,
        String setup,
        boolean attached,
        String description,
        Paging paging,
        List<RecordedStep> steps) {
    public Recording {
        steps = List.copyOf(steps);
    }

    /// How KVM ran, where it did.
    public record Paging(boolean guest, boolean tdpMmu, boolean nested) {
        static final Paging NONE = new Paging(false, false, false);
    }

    /// A step: its operation, and its lines with every `RUN` expanded. `line` is where it stands in the file, from 1.
    public record RecordedStep(int number, int line, Operation operation, List<Line> lines) {
        public RecordedStep {
            lines = List.copyOf(lines);
        }
    }

    /// Recordings that a second boot gave differently, by the numbers that begin their names.
    private static final Set<String> TIMED = Set.of("i13", "n06", "o05", "o08");

    /// Whether a second boot may give other lines: known cases, and programs with operations that are not waited for.
    public boolean timed() {
        int end = name.indexOf('_');
        return TIMED.contains(end < 0 ? name : name.substring(0, end))
                || steps.stream().anyMatch(s -> s.operation().asynchronous());
    }

    /// The theme: the letters that begin the name (`a` to `u`, `kvm`), or `random` for a generated program.
    public String group() {
        if (setup.startsWith(GENERATED)) {
            return GENERATED;
        }
        int end = 0;
        while (end < name.length() && Character.isLetter(name.charAt(end))) {
            end++;
        }
        return end == 0 ? name : name.substring(0, end);
    }

    private static final String GENERATED = "random";

    /// `linux-6.1/attach/b01_fork_parent_write`.
    public String path() {
        return kernel + "/" + setup + "/" + name;
    }
}
