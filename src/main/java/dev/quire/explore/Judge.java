package dev.quire.explore;

import java.util.Arrays;

/// Which properties are settled, and what a value of one means.
final class Judge {
    /// What a value comes to.
    enum Verdict {
        NOTHING,
        VIOLATED,
        WITNESSED
    }

    private final Model.Kind[] kinds;
    private final boolean[] settled;

    Judge(Model model) {
        kinds = new Model.Kind[model.properties()];
        Arrays.setAll(kinds, model::kind);
        settled = new boolean[kinds.length];
    }

    int properties() {
        return kinds.length;
    }

    boolean settled(int property) {
        return settled[property];
    }

    void settle(int property) {
        settled[property] = true;
    }

    /// Whether the property is judged in every state, and not in the last ones only.
    boolean inEvery(int property) {
        return kinds[property] != Model.Kind.FINALLY && kinds[property] != Model.Kind.EVENTUALLY;
    }

    boolean has(Model.Kind kind) {
        return Arrays.asList(kinds).contains(kind);
    }

    /// What a property that is judged in every state is found to be when it comes to something.
    Finding.What telling(int property) {
        return kinds[property] == Model.Kind.EXISTS ? Finding.What.WITNESS : Finding.What.VIOLATION;
    }

    Verdict verdict(int property, Model.Truth truth) {
        return switch (truth) {
            case UNKNOWN -> Verdict.NOTHING;
            case TRUE ->
                switch (kinds[property]) {
                    case NEVER -> Verdict.VIOLATED;
                    case EXISTS -> Verdict.WITNESSED;
                    case ALWAYS, FINALLY, EVENTUALLY -> Verdict.NOTHING;
                };
            case FALSE ->
                switch (kinds[property]) {
                    case NEVER, EXISTS -> Verdict.NOTHING;
                    case ALWAYS, FINALLY, EVENTUALLY -> Verdict.VIOLATED;
                };
        };
    }
}
