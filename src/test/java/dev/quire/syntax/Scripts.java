package dev.quire.syntax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The scripts of the repository.
final class Scripts {
    private Scripts() {}

    /// All of them, by path, in order; those of scenarios/errors too when `wrong` ones are wanted.
    static List<Path> all(boolean wrong) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("stdlib", "scenarios")) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                found.filter(p -> p.toString().endsWith(".quire"))
                        .filter(p -> wrong || !p.startsWith(Path.of("scenarios/errors")))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    /// The text, with what is not UTF-8 replaced.
    static String read(Path path) throws IOException {
        return new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.UTF_8);
    }
}
