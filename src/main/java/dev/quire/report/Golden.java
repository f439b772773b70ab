package dev.quire.report;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.explore.Limits;
import dev.quire.explore.scenario.SavedSchedule;
import dev.quire.program.Program;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.Schedule;
import dev.quire.session.Session;
import dev.quire.text.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A script beside its recorded report: `x.quire` with either `x.out`, or `x.err` where the script itself is wrong.
/// A scenario with threads and properties is explored, any other run with its events, or, where those are many, with
/// their numbers. Where a schedule, `x.schedule`, stands beside it too, the scenario that it is of takes its steps.
public final class Golden {
    private static final String ENDING = ".quire";
    private static final String SCHEDULE = ".schedule";
    private static final long MOST_STATES = 1_000_000;
    private static final int MOST_STEPS = 10_000;
    private static final long MOST_EVENTS = 4_000;

    private final Path script;
    private final Session session;
    private Session.Checked checked = new Session.Checked(List.of(), List.of(), List.of());

    /// A script and its report, made in a session of the caller's thread.
    public Golden(Path script, Session session) {
        this.script = script;
        this.session = session;
    }

    /// A script's report; `wrong` when it is diagnostics.
    public record Text(String text, boolean wrong) {}

    /// What is wrong with the recorded files themselves; empty when exactly one is there.
    public String missing() {
        boolean out = Files.exists(sibling(".out"));
        if (out != Files.exists(sibling(".err"))) {
            return "";
        }
        return out ? "has both .out and .err, and should have one" : "has neither .out nor .err";
    }

    /// Reads the recorded report; only where none is `missing`.
    public Text recorded() throws IOException {
        boolean wrong = Files.exists(sibling(".err"));
        return new Text(Files.readString(sibling(wrong ? ".err" : ".out")), wrong);
    }

    /// Writes a report in place of the recorded one.
    public void write(Text now) throws IOException {
        Files.writeString(sibling(now.wrong() ? ".err" : ".out"), now.text());
        Files.deleteIfExists(sibling(now.wrong() ? ".out" : ".err"));
    }

    /// All files that belong together here.
    public List<Path> files() {
        return List.of(script, sibling(SCHEDULE), sibling(".out"), sibling(".err"));
    }

    /// Writes a script with a schedule that leads to something that is wrong, and the report of replaying it. Why
    /// nothing was written, or an empty text.
    public String begin(String text, String schedule) throws IOException {
        for (Path file : files()) {
            Files.deleteIfExists(file);
        }
        Files.writeString(script, text);
        Files.writeString(sibling(SCHEDULE), schedule);
        try {
            Session.Run run = replay(schedule);
            if (run.failure() != null) {
                write(now());
                return "";
            }
            Files.deleteIfExists(script);
            Files.deleteIfExists(sibling(SCHEDULE));
            return "its steps alone do not show what is wrong, as of a run without an end";
        } catch (Stray stray) {
            Files.deleteIfExists(script);
            Files.deleteIfExists(sibling(SCHEDULE));
            return stray.getMessage() + "; what --patch, --set or modules beside the script say must be in the script";
        }
    }

    /// The schedule is of no scenario of the script.
    private static final class Stray extends Exception {
        private static final long serialVersionUID = 1L;

        Stray(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /// The run that takes the schedule's steps, whatever else of the program has changed since it was written.
    private Session.Run replay(String schedule) throws Stray {
        try {
            SavedSchedule.Origin origin = SavedSchedule.origin(schedule);
            checked = session.answer(new Request.Check(
                    script,
                    name(),
                    KernelChoice.of(origin.kernel().isEmpty() ? List.of() : List.of(origin.kernel()))
                            .with(origin.invariants())));
            for (Program program : checked.programs()) {
                if (Objects.requireNonNull(program.scenario()).title().equals(origin.scenario())) {
                    SavedSchedule saved = SavedSchedule.readAnyway(schedule, program);
                    return session.answer(new Request.Run(program, new Schedule.Exact(saved.steps()), true));
                }
            }
        } catch (SavedSchedule.Misfit misfit) {
            throw new Stray("the schedule does not fit, line " + misfit.line() + ": " + misfit.getMessage());
        }
        StringBuilder why = new StringBuilder();
        DiagnosticRenderer renderer = new DiagnosticRenderer(checked.sources());
        checked.diagnostics().forEach(d -> why.append(renderer.render(d)));
        throw new Stray(why.isEmpty() ? "the schedule is of no scenario of the script" : why.toString());
    }

    private Text replayed() {
        try {
            Session.Run run = replay(Files.readString(sibling(SCHEDULE)));
            return new Text(new RunReport(checked.sources(), TraceLevel.CALLS, Paint.NONE).of(run), false);
        } catch (Stray stray) {
            return new Text(stray.getMessage() + '\n', true);
        } catch (IOException unreadable) {
            return new Text("the schedule cannot be read\n", true);
        }
    }

    /// The script's report as of now.
    public Text now() {
        if (Files.exists(sibling(SCHEDULE))) {
            return replayed();
        }
        checked = session.answer(new Request.Check(script, name(), KernelChoice.OWN));
        StringBuilder out = new StringBuilder();
        if (!checked.diagnostics().isEmpty()) {
            DiagnosticRenderer renderer = new DiagnosticRenderer(checked.sources());
            checked.diagnostics().forEach(d -> out.append(renderer.render(d)));
            return new Text(out.toString(), true);
        }
        Reports reports = new Reports(checked.sources());
        for (Program program : checked.programs()) {
            out.append(
                    explored(program)
                            ? reports.exploration(session.answer(
                                    new Request.Explore(program, Limits.of(MOST_STATES, MOST_STEPS), false, false)))
                            : ran(program, checked));
        }
        return new Text(out.toString(), false);
    }

    private String ran(Program program, Session.Checked checked) {
        Session.Run run = session.answer(new Request.Run(program, new Schedule.Default(), true));
        boolean many = Arrays.stream(run.counts()).sum() > MOST_EVENTS;
        return new RunReport(checked.sources(), many ? TraceLevel.SUMMARY : TraceLevel.CALLS, Paint.NONE).of(run);
    }

    /// Order matters where threads run, and properties say what must hold in any.
    private static boolean explored(Program program) {
        Program.Scenario scenario = Objects.requireNonNull(program.scenario());
        return !scenario.threads().isEmpty() && !scenario.properties().isEmpty();
    }

    private String name() {
        return String.valueOf(script.getFileName());
    }

    private Path sibling(String ending) {
        String stem = name().endsWith(ENDING) ? name().substring(0, name().length() - ENDING.length()) : name();
        return script.resolveSibling(stem + ending);
    }
}
