package dev.quire.report;

import dev.quire.diagnostic.DiagnosticRenderer;
import dev.quire.explore.Limits;
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
import java.util.Objects;

/// A script beside its recorded report: `x.quire` with either `x.out`, or `x.err` where the script itself is wrong.
/// A scenario with threads and properties is explored, any other run with its events, or, where those are many, with
/// their numbers.
public final class Golden {
    private static final String ENDING = ".quire";
    private static final long MOST_STATES = 1_000_000;
    private static final int MOST_STEPS = 10_000;
    private static final long MOST_EVENTS = 4_000;

    private final Path script;
    private final Session session;

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

    /// The script's report as of now.
    public Text now() {
        Session.Checked checked = session.answer(new Request.Check(script, name(), KernelChoice.OWN));
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
