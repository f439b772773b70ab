package dev.quire.session;

import dev.quire.ast.Decl;
import dev.quire.diagnostic.Problems;
import dev.quire.engine.store.WordStore;
import dev.quire.engine.trace.Event;
import dev.quire.source.Source;
import dev.quire.syntax.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The moves of a session, each with what undoing it brings back, and those that were taken back.
final class History {
    /// Changed words from which on a move is not run again when it is taken again: what it changed is kept when it is
    /// undone. Nor is one whose trace was cut.
    static final int BULK = 1 << 16;

    /// A move with the state before it. `check` stands for it where the session is written down; `happenings` are of
    /// its events those that were kept, `counts` how many there were of each kind. `answer` is kept of a bulk move.
    record Input(
            Move move,
            String check,
            Workspace.Mark before,
            List<Event> events,
            Map<Integer, Long> counts,
            @Nullable Answer answer) {
        Input checked(String statement) {
            return new Input(move, statement, before, events, counts, answer);
        }
    }

    /// A move that was taken back; of a bulk one also what it had made of the state.
    private record Undone(Move move, @Nullable Past past) {}

    private record Past(Input input, WordStore.Change change, Workspace.Mark after) {}

    private final Workspace workspace;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Undone> undone = new ArrayList<>();

    History(Workspace workspace) {
        this.workspace = workspace;
    }

    // --- taking -----------------------------------------------------------------------------------------------------

    /// A move that begins now.
    Draft begin(Move move) {
        return new Draft(move);
    }

    /// A move in the making: it becomes an input when it is taken, and else everything is as before.
    final class Draft {
        private final Move move;
        private final Workspace.Mark before = workspace.mark();
        private final long low = workspace.store().fingerprintLow();
        private final long high = workspace.store().fingerprintHigh();

        private Draft(Move move) {
            this.move = move;
        }

        Answer end(Answer answer) {
            switch (answer) {
                case Answer.Done d -> keep(d.happenings(), answer);
                case Answer.Stepped s -> keep(s.happenings(), answer);
                case Answer.Refused r -> workspace.restore(before);
                case Answer.Failed f -> workspace.restore(before);
                case Answer.Stuck s -> {}
            }
            return answer;
        }

        /// Everything is as before.
        void abandon() {
            workspace.restore(before);
        }

        private void keep(List<Happening> happenings, Answer answer) {
            List<Event> events = new ArrayList<>();
            Map<Integer, Long> counts = new TreeMap<>();
            for (Happening h : happenings) {
                if (h instanceof Happening.Emitted e) {
                    events.add(e.event());
                    counts.merge(e.event().kind(), 1L, Long::sum);
                } else if (h instanceof Happening.Skipped s) {
                    s.events().forEach((kind, n) -> counts.merge(kind, n, Long::sum));
                }
            }
            boolean bulk = workspace.store().changes() - before.journal() > BULK
                    || happenings.stream().anyMatch(h -> h instanceof Happening.Skipped);
            inputs.add(new Input(made(), "", before, events, counts, bulk ? answer : null));
        }

        /// The move; an input that changed nothing says so.
        private Move made() {
            boolean same = workspace.store().fingerprintLow() == low
                    && workspace.store().fingerprintHigh() == high
                    && workspace.world() == before.world()
                    && workspace.world().names().equals(before.names());
            return same && move instanceof Move.Typed t ? new Move.Typed(t.text(), false) : move;
        }
    }

    /// What is done anew makes what was taken back past, unless it only looked.
    Answer told(Answer answer) {
        boolean looked =
                answer instanceof Answer.Done && inputs.getLast().move() instanceof Move.Typed t && !t.changed();
        if (answer.taken() && !looked) {
            undone.clear();
        }
        return answer;
    }

    /// Puts a check in place of the last input where the session is written down.
    void check(String statement) {
        inputs.add(inputs.removeLast().checked(statement));
    }

    // --- time -------------------------------------------------------------------------------------------------------

    /// Takes back the last move, for good.
    Move back() {
        Input last = inputs.removeLast();
        workspace.restore(last.before());
        return last.move();
    }

    /// Takes back the last move and returns it; null when there is none.
    @Nullable
    Move undo() {
        if (inputs.size() <= 1) {
            return null;
        }
        Input last = inputs.getLast();
        if (last.answer() == null) {
            undone.add(new Undone(back(), null));
            return last.move();
        }
        Workspace.Mark after = workspace.mark();
        WordStore.Change change = workspace.store().takeBack(last.before().journal());
        inputs.removeLast();
        workspace.stand(last.before());
        undone.add(new Undone(last.move(), new Past(last, change, after)));
        return last.move();
    }

    /// Takes the move that was undone last again, by `again` unless it was a bulk one; null when there is none. One
    /// that cannot be taken stays ahead.
    @Nullable
    Answer redo(Function<Move, Answer> again) {
        if (undone.isEmpty()) {
            return null;
        }
        Undone last = undone.removeLast();
        if (last.past() != null) {
            return replay(last.past());
        }
        Answer answer = again.apply(last.move());
        if (!answer.taken()) {
            undone.add(last);
        }
        return answer;
    }

    private @Nullable Answer replay(Past past) {
        Input input = past.input();
        Workspace.Mark before = workspace.mark();
        workspace.store().again(past.change());
        workspace.stand(past.after());
        inputs.add(new Input(input.move(), input.check(), before, input.events(), input.counts(), input.answer()));
        return input.answer();
    }

    /// How many moves can be taken again.
    int ahead() {
        return undone.size();
    }

    /// From now on these moves lie ahead, in place of those that were taken back.
    void ahead(List<Move> moves) {
        undone.clear();
        moves.reversed().forEach(m -> undone.add(new Undone(m, null)));
    }

    // --- reading ----------------------------------------------------------------------------------------------------

    /// The inputs that are moves: the first may have been empty.
    List<Input> inputs() {
        return inputs.stream().filter(History::counts).toList();
    }

    private static boolean counts(Input input) {
        return !input.move().text().isBlank();
    }

    List<Move> moves() {
        return inputs().stream().map(Input::move).toList();
    }

    int length() {
        return inputs.size() - (!inputs.isEmpty() && !counts(inputs.getFirst()) ? 1 : 0);
    }

    /// What the session is made of, in its order.
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (Input input : inputs) {
            if (!input.check().isEmpty()) {
                pieces.add(new Piece(Piece.Kind.STATEMENT, input.check()));
                continue;
            }
            switch (input.move()) {
                case Move.Typed t -> pieces(t.text(), pieces);
                case Move.Begun b -> pieces.add(new Piece(Piece.Kind.BEGUN, b.statement(), b.thread()));
                case Move.Stepped s -> pieces.add(new Piece(Piece.Kind.STEP, s.text()));
            }
        }
        return pieces;
    }

    private static void pieces(String text, List<Piece> pieces) {
        Source source = new Source(0, "", text);
        for (Decl d : Parser.parseRepl(source, new Problems()).declarations()) {
            if (d instanceof Decl.Scenario s) {
                Script.members(s).forEach(span -> pieces.add(new Piece(Piece.Kind.MEMBER, Script.text(source, span))));
            } else {
                Piece.Kind kind = d instanceof Decl.Statement ? Piece.Kind.STATEMENT : Piece.Kind.DECLARATION;
                pieces.add(new Piece(kind, Script.text(source, d)));
            }
        }
    }
}
