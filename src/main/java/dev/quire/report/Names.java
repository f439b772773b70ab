package dev.quire.report;

import dev.quire.engine.bits.Pte;
import java.util.HashMap;
import java.util.Map;

/// Stable small names for what cells stand for in one report: page frames are p0, p1, … by first appearance and Z for
/// the zero page, other objects what the scenario calls them. A frame that is freed and used again keeps its name, as a
/// pfn does.
final class Names {
    private final Map<Integer, String> objects;
    private final Map<Long, String> frames = new HashMap<>();
    private final Map<String, Integer> others = new HashMap<>();
    private int pages;

    Names(Map<Integer, String> objects) {
        this.objects = new HashMap<>(objects);
    }

    /// The objects that are called something now.
    void objects(Map<Integer, String> named) {
        objects.putAll(named);
    }

    /// The frame that a present entry maps.
    String frame(long entry) {
        return Pte.has(entry, Pte.SPECIAL) ? zero(Pte.pfn(entry)) : frameOf(Pte.pfn(entry));
    }

    private String zero(long pfn) {
        frames.put(pfn, "Z");
        return "Z";
    }

    private String frameOf(long cell) {
        String known = frames.get(cell);
        if (known == null) {
            known = "p" + pages++;
            frames.put(cell, known);
        }
        return known;
    }

    /// The cell of the frame that has this name, or 0.
    int frame(String name) {
        return frames.entrySet().stream()
                .filter(e -> e.getValue().equals(name))
                .mapToInt(e -> e.getKey().intValue())
                .findFirst()
                .orElse(0);
    }

    /// An object of a kind.
    String object(String kind, long cell) {
        String named = objects.get((int) cell);
        if (named == null && kind.equals("frame")) {
            return frameOf(cell);
        }
        if (named == null) {
            named = kind + "#" + others.merge(kind, 1, Integer::sum);
            objects.put((int) cell, named);
        }
        return named;
    }
}
