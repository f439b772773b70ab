package dev.quire.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.quire.text.Paint;
import java.util.List;

/// What changed in a script's report, as a unified diff.
public final class GoldenDiff {
    private static final int CONTEXT = 3;

    private GoldenDiff() {}

    public static String of(String script, Golden.Text recorded, Golden.Text now, Paint paint) {
        List<String> before = recorded.text().lines().toList();
        List<String> after = now.text().lines().toList();
        StringBuilder out = new StringBuilder();
        if (recorded.wrong() != now.wrong()) {
            out.append(script)
                    .append(
                            now.wrong()
                                    ? " is refused now, and was not when recorded\n"
                                    : " is accepted now, and was refused when recorded\n");
        }
        UnifiedDiffUtils.generateUnifiedDiff(
                        script + " as recorded", script + " as it is", before, DiffUtils.diff(before, after), CONTEXT)
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
