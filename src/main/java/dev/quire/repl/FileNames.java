package dev.quire.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The scripts and folders that a path which is being typed may go on with.
record FileNames(String typed, String word) {
    /// Tells each name, as far as it takes the place of the word at the end, with what it is.
    void each(BiConsumer<String, String> found) {
        int slash = typed.lastIndexOf('/');
        // Only the part that the word stands for is replaced.
        String before = typed.substring(slash + 1, Math.max(slash + 1, typed.length() - word.length()));
        for (Path entry : entries(slash < 0 ? "." : typed.substring(0, slash + 1))) {
            boolean folder = Files.isDirectory(entry);
            String name = String.valueOf(entry.getFileName());
            if (name.startsWith(before) && (folder || name.endsWith(".quire"))) {
                found.accept(name.substring(before.length()) + (folder ? "/" : ""), folder ? "folder" : "script");
            }
        }
    }

    private static List<Path> entries(String folder) {
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            return entries.sorted().toList();
        } catch (IOException | InvalidPathException unreadable) {
            return List.of();
        }
    }
}
