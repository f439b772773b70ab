package dev.quire.repl;

import dev.quire.report.GoldenDiff;
import dev.quire.report.SessionReport;
import dev.quire.session.Answer;
import dev.quire.session.Interactive;
import dev.quire.session.KernelChoice;
import dev.quire.session.Move;
import dev.quire.text.Paint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The commands that take the session's inputs to another kernel.
final class KernelCommands {
    private final Repl repl;

    KernelCommands(Repl repl) {
        this.repl = repl;
    }

    int kernel(String kernel) {
        if (kernel.isEmpty()) {
            repl.out.println("kernel " + repl.session().kernel());
            return 0;
        }
        KernelChoice old = repl.choice();
        return repl.under(new KernelChoice(List.of(kernel), old.patches(), old.settings()));
    }

    int patch(String file) {
        Path path = repl.path(file);
        if (path == null) {
            return Repl.WRONG;
        }
        KernelChoice old = repl.choice();
        List<Path> patches = new ArrayList<>(old.patches());
        patches.add(path);
        return repl.under(new KernelChoice(old.rows(), patches, old.settings()));
    }

    int set(String setting) {
        if (!setting.matches("\\w+\\s*=\\s*[^=\\s].*")) {
            return repl.usage(Command.SET);
        }
        KernelChoice old = repl.choice();
        List<String> settings = new ArrayList<>(old.settings());
        settings.add(setting.replaceFirst("\\s*=\\s*", "="));
        return repl.under(new KernelChoice(old.rows(), old.patches(), settings));
    }

    /// What each move of a session does under a kernel, as far as it goes; `refused` when it does not begin.
    private record Walked(String kernel, Interactive session, List<Answer> answers, boolean refused) {}

    int compare(String rest) {
        List<String> kernels = List.of(rest.split("\\s+(?=v[0-9])"));
        Walked one =
                walk(kernels.size() > 1 ? kernels.getFirst() : repl.session().kernel());
        Walked other = walk(kernels.getLast());
        for (Walked walked : List.of(one, other)) {
            if (walked.refused()) {
                repl.out.print(report(walked).of(walked.answers().getFirst()));
                return Repl.WRONG;
            }
        }
        SessionReport left = report(one);
        SessionReport right = report(other);
        List<Move> inputs = repl.session().moves();
        for (int i = 0; i < inputs.size(); i++) {
            String a = text(left, one, i);
            String b = text(right, other, i);
            if (!a.equals(b)) {
                repl.out.println("they part at input " + i + ": "
                        + TimeCommands.oneLine(inputs.get(i).text()));
                repl.out.print(GoldenDiff.of(one.kernel(), a, other.kernel(), b, repl.paint));
                return 0;
            }
        }
        repl.out.println(one.kernel() + " and " + other.kernel() + " do the same");
        return 0;
    }

    private Walked walk(String kernel) {
        KernelChoice choice = new KernelChoice(
                List.of(kernel), repl.choice().patches(), repl.choice().settings());
        List<Answer> answers = new ArrayList<>();
        Interactive.Opened opened = repl.session().under(choice, answers::add);
        boolean refused = answers.isEmpty() || !answers.getFirst().taken();
        return new Walked(kernel, opened.session(), refused ? List.of(opened.answer()) : answers, refused);
    }

    private static SessionReport report(Walked walked) {
        return new SessionReport(walked.session().sources(), Paint.NONE);
    }

    private static String text(SessionReport report, Walked walked, int input) {
        return input < walked.answers().size() ? report.of(walked.answers().get(input)) : "(not reached)\n";
    }
}
