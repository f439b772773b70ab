package dev.quire.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.quire.text.Paint;
import java.util.List;

/// What changed in a script's report, or in any text, as a unified diff.
public final class GoldenDiff {
    private static final int CONTEXT = 3;

    private GoldenDiff() {}

    public static String of(String script, Golden.Text recorded, Golden.Text now, Paint paint) {
        StringBuilder out = new StringBuilder();
        if (recorded.wrong() != now.wrong()) {
            out.append(script)
                    .append(
                            now.wrong()
                                    ? " is refused now, and was not when recorded\n"
                                    : " is accepted now, and was refused when recorded\n");
        }
        return out + of(script + " as recorded", recorded.text(), script + " as it is", now.text(), paint);
    }

    /// Two texts as a unified diff.
    public static String of(String name, String text, String otherName, String otherText, Paint paint) {
        List<String> before = text.lines().toList();
        List<String> after = otherText.lines().toList();
        StringBuilder out = new StringBuilder();
        UnifiedDiffUtils.generateUnifiedDiff(name, otherName, before, DiffUtils.diff(before, after), CONTEXT)
                .forEach(line -> out.append(paint.as(role(line), line)).append('\n'));
        return out.toString();
    }

    private static Paint.Role role(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> Paint.Role.GOOD;
            case '-' -> Paint.Role.BAD;
            case '@' -> Paint.Role.NAME;
            default -> Paint.Role.PLAIN;
        };
    }
}
