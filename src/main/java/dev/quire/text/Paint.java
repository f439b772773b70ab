package dev.quire.text;

/// Gives text a look by its role, or leaves it as it is.
public final class Paint {
    /// Leaves every text as it is.
    public static final Paint NONE = new Paint(false);

    /// Colours for a terminal.
    public static final Paint ANSI = new Paint(true);

    /// What a piece of text is.
    public enum Role {
        PLAIN(""),
        STRONG("1"),
        GOOD("32"),
        BAD("1;31"),
        DOUBTFUL("33"),
        NAME("36"),
        FAINT("2");

        private final String code;

        Role(String code) {
            this.code = code;
        }
    }

    private final boolean on;

    private Paint(boolean on) {
        this.on = on;
    }

    public boolean on() {
        return on;
    }

    public String as(Role role, String text) {
        return on && !text.isEmpty() && role != Role.PLAIN ? "\033[" + role.code + "m" + text + "\033[0m" : text;
    }
}
