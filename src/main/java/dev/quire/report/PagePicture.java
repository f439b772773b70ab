package dev.quire.report;

import dev.quire.text.Paint;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Pages as a picture, a character each, with a legend of those that occur.
final class PagePicture {
    private static final int ROW = 64;

    /// A state's character and look.
    private record Look(char sign, Paint.Role role, String what) {}

    private static final Map<String, Look> LOOKS = new LinkedHashMap<>();

    static {
        LOOKS.put("EMPTY", new Look('.', Paint.Role.FAINT, "nothing mapped"));
        LOOKS.put("READ_ONLY", new Look('r', Paint.Role.GOOD, "read-only"));
        LOOKS.put("WRITABLE", new Look('w', Paint.Role.NAME, "writable, clean"));
        LOOKS.put("DIRTY_PAGE", new Look('D', Paint.Role.STRONG, "writable, dirty"));
        LOOKS.put("SHARED", new Look('s', Paint.Role.DOUBTFUL, "mapped more than once"));
        LOOKS.put("KSM_PAGE", new Look('K', Paint.Role.DOUBTFUL, "merged by KSM"));
        LOOKS.put("ZERO_PAGE", new Look('0', Paint.Role.FAINT, "the zero page"));
        LOOKS.put("HUGE_PAGE", new Look('H', Paint.Role.STRONG, "of a huge page"));
        LOOKS.put("SWAPPED", new Look('~', Paint.Role.BAD, "swapped out"));
        LOOKS.put("MIGRATING", new Look('m', Paint.Role.BAD, "being migrated"));
        LOOKS.put("OTHER", new Look('?', Paint.Role.BAD, "not present, otherwise"));
    }

    private final Paint paint;
    private final StringBuilder signs = new StringBuilder();
    private final Set<String> states = new LinkedHashSet<>();

    PagePicture(Paint paint) {
        this.paint = paint;
    }

    void run(long pages, String state) {
        states.add(state);
        signs.repeat(look(state).sign(), (int) pages);
    }

    private static Look look(String state) {
        return LOOKS.getOrDefault(state, new Look('?', Paint.Role.BAD, state));
    }

    /// Rows of pages under their number from the beginning; rows that repeat are said once.
    String text() {
        StringBuilder out = new StringBuilder();
        String before = "";
        int same = 0;
        for (int at = 0; at < signs.length(); at += ROW) {
            String row = signs.substring(at, Math.min(signs.length(), at + ROW));
            if (row.equals(before)) {
                same++;
                continue;
            }
            repeated(out, same);
            same = 0;
            before = row;
            out.append(String.format("%8d  ", at)).append(coloured(row)).append('\n');
        }
        repeated(out, same);
        for (String state : LOOKS.keySet()) {
            if (states.contains(state)) {
                Look look = look(state);
                out.append(' ')
                        .append(paint.as(look.role(), String.valueOf(look.sign())))
                        .append(' ')
                        .append(look.what())
                        .append("  ");
            }
        }
        return out.toString().stripTrailing() + "\n";
    }

    private static void repeated(StringBuilder out, int rows) {
        if (rows > 0) {
            out.append("       *  the same for ").append(rows).append(rows == 1 ? " row more\n" : " rows more\n");
        }
    }

    private String coloured(String row) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 1; i <= row.length(); i++) {
            if (i == row.length() || row.charAt(i) != row.charAt(from)) {
                char sign = row.charAt(from);
                Paint.Role role = LOOKS.values().stream()
                        .filter(l -> l.sign() == sign)
                        .map(Look::role)
                        .findFirst()
                        .orElse(Paint.Role.PLAIN);
                out.append(paint.as(role, row.substring(from, i)));
                from = i;
            }
        }
        return out.toString();
    }
}
