package dev.quire.diagnostic;

/// How many columns of a terminal a text takes: tabs four, wide characters and emoji two, marks that combine none.
final class Columns {
    private static final int TAB = 4;

    /// First and last code points of the wide blocks.
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private Columns() {}

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int c) {
        if (c == '\t') {
            return TAB;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(c) ? 2 : 1;
        };
    }

    private static boolean wide(int c) {
        for (int[] block : WIDE) {
            if (c >= block[0] && c <= block[1]) {
                return true;
            }
        }
        return false;
    }

    /// A line as it can be printed: tabs as spaces, other control characters as a placeholder of one column.
    static String expand(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t') {
                out.append(" ".repeat(TAB));
            } else {
                out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        });
        return out.toString();
    }
}
