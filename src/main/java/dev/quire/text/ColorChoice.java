package dev.quire.text;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Whether output is coloured. The option goes before the environment: `--color always` or `never`, then NO_COLOR,
/// CLICOLOR_FORCE and FORCE_COLOR, CLICOLOR, and at last whether a terminal is there that can do it.
public enum ColorChoice {
    AUTO,
    ALWAYS,
    NEVER;

    /// As it is written on a command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Decides. `environment` gives a variable's value or null; `terminal` says whether people watch the output.
    public Paint paint(UnaryOperator<@Nullable String> environment, boolean terminal) {
        return switch (this) {
            case ALWAYS -> Paint.ANSI;
            case NEVER -> Paint.NONE;
            case AUTO -> automatic(environment, terminal) ? Paint.ANSI : Paint.NONE;
        };
    }

    private static boolean automatic(UnaryOperator<@Nullable String> environment, boolean terminal) {
        if (set(environment.apply("NO_COLOR"))) {
            return false;
        }
        if (truth(environment.apply("CLICOLOR_FORCE")) || truth(environment.apply("FORCE_COLOR"))) {
            return true;
        }
        return terminal && !"0".equals(environment.apply("CLICOLOR")) && !"dumb".equals(environment.apply("TERM"));
    }

    private static boolean set(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    private static boolean truth(@Nullable String value) {
        return set(value) && !"0".equals(value);
    }
}
