package dev.quire.cli;

import dev.quire.explore.Finding;
import dev.quire.explore.scenario.SavedSchedule;
import dev.quire.program.Program;
import dev.quire.report.Golden;
import dev.quire.report.Reports;
import dev.quire.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The options that keep the first counterexample in files.
final class KeepOptions {
    private static final String SCRIPT = ".quire";

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "save the first counterexample as a schedule, for run --schedule")
    private @Nullable Path save;

    @Option(
            names = "--golden",
            paramLabel = "FILE.quire",
            description = "write the first counterexample as a regression scenario: the script, its schedule and what"
                    + " replaying it prints, for quire test")
    private @Nullable Path golden;

    @Option(names = "--overwrite", description = "let --save and --golden replace files that are there")
    private boolean overwrite;

    private boolean kept;

    /// Wrong usage where a file cannot be written, or would be replaced and nobody said it might be: told before a
    /// search
    /// that may take long.
    void check(CommandSpec spec) {
        if (golden != null && !golden.toString().endsWith(SCRIPT)) {
            throw new ParameterException(
                    spec.commandLine(), "--golden takes the name of a .quire file, not `" + golden + "`");
        }
        List<Path> files = new ArrayList<>();
        if (save != null) {
            files.add(save);
        }
        if (golden != null) {
            files.addAll(new Golden(golden, new Session()).files());
        }
        for (Path file : files) {
            if (!overwrite && Files.exists(file)) {
                throw new ParameterException(spec.commandLine(), file + " is there already: --overwrite replaces it");
            }
            String problem = problem(file);
            if (!problem.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "cannot write " + file + ": " + problem);
            }
        }
    }

    /// Why a file cannot be written, as far as can be told without writing it, or an empty text.
    private static String problem(Path file) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        if (!Files.isDirectory(folder)) {
            return "there is no folder " + folder.getFileName();
        }
        return Files.isWritable(Files.exists(file) ? file : folder) ? "" : "there is no right to";
    }

    /// Keeps the first counterexample of all; the exit code of that.
    int keep(Session.Exploration x, Reports reports) {
        if (kept || x.outcome() == null || save == null && golden == null) {
            return Main.HELD;
        }
        List<Finding> findings = x.outcome().findings();
        for (int i = 0; i < findings.size(); i++) {
            Finding f = findings.get(i);
            if (f.what() != Finding.What.WITNESS) {
                kept = true;
                SavedSchedule schedule = SavedSchedule.of(x.program(), reports.found(x.program(), f), f.path());
                String text =
                        schedule.text(x.program(), reports.places(x.paths().get(i)));
                return Scripts.worse(save(text), golden(x.program(), reports, text));
            }
        }
        return Main.HELD;
    }

    /// Says so where there was nothing to keep.
    void tell() {
        if ((save != null || golden != null) && !kept) {
            System.out.println("nothing to save: no counterexample was found");
        }
    }

    private int save(String text) {
        if (save == null) {
            return Main.HELD;
        }
        try {
            Files.writeString(save, text);
        } catch (IOException unwritable) {
            System.err.println("quire: cannot write " + save + ": " + unwritable.getMessage());
            return Main.INPUT;
        }
        System.out.println("  saved as " + save + ": quire run --schedule " + save + " replays it");
        return Main.HELD;
    }

    private int golden(Program program, Reports reports, String schedule) {
        if (golden == null) {
            return Main.HELD;
        }
        int setup = Objects.requireNonNull(program.scenario()).setup();
        String script =
                reports.text(program.functions().get(setup).code().getFirst().span());
        try {
            String problem = new Golden(golden, new Session()).begin(script, schedule);
            if (!problem.isEmpty()) {
                System.err.println("quire: no regression scenario was written to " + golden + ": " + problem);
                return Main.INPUT;
            }
        } catch (IOException unwritable) {
            System.err.println("quire: cannot write " + golden + ": " + unwritable.getMessage());
            return Main.INPUT;
        }
        System.out.println("  written as " + golden + ": quire test " + golden + " replays it");
        return Main.HELD;
    }
}
