package dev.quire.repl;

import dev.quire.session.Answer;
import dev.quire.session.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        Script script = repl.session().script(Path.of(file), "");
        if (!script.wrong().isEmpty()) {
            return repl.tell(new Answer.Refused(script.wrong()));
        }
        loaded = file;
        return repl.enter(script);
    }

    int reload() {
        if (loaded.isEmpty()) {
            return repl.wrong("no script was loaded; :load FILE");
        }
        return again(loaded);
    }

    private int again(String file) {
        Script script = repl.session().script(Path.of(file), "");
        if (!script.wrong().isEmpty()) {
            return repl.tell(new Answer.Refused(script.wrong()));
        }
        repl.startOver();
        repl.session().ahead(List.of());
        loaded = file;
        return repl.enter(script);
    }

    /// Hands a file to the editor of the environment, and starts over with what it became.
    int edit(String file) {
        String editor = System.getenv().getOrDefault("VISUAL", System.getenv().getOrDefault("EDITOR", ""));
        if (editor.isBlank()) {
            return repl.wrong(":edit needs an editor: set EDITOR");
        }
        try {
            Path path = file.isEmpty() ? Files.createTempFile("session", ".quire") : Path.of(file);
            if (file.isEmpty()) {
                Files.writeString(path, SavedSession.of(repl.session(), "session"));
            }
            List<String> command = new ArrayList<>(Arrays.asList(editor.strip().split("\\s+")));
            command.add(path.toString());
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            return code == 0 ? again(path.toString()) : repl.wrong(editor + " ended with " + code);
        } catch (IOException refused) {
            return repl.wrong("cannot edit: " + refused.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return repl.wrong("the editor was interrupted");
        }
    }

    int save(String file) {
        try {
            String text = SavedSession.of(repl.session(), title(Path.of(file)));
            Files.writeString(Path.of(file), text);
            boolean checks = text.matches("(?s).*\\n +(expect|always|never|exists|eventually) .*");
            repl.out.println(
                    "saved " + file + (checks ? "" : ", which checks nothing yet: add an expect, or :record on"));
            return 0;
        } catch (IOException refused) {
            return repl.wrong("cannot write " + file);
        }
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
