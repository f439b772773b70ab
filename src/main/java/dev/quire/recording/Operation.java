package dev.quire.recording;

import java.util.List;

/// A step's operation: `A write 0 0x41 4` of an actor, `sys ksm merge 4` of the system, `A& write …` begun and not
/// waited for.
/// `text` is the operation as recorded, `words` what follows the actor.
public record Operation(String text, String actor, boolean asynchronous, List<String> words) {
    public static final String SYSTEM = "sys";

    public Operation {
        words = List.copyOf(words);
    }

    static Operation parse(String text) {
        String[] parts = text.strip().split("\\s+");
        String actor = parts[0];
        boolean asynchronous = actor.endsWith("&");
        return new Operation(
                text,
                asynchronous ? actor.substring(0, actor.length() - 1) : actor,
                asynchronous,
                List.of(parts).subList(1, parts.length));
    }

    boolean system() {
        return actor.equals(SYSTEM);
    }

    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    boolean has(String word) {
        return words.contains(word);
    }
}
