package dev.quire.session;

import dev.quire.analysis.Incremental;
import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.ast.Stmt;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.interpreter.StepResult;
import dev.quire.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The threads of a session, one atomic step at a time; statements may become threads.
final class Stepping {
    private final Workspace workspace;
    private final History history;
    /// What statements that were begun as threads come to, by their functions.
    private final Map<Integer, Incremental.Entry> begun = new TreeMap<>();

    Stepping(Workspace workspace, History history) {
        this.workspace = workspace;
        this.history = history;
    }

    /// Where each thread stands.
    List<Standing> standings() {
        Machine machine = workspace.machine();
        machine.sink(null);
        machine.calls(null);
        return new Threads(machine).all();
    }

    /// Begins a statement as a thread of its own, before its first step.
    Answer begin(String statement) {
        SourceFile file = workspace.parse(statement);
        Problems problems = workspace.problems;
        List<Stmt> statements = new ArrayList<>();
        for (Decl d : file.declarations()) {
            if (d instanceof Decl.Statement s) {
                statements.add(s.stmt());
            } else if (!problems.any()) {
                problems.report(Code.Q305, d.span(), "declare it without :step", "a declaration");
            }
        }
        if (problems.any()) {
            return workspace.refused();
        }
        int number = free();
        if (number > Incremental.MOST_THREADS) {
            problems.report(Code.Q722, statements.getFirst().span(), "", Incremental.MOST_THREADS);
            return workspace.refused();
        }
        String name = "s" + number;
        History.Draft draft = history.begin(new Move.Begun(name, statement));
        Incremental.Entry entry = workspace.world().begin(statements, workspace.function(), name, number);
        if (entry == null) {
            return draft.end(workspace.refused());
        }
        begun.put(entry.program().functions().size() - 1, entry);
        workspace.grow(entry.program());
        BoundedTrace trace = BoundedTrace.of(workspace.machine(), number);
        try {
            workspace.machine().spawn(number);
        } catch (Failure failure) {
            return draft.end(workspace.failed(failure, workspace.machine().failedPlace(), trace));
        }
        return draft.end(stepped(number, null, trace, List.of()));
    }

    /// The number of the first thread that was a statement and has ended, else the one after the last.
    private int free() {
        List<Program.ThreadCode> threads = workspace.world().names().threads();
        for (int t = 1; t <= threads.size(); t++) {
            if (begun.containsKey(threads.get(t - 1).function())
                    && workspace.machine().finished(t)) {
                return t;
            }
        }
        return threads.size() + 1;
    }

    /// Takes one step of a thread.
    Answer step(Move.Stepped move) {
        Machine machine = workspace.machine();
        Threads threads = new Threads(machine);
        int number = threads.number(move.thread());
        if (number == 0) {
            return new Answer.Stuck(new Standing(move.thread(), Standing.State.ENDED, null, "", List.of()));
        }
        History.Draft draft = history.begin(move);
        long known = threads.findings();
        List<Machine.Place> places = machine.places(number);
        BoundedTrace trace = BoundedTrace.of(machine, number);
        StepResult result = machine.step(
                number, move.choices().stream().mapToInt(Integer::intValue).toArray());
        return draft.end(
                switch (result) {
                    case StepResult.Moved m -> stepped(number, places.getLast(), trace, threads.news(known));
                    case StepResult.Blocked b -> new Answer.Stuck(threads.of(number));
                    case StepResult.Finished f -> new Answer.Stuck(threads.of(number));
                    case StepResult.Failed f -> workspace.failed(f.failure(), machine.failedPlace(), trace);
                });
    }

    private Answer stepped(int number, Machine.@Nullable Place from, BoundedTrace trace, List<String> news) {
        Machine machine = workspace.machine();
        Map<Integer, String> names = Named.objects(machine);
        boolean ended = machine.finished(number);
        Program.ThreadCode code = workspace.world().names().threads().get(number - 1);
        Incremental.Entry entry = ended ? begun.get(code.function()) : null;
        Answer.Done value = entry == null
                ? null
                : new Answer.Done(machine.program(), entry.label(), entry.type(), machine.returned(), List.of(), names);
        return new Answer.Stepped(machine.program(), code.name(), from, ended, value, trace.happenings(), news, names);
    }
}
