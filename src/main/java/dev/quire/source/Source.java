package dev.quire.source;

import java.util.Arrays;

/// One source text with its display name. Lines and columns are computed on demand.
public final class Source {
    private final int index;
    private final String name;
    private final String text;
    private int[] lineStarts = new int[0];

    public Source(int index, String name, String text) {
        this.index = index;
        this.name = name;
        this.text = text;
    }

    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /// The 1-based line that holds `offset`.
    public int line(int offset) {
        int found = Arrays.binarySearch(starts(), offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// The 1-based column of `offset`, in code units.
    public int column(int offset) {
        return offset - starts()[line(offset) - 1] + 1;
    }

    /// The text of a 1-based line, without its line end.
    public String lineText(int line) {
        return text.substring(starts()[line - 1], lineEnd(line));
    }

    /// Where a 1-based line ends, before its line end.
    public int lineEnd(int line) {
        int from = starts()[line - 1];
        int to = line < starts().length ? starts()[line] : text.length();
        while (to > from && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r')) {
            to--;
        }
        return to;
    }

    private int[] starts() {
        if (lineStarts.length == 0) {
            int[] found = new int[16];
            int count = 1;
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '\n') {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = i + 1;
                }
            }
            lineStarts = Arrays.copyOf(found, count);
        }
        return lineStarts;
    }
}
