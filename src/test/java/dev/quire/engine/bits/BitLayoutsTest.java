package dev.quire.engine.bits;

import dev.quire.diagnostic.GeneratedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/bit-layouts.md` is what the layout classes say. `-Dquire.update=true` rewrites it, and still fails when it had
/// to.
class BitLayoutsTest {
    private static final Path PAGE = Path.of("docs/bit-layouts.md");
    private static final int WIDEST = 100;

    @Test
    void thePageIsTheLayouts() throws IOException {
        GeneratedPage.is(PAGE, page());
    }

    private static String page() {
        StringBuilder out = new StringBuilder("# Bit layouts\n\n");
        out.append("Generated from the classes of `dev.quire.engine.bits`, each of which declares its bits once.\n");
        for (Layout layout : Layout.all()) {
            out.append("\n## ")
                    .append(layout.title())
                    .append("\n\n")
                    .append(layout.about())
                    .append("\n\n```\n");
            picture(layout).forEach(line -> out.append(line).append('\n'));
            out.append("```\n\n| Bits | Name | Mask | Meaning |\n|---|---|---|---|\n");
            for (BitField field : layout.fields()) {
                out.append("| %s | %s | `%016x` | %s |\n"
                        .formatted(bits(field), field.name(), field.mask(), field.meaning()));
            }
        }
        return out.toString();
    }

    private static String bits(BitField field) {
        int high = field.shift() + field.width() - 1;
        return field.width() == 1 ? String.valueOf(high) : high + ".." + field.shift();
    }

    /// Boxes from the highest bit down, in as many rows as it takes.
    private static List<String> picture(Layout layout) {
        List<String> lines = new ArrayList<>();
        StringBuilder numbers = new StringBuilder();
        StringBuilder edge = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (BitField field : layout.fields().reversed()) {
            int width = Math.max(bits(field).length(), field.name().length()) + 2;
            if (edge.length() + width > WIDEST) {
                finish(lines, numbers, edge, names);
            }
            numbers.append(' ').append(centred(bits(field), width));
            edge.append('+').append("-".repeat(width));
            names.append('|').append(centred(field.name(), width));
        }
        finish(lines, numbers, edge, names);
        return lines;
    }

    private static void finish(List<String> lines, StringBuilder numbers, StringBuilder edge, StringBuilder names) {
        lines.add(numbers.toString().stripTrailing());
        lines.add(edge + "+");
        lines.add(names + "|");
        lines.add(edge + "+");
        for (StringBuilder row : List.of(numbers, edge, names)) {
            row.setLength(0);
        }
    }

    private static String centred(String text, int width) {
        int left = (width - text.length()) / 2;
        return " ".repeat(left) + text + " ".repeat(width - text.length() - left);
    }
}
