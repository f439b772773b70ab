package dev.quire.recording;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which of the model's frames (and swap slots) stands for which of the recording's names: one to one. A recorded name
/// stands for one
/// frame for ever; a frame of the model takes a new name only once its old one is retired, that is, no longer in the
/// kernel's dump,
/// since a freed frame may come back as another page.
final class Naming {
    /// A slot that the recording counted only.
    static final String ANY_SLOT = "s?";

    private final Map<String, String> modelOf = new HashMap<>();
    private final Map<String, String> recordedOf = new HashMap<>();
    private final Set<String> retired = new HashSet<>();
    private final Set<String> visible = new HashSet<>();

    /// The kernel's dump of the step that is compared next.
    void dump(List<Line> lines) {
        visible.clear();
        for (Line line : lines) {
            if (line.kind().state()) {
                visible.addAll(Names.in(line.text()));
            }
        }
    }

    /// Whether the two name the same thing; an unknown pair becomes known.
    boolean same(String recorded, String model) {
        if (recorded.equals(ANY_SLOT)) {
            return true;
        }
        String known = modelOf.get(recorded);
        if (known != null) {
            return known.equals(model);
        }
        if (retired.contains(recorded)) {
            return false;
        }
        String old = recordedOf.get(model);
        if (old != null) {
            if (visible.contains(old)) {
                return false;
            }
            retired.add(old);
            modelOf.remove(old);
        }
        modelOf.put(recorded, model);
        recordedOf.put(model, recorded);
        return true;
    }

    /// The recorded name of the model's, for display; its own with a question mark where it has none.
    String recorded(String model) {
        String known = recordedOf.get(model);
        return known == null ? "?" + model : known;
    }
}
