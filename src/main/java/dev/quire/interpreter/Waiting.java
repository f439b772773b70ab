package dev.quire.interpreter;

import java.util.List;

/// What a blocked thread waits for.
public sealed interface Waiting {
    /// A lock, and the threads that hold it.
    record Lock(String name, List<Integer> holders) implements Waiting {
        public Lock {
            holders = List.copyOf(holders);
        }
    }

    /// A change of what an attempt read.
    record Change(List<String> words) implements Waiting {
        public Change {
            words = List.copyOf(words);
        }
    }

    /// `wait until`, or something within an atomic section.
    record Condition() implements Waiting {}

    /// Another thread's CPU.
    record Processors() implements Waiting {}
}
