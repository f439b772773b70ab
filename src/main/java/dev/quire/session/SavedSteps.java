package dev.quire.session;

import dev.quire.explore.Step;
import dev.quire.explore.scenario.SavedSchedule;
import dev.quire.interpreter.Failure;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The steps of a session as a schedule of the script that it was saved as, or, where the script does not take them,
/// why not.
public record SavedSteps(String schedule, String problem) {
    private static final String LEADS_TO = "where the session stood";

    /// The schedule of the moves; the program is the script's.
    static SavedSteps of(List<Move> moves, Program program) {
        List<String> threads = Objects.requireNonNull(program.scenario()).threads().stream()
                .map(Program.ThreadCode::name)
                .toList();
        List<Step> steps = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (Move move : moves) {
            if (move instanceof Move.Stepped s) {
                steps.add(new Step(threads.indexOf(s.thread()), s.choices()));
                places.add(s.text());
            }
        }
        Failure failure = new Session()
                .answer(new Request.Run(program, new Schedule.Exact(steps), false))
                .failure();
        return failure == null || failure.kind() == Failure.Kind.CHECK
                ? new SavedSteps(SavedSchedule.of(program, LEADS_TO, steps).text(program, places), "")
                : new SavedSteps("", String.valueOf(failure.getMessage()));
    }
}
