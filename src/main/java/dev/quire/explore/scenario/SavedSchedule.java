package dev.quire.explore.scenario;

import dev.quire.explore.Step;
import dev.quire.program.Function;
import dev.quire.program.Instruction;
import dev.quire.program.Kind;
import dev.quire.program.Program;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A path that was found, as a file keeps it: the scenario, its kernel, a hash of the program, what the path leads to,
/// and
/// the steps, each a thread's name and the alternatives that it takes.
///
/// ```
/// quire schedule 1
/// scenario KSM replaces a page behind a guest's entry
/// kernel v5_15 + change_pte_rfc
/// program 0d1f…
/// leads to always vm.coherent is violated
/// ksmd                 -- ksm_merge() ksm.quire:6 acquire shared mm.mmap_lock
/// vcpu 1 0             -- …
/// end 2
/// ```
///
/// What follows ` -- ` is for people. The last line counts the steps, so that a file that was cut is noticed.
///
/// @param invariants those of the library that were asked of every object, beside what the scenario says
public record SavedSchedule(
        String scenario, String kernel, String program, String leadsTo, List<String> invariants, List<Step> steps) {
    private static final String MAGIC = "quire schedule 1";
    private static final String COMMENT = " -- ";
    private static final String INVARIANTS = "invariants ";

    /// The lines before the steps, without that of invariants, which is there only where they are.
    private static final int HEAD = 5;

    private static final int HASH_BYTES = 16;

    public SavedSchedule {
        invariants = List.copyOf(invariants);
        steps = List.copyOf(steps);
    }

    /// What a schedule is of: the scenario, the kernel and the invariants with which its program is made again.
    public record Origin(String scenario, String kernel, List<String> invariants) {}

    /// A text that is no schedule of a program: in which line, counted from 1, and why.
    public static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        Misfit(int line, String why) {
            super(why);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /// The schedule of a path under a program.
    public static SavedSchedule of(Program program, String leadsTo, List<Step> steps) {
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        List<String> invariants = s.properties().stream()
                .filter(p -> p.each() >= 0)
                .map(p -> p.text().substring(0, p.text().indexOf(' ')))
                .distinct()
                .toList();
        return new SavedSchedule(s.title(), s.kernel(), hash(program), leadsTo, invariants, steps);
    }

    /// Reads of a file's text what it is of.
    public static Origin origin(String text) throws Misfit {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(MAGIC)) {
            throw new Misfit(1, "a schedule begins with `" + MAGIC + "`");
        }
        String invariants = lines.size() > HEAD && lines.get(HEAD).startsWith(INVARIANTS)
                ? lines.get(HEAD).substring(INVARIANTS.length())
                : "";
        return new Origin(
                field(lines, 1, "scenario "),
                field(lines, 2, "kernel "),
                invariants.isBlank() ? List.of() : List.of(invariants.strip().split("\\s+")));
    }

    /// The file's text; `places` says for each step where its thread stands.
    public String text(Program of, List<String> places) {
        StringBuilder out = new StringBuilder(MAGIC).append('\n');
        out.append("scenario ").append(scenario).append('\n');
        out.append("kernel ").append(kernel).append('\n');
        out.append("program ").append(program).append('\n');
        out.append("leads to ").append(leadsTo).append('\n');
        out.append(invariants.isEmpty() ? "" : INVARIANTS + String.join(" ", invariants) + "\n");
        Program.Scenario s = Objects.requireNonNull(of.scenario());
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            StringBuilder line =
                    new StringBuilder(s.threads().get(step.thread()).name());
            step.choices().forEach(c -> line.append(' ').append(c));
            out.append(String.format("%-20s", line))
                    .append(COMMENT)
                    .append(places.get(i))
                    .append('\n');
        }
        return out.append("end ").append(steps.size()).append('\n').toString();
    }

    /// Reads a file's text as a schedule of a program: of its scenario and kernel, saved when it did what it does now.
    public static SavedSchedule read(String text, Program of) throws Misfit {
        SavedSchedule read = readAnyway(text, of);
        if (!read.program.equals(hash(of))) {
            throw new Misfit(4, "the scenario or the library has changed since it was saved");
        }
        return read;
    }

    /// Reads a file's text as a schedule of a program's scenario and kernel, whatever of them has changed since it was
    /// saved.
    public static SavedSchedule readAnyway(String text, Program of) throws Misfit {
        SavedSchedule read = parse(text, of);
        Program.Scenario s = Objects.requireNonNull(of.scenario());
        if (!read.scenario.equals(s.title())) {
            throw new Misfit(2, "it is one of \"" + read.scenario + "\", not of \"" + s.title() + "\"");
        }
        if (!read.kernel.equals(s.kernel())) {
            throw new Misfit(3, "it is one of kernel " + read.kernel + ", not of " + s.kernel());
        }
        return read;
    }

    private static SavedSchedule parse(String text, Program of) throws Misfit {
        Origin origin = origin(text);
        List<String> lines = text.lines().toList();
        String scenario = origin.scenario;
        String program = field(lines, 3, "program ");
        String leadsTo = field(lines, 4, "leads to ");
        List<String> names = Objects.requireNonNull(of.scenario()).threads().stream()
                .map(Program.ThreadCode::name)
                .toList();
        List<Step> steps = new ArrayList<>();
        for (int i = HEAD + (origin.invariants.isEmpty() ? 0 : 1); i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("end ")) {
                if (!line.equals("end " + steps.size())) {
                    throw new Misfit(i + 1, "it counts other steps than the " + steps.size() + " above it");
                }
                return new SavedSchedule(scenario, origin.kernel, program, leadsTo, origin.invariants, steps);
            }
            steps.add(step(line, i + 1, scenario.equals(title(of)) ? names : List.of()));
        }
        throw new Misfit(lines.size(), "it is cut: its last line, `end` and the number of steps, is missing");
    }

    private static String title(Program program) {
        return Objects.requireNonNull(program.scenario()).title();
    }

    private static String field(List<String> lines, int at, String name) throws Misfit {
        if (at >= lines.size() || !lines.get(at).startsWith(name.strip())) {
            throw new Misfit(at + 1, "`" + name.strip() + " …` is missing");
        }
        return lines.get(at).substring(Math.min(name.length(), lines.get(at).length()));
    }

    private static Step step(String line, int number, List<String> names) throws Misfit {
        int comment = line.indexOf(COMMENT);
        String[] words =
                (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
        int thread = names.indexOf(words[0]);
        if (thread < 0 && !names.isEmpty()) {
            throw new Misfit(number, "the scenario has no thread `" + words[0] + "`");
        }
        List<Integer> choices = new ArrayList<>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            if (!word.matches("\\d{1,9}")) {
                throw new Misfit(number, "`" + word + "` is not the number of an alternative");
            }
            choices.add(Integer.parseInt(word));
        }
        return new Step(thread, choices);
    }

    /// A hash of all that a program does, and of nothing about where it is written.
    public static String hash(Program program) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Function f : program.functions()) {
                add(digest, f.display());
                add(digest, f.parameterWords(), f.resultWords(), f.slots());
                for (Instruction i : f.code()) {
                    add(digest, i.op().name());
                    add(digest, i.a(), i.b(), i.c());
                }
            }
            for (Kind kind : program.kinds()) {
                add(digest, kind.name());
                add(digest, kind.words());
                kind.fields().forEach(f -> add(digest, f.name() + f.offset() + f.shared() + f.metric()));
            }
            add(digest, program.constants());
            program.externs().forEach(e -> add(digest, e.key()));
            for (int[] row : program.dispatch()) {
                add(digest, Arrays.stream(row).asLongStream().toArray());
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), HASH_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static void add(MessageDigest digest, long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.length);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        digest.update(bytes.array());
    }
}
