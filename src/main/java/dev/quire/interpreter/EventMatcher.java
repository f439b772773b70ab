package dev.quire.interpreter;

import dev.quire.program.Program;
import java.util.List;

/// Follows an `expect events { … }`: of the events whose names its patterns use, exactly these must come, in this
/// order. The place
/// in the list is a word of the thread, so that exploration can follow it too.
final class EventMatcher {
    private static final long WRONG = 1L << 62;

    private EventMatcher() {}

    static long advance(Program program, Activation activation, long match, long next, int kind, long[] words) {
        List<Program.EventPattern> patterns = program.patterns().get((int) (match >>> 32) - 1);
        if ((next & WRONG) != 0 || patterns.stream().noneMatch(p -> p.event() == kind)) {
            return next;
        }
        int index = (int) next;
        if (index == patterns.size() || patterns.get(index).event() != kind) {
            return next | WRONG;
        }
        int operand = (int) match;
        for (int i = 0; i < index; i++) {
            operand += patterns.get(i).words();
        }
        for (int i = 0; i < patterns.get(index).words(); i++) {
            if (activation.stack[operand + i] != words[i]) {
                return next | WRONG;
            }
        }
        return next + 1;
    }

    static String verdict(Program program, long match, long next) {
        List<Program.EventPattern> patterns = program.patterns().get((int) (match >>> 32) - 1);
        int reached = (int) next;
        if ((next & WRONG) != 0) {
            return reached == patterns.size()
                    ? "one more event came after the last of the list"
                    : "event " + (reached + 1) + " is not `"
                            + patterns.get(reached).text() + "`";
        }
        return reached == patterns.size() ? "" : "`" + patterns.get(reached).text() + "` never came";
    }
}
