package dev.quire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The names of things in a text: frames `p3`, subpages of compound pages `h0+5`, swap slots `s2`. Which frame a name
/// stands for is no fact of the kernel, so that texts are compared with their names blanked, and the names by `Naming`.
final class Names {
    private static final Pattern NAME = Pattern.compile("\\b(?:p\\d+|h\\d+\\+\\d+|s(?:\\d+|\\?))(?![\\w+])");
    private static final Pattern FRAME = Pattern.compile("(?:p|h\\d{1,8}\\+)\\d{1,8}");
    private static final String BLANK = "·";

    private Names() {}

    static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        NAME.matcher(text).results().forEach(m -> found.add(m.group()));
        return found;
    }

    static String blanked(String text) {
        return NAME.matcher(text).replaceAll(BLANK);
    }

    static String renamed(String text, UnaryOperator<String> naming) {
        return NAME.matcher(text).replaceAll(m -> naming.apply(m.group()));
    }

    /// The name of the `k`-th frame behind the one named: consecutive frames of a `RUN` were named one after the other.
    static String following(String name, int k) {
        int digits = name.startsWith("h") ? name.indexOf('+') + 1 : 1;
        return name.substring(0, digits) + (Integer.parseInt(name.substring(digits)) + k);
    }

    /// Whether a name is a frame's, of a number that can be counted on from.
    static boolean isFrame(String name) {
        return FRAME.matcher(name).matches();
    }
}
