package dev.quire.session;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.explore.Step;
import dev.quire.explore.scenario.SavedSchedule;
import dev.quire.program.Program;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.nio.file.Path;
import java.util.List;

/// What a saved schedule comes to for a program: its steps, or diagnostics that say why it is none of the program's.
public record Fitting(List<Step> steps, List<Diagnostic> diagnostics, List<Source> sources) implements Response {
    /// Reads a schedule's file for a program.
    static Fitting of(Path file, Program program) {
        Problems problems = new Problems();
        Source source = new Source(0, file.toString(), Texts.read(file, file.toString(), problems));
        List<Step> steps = List.of();
        if (!problems.any()) {
            try {
                steps = SavedSchedule.read(source.text(), program).steps();
            } catch (SavedSchedule.Misfit misfit) {
                problems.report(Code.Q704, line(source, misfit.line()), "", String.valueOf(misfit.getMessage()));
            }
        }
        return new Fitting(steps, problems.sorted(), List.of(source));
    }

    /// A line's text, without its end.
    private static Span line(Source source, int line) {
        String text = source.text();
        int from = 0;
        for (int i = 1; i < line && text.indexOf('\n', from) >= 0; i++) {
            from = text.indexOf('\n', from) + 1;
        }
        int end = text.indexOf('\n', from);
        return new Span(0, from, end < 0 ? text.length() : end);
    }

    /// Whether the schedule is one of the program.
    public boolean fits() {
        return diagnostics.isEmpty();
    }
}
