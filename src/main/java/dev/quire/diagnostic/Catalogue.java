package dev.quire.diagnostic;

import java.util.ResourceBundle;

/// The texts of all codes.
public final class Catalogue {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("dev.quire.diagnostic.messages", java.util.Locale.ROOT);

    private Catalogue() {}

    static String message(Code code, Object... arguments) {
        return format(code.name(), arguments);
    }

    static String help(Code code, Object... arguments) {
        return format(code.name() + ".help", arguments);
    }

    /// The page of a code: its sentence and its explanation.
    public static String explain(Code code) {
        return code.name() + ": "
                + TEXTS.getString(code.name())
                        .replace("{0}", "…")
                        .replace("{1}", "…")
                        .replace("{2}", "…") + "\n\n" + TEXTS.getString(code.name() + ".explain") + "\n";
    }

    private static String format(String key, Object... arguments) {
        String text = TEXTS.getString(key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }
}
