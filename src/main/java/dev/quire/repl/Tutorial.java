package dev.quire.repl;

import dev.quire.session.Answer;
import dev.quire.session.Move;
import dev.quire.text.Paint;
import java.util.List;
import java.util.function.Predicate;

/// A guided tour in six steps. Each says what to enter, and is done when the session shows that it was.
final class Tutorial {
    /// What to try, how it is written, what comes of it, and an expression that is true (or a test that holds) then.
    private record Lesson(String text, String example, Predicate<Repl> done) {}

    private static final List<Lesson> LESSONS = List.of(
            new Lesson(
                    "A process has an address space. Make one, and call it A.",
                    "process A",
                    r -> r.session().holdings().named("process").contains("A")),
            new Lesson(
                    "Map four pages that it may read and write. A name that is given a value stays.",
                    "buf = A.mmap(4 pages, rw-)",
                    r -> holds(r, "buf.pages >= 1")),
            new Lesson(
                    "Nothing is mapped before it is touched. Write a byte: the fault is shown as it happens.",
                    "A.write(buf[0], 0x41)",
                    r -> holds(r, "A.pte(buf[0]).present")),
            new Lesson(
                    "Fork. Both now share the page, and neither may write to it; :pte buf[0] shows why.",
                    "B = A.fork()",
                    r -> r.session().holdings().named("process").size() > 1),
            new Lesson(
                    "Write again, but one atomic step at a time: :step STATEMENT begins it, :step goes on, :back goes back.",
                    ":step A.write(buf[0], 0x42)",
                    r -> r.session().moves().stream().anyMatch(m -> m instanceof Move.Begun)),
            new Lesson(
                    "Let it run to its end with :run. Then the child still reads what was there before the fork.",
                    ":run",
                    r -> holds(r, "A.pte(buf[0]).present && A.pte(buf[0]).writable")));

    private final Repl repl;
    private int lesson = -1;

    Tutorial(Repl repl) {
        this.repl = repl;
    }

    private static boolean holds(Repl repl, String expression) {
        return repl.session().look(expression) instanceof Answer.Done d && d.words().length == 1 && d.words()[0] == 1;
    }

    /// Begins, or says again what is next.
    int begin(String word) {
        if (word.equals("off")) {
            lesson = -1;
            return 0;
        }
        if (!word.isEmpty()) {
            return repl.usage(Command.TUTORIAL);
        }
        lesson = Math.max(lesson, 0);
        tell();
        return 0;
    }

    private void tell() {
        Lesson now = LESSONS.get(lesson);
        repl.out.println(repl.paint.as(Paint.Role.STRONG, (lesson + 1) + " of " + LESSONS.size()) + "  " + now.text());
        repl.out.println("        " + repl.paint.as(Paint.Role.NAME, now.example()));
    }

    /// After each input: goes on when what was asked for is there.
    void check() {
        boolean moved = false;
        while (lesson >= 0 && LESSONS.get(lesson).done().test(repl)) {
            moved = true;
            lesson++;
            if (lesson == LESSONS.size()) {
                lesson = -1;
                repl.out.println(repl.paint.as(Paint.Role.GOOD, "That was the tour.")
                        + " :help lists all commands, :save FILE keeps the session as a script.");
            }
        }
        if (moved && lesson >= 0) {
            tell();
        }
    }
}
