package dev.quire.repl;

import dev.quire.report.SessionReport;
import dev.quire.session.Answer;
import dev.quire.session.KernelChoice;
import dev.quire.session.Request;
import dev.quire.session.SavedSteps;
import dev.quire.session.Script;
import dev.quire.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The commands that read and write scripts.
final class FileCommands {
    private final Repl repl;
    /// The script that was loaded last.
    private String loaded = "";

    FileCommands(Repl repl) {
        this.repl = repl;
    }

    /// The script that the session began with.
    void loaded(String file) {
        loaded = file;
    }

    int load(String file) {
        Path path = repl.path(file);
        return path == null ? Repl.WRONG : load(path, false);
    }

    int reload() {
        Path path = loaded.isEmpty() ? null : repl.path(loaded);
        return path == null ? repl.wrong("no script was loaded; :load FILE") : load(path, true);
    }

    /// Enters a script, after all else was taken back where it begins `anew`. Of one that is wrong nothing is entered.
    private int load(Path path, boolean anew) {
        Script script = repl.session().script(path, "");
        if (!script.wrong().isEmpty()) {
            return repl.tell(new Answer.Refused(script.wrong()));
        }
        if (anew) {
            repl.startOver();
            repl.session().ahead(List.of());
        }
        loaded = path.toString();
        return repl.enter(script);
    }

    /// Hands a file to the editor of the environment, and starts over with what it became.
    int edit(String file) {
        String editor = System.getenv().getOrDefault("VISUAL", System.getenv().getOrDefault("EDITOR", ""));
        return editor.isBlank() ? repl.wrong(":edit needs an editor: set EDITOR") : edit(file, editor);
    }

    /// The same with a certain editor, a command whose last argument is the file.
    int edit(String file, String editor) {
        try {
            Path path = file.isEmpty() ? Files.createTempFile("session", ".quire") : repl.path(file);
            if (path == null) {
                return Repl.WRONG;
            }
            if (file.isEmpty()) {
                Files.writeString(path, new SavedSession(repl.session(), "session").text());
            }
            List<String> command = new ArrayList<>(Arrays.asList(editor.strip().split("\\s+")));
            command.add(path.toString());
            int code = run(command);
            return code == 0 ? load(path, true) : repl.wrong(editor + " ended with " + code);
        } catch (IOException refused) {
            return repl.wrong("cannot edit: " + refused.getMessage());
        } catch (InterruptedException interrupted) {
            return repl.wrong("the editor was interrupted");
        }
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        repl.out.flush();
        repl.screen().suspend();
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } finally {
            repl.screen().restore();
        }
    }

    int save(String file) {
        Path path = repl.path(file);
        if (path == null) {
            return Repl.WRONG;
        }
        try {
            SavedSession saved = new SavedSession(repl.session(), title(path));
            String text = saved.text();
            Files.writeString(path, text);
            boolean checks = text.matches("(?s).*\\n +(expect|always|never|exists|eventually) .*");
            repl.out.println(
                    "saved " + file + (checks ? "" : ", which checks nothing yet: add an expect, or :record on"));
            if (!saved.stepped()) {
                return 0;
            }
            return checks ? steps(file, path) : repl.wrong("the steps are not saved: the script checks nothing");
        } catch (IOException refused) {
            return repl.wrong("cannot write " + file);
        }
    }

    /// Writes the steps that threads took beside the script.
    private int steps(String file, Path script) throws IOException {
        Session.Checked checked = new Session().answer(new Request.Check(script, file, KernelChoice.OWN));
        if (checked.programs().isEmpty()) {
            repl.out.print(
                    new SessionReport(checked.sources(), repl.paint).of(new Answer.Refused(checked.diagnostics())));
            return repl.wrong("the steps are not saved: the script is refused");
        }
        SavedSteps steps = repl.session().steps(checked.programs().getFirst());
        if (!steps.problem().isEmpty()) {
            return repl.wrong("the steps are not saved: " + steps.problem());
        }
        String schedule = file.replaceAll("\\.quire$", "") + ".schedule";
        Files.writeString(Objects.requireNonNull(repl.path(schedule)), steps.schedule());
        repl.out.println("saved " + schedule + ": quire run --schedule " + schedule + " " + file + " takes the steps");
        return 0;
    }

    private static String title(Path file) {
        String name = String.valueOf(file.getFileName()).replaceAll("\\.quire$", "");
        return String.join(" ", Arrays.asList(name.split("-")));
    }

    int record(String word) {
        if (!word.isEmpty() && !word.equals("on") && !word.equals("off")) {
            return repl.usage(Command.RECORD);
        }
        repl.recording(word.isEmpty() ? repl.recording() : word.equals("on"));
        repl.out.println("record " + (repl.recording() ? "on" : "off"));
        return 0;
    }
}
