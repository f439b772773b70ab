package dev.quire.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which functions of the library some witness calls, and which of their mutants some witness has noticed.
final class Ledger {
    private static final class Entry {
        /// How many witnesses were asked about a mutant that none of them has noticed.
        private final Map<Mutant, Integer> open = new EnumMap<>(Mutant.class);

        private Entry() {
            for (Mutant mutant : Mutant.values()) {
                open.put(mutant, 0);
            }
        }
    }

    private int mostAsked;
    private final Map<String, Entry> entries = new TreeMap<>();

    Ledger(SortedSet<String> functions) {
        functions.forEach(f -> entries.put(f, new Entry()));
    }

    /// Functions that do nothing as they stand: that they do is no change.
    void idle(Iterable<String> functions) {
        for (String function : functions) {
            Entry entry = entries.get(function);
            if (entry != null) {
                entry.open.remove(Mutant.DOES_NOTHING);
            }
        }
    }

    /// From now on each mutant is asked about at most so often.
    void begin(int most) {
        mostAsked = most;
        entries.values().forEach(e -> e.open.replaceAll((mutant, asked) -> 0));
    }

    /// Asks a witness about the mutants of the functions that it calls which nobody has noticed yet.
    void ask(Witness witness) {
        for (String function : witness.functions().keySet()) {
            Entry entry = entries.get(function);
            if (entry != null) {
                ask(witness, function, entry);
            }
        }
    }

    private void ask(Witness witness, String function, Entry entry) {
        for (Mutant mutant : List.copyOf(entry.open.keySet())) {
            int asked = entry.open.getOrDefault(mutant, 0);
            if (asked < mostAsked) {
                if (witness.notices(mutant, function)) {
                    entry.open.remove(mutant);
                } else {
                    entry.open.put(mutant, asked + 1);
                }
            }
        }
    }

    /// Whether a mutant of some of these functions is still unnoticed.
    boolean waitsFor(Iterable<String> functions) {
        for (String function : functions) {
            Entry entry = entries.get(function);
            if (entry != null && !entry.open.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return entries.size();
    }

    /// Functions of which no witness notices that they fail: none calls them, or none that would have gone on.
    SortedSet<String> uncalled() {
        return open(Mutant.FAILS);
    }

    /// Functions of which a witness notices that they fail, but none that they do nothing.
    SortedSet<String> unmissed() {
        SortedSet<String> unmissed = open(Mutant.DOES_NOTHING);
        unmissed.removeAll(uncalled());
        return unmissed;
    }

    /// Functions of which no witness has noticed a mutant.
    SortedSet<String> open(Mutant mutant) {
        SortedSet<String> open = new TreeSet<>();
        entries.forEach((function, entry) -> {
            if (entry.open.containsKey(mutant)) {
                open.add(function);
            }
        });
        return open;
    }
}
