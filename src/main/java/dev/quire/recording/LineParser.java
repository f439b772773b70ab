package dev.quire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one line of a step.
final class LineParser {
    private static final String RANGE = "(\\[(?:ALL|[0-9a-fx+]+,[0-9a-fx+]+)\\))";
    private static final Pattern NOTICE = Pattern.compile("(\\w) (range_start|range_end|interval_invalidate"
            + "|invalidate_range|change_pte|clear_flush_young|clear_young|test_young|release)\\s+(.*)");
    private static final Pattern FAULT = Pattern.compile("(\\w) fault (\\d+) ([A-Z,]+) ret=(\\S+) by=(\\S+)");
    private static final Pattern FLUSH =
            Pattern.compile("(\\w) tlb_flush " + RANGE + " stride=(\\d+)( freed_tables)? by=(\\S+)");
    private static final Pattern AREA =
            Pattern.compile("(\\w) " + RANGE + " ([r-][w-][x-][ps]) (off=\\S+) (\\S+)((?: \\w+=\\S+)+)");
    private static final Pattern ENTRY = Pattern.compile("(\\w) (\\d+) (nonpresent )?((?:\\w+=\\S+ ?)+)");
    private static final Pattern RUN = Pattern.compile("(\\w) (\\d+)\\.\\.(\\d+) (?:nonpresent )?"
            + "\\((same attributes, consecutive frames|all|count only)\\) first: PTE (.*)");
    private static final String CONSECUTIVE = "same attributes, consecutive frames";
    private static final String COUNT_ONLY = "count only";
    private static final int LARGEST_RUN = 1 << 20;

    private LineParser() {}

    /// A line that is none of the format's.
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    static void parse(String word, String rest, List<Line> into) {
        switch (word) {
            case "RET" -> {
                if (!into.isEmpty()) {
                    throw new Malformed("RET is the first line of its step");
                }
                into.add(new Line.Return(rest));
            }
            case "N" -> {
                Matcher m = match(NOTICE, rest, "N");
                into.add(new Line.Notice(m.group(1), m.group(2), m.group(3)));
            }
            case "F" -> {
                Matcher m = match(FAULT, rest, "F");
                into.add(new Line.Fault(m.group(1), number(m.group(2)), m.group(3), m.group(4), m.group(5)));
            }
            case "T" -> {
                Matcher m = match(FLUSH, rest, "T");
                into.add(new Line.Flush(
                        m.group(1), m.group(2), (int) number(m.group(3)), m.group(4) != null, m.group(5)));
            }
            case "K" -> into.add(new Line.Guest(rest));
            case "H" -> into.add(new Line.Mirror(rest));
            case "G" -> into.add(new Line.Gup(rest));
            case "OUT" -> into.add(new Line.Outside(rest));
            case "VMA" -> into.add(area(rest));
            case "PTE" -> into.add(entry(rest, false));
            case "PMD" -> into.add(entry(rest, true));
            case "RUN" -> run(rest, into);
            default -> throw new Malformed("`" + word + "` begins no line of a recording");
        }
    }

    private static Matcher match(Pattern pattern, String text, String what) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new Malformed("this is not how " + what + " goes on");
        }
        return matcher;
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new Malformed(digits + " is out of range");
        }
    }

    private static Line.Area area(String rest) {
        Matcher m = match(AREA, rest, "VMA");
        List<Field> fields = new ArrayList<>(fields(m.group(4)));
        fields.addAll(fields(m.group(6).strip()));
        return new Line.Area(m.group(1), m.group(2), m.group(3), m.group(5), fields);
    }

    private static Line.Entry entry(String rest, boolean huge) {
        Matcher m = match(ENTRY, rest, huge ? "PMD" : "PTE");
        return new Line.Entry(
                m.group(1),
                number(m.group(2)),
                huge,
                m.group(3) == null,
                fields(m.group(4).strip()));
    }

    private static List<Field> fields(String text) {
        List<Field> fields = new ArrayList<>();
        for (String part : text.split(" ")) {
            int equals = part.indexOf('=');
            fields.add(new Field(part.substring(0, equals), part.substring(equals + 1)));
        }
        return fields;
    }

    private static void run(String rest, List<Line> into) {
        Matcher m = match(RUN, rest, "RUN");
        long from = number(m.group(2));
        long to = number(m.group(3));
        Line.Entry first = entry(m.group(5), false);
        if (to < from
                || to - from >= LARGEST_RUN
                || first.page() != from
                || !first.actor().equals(m.group(1))) {
            throw new Malformed("a RUN goes from its first entry upwards");
        }
        boolean consecutive = m.group(4).equals(CONSECUTIVE);
        boolean counted = m.group(4).equals(COUNT_ONLY);
        for (int k = 0; k <= to - from; k++) {
            List<Field> fields = new ArrayList<>();
            for (Field f : first.fields()) {
                fields.add(new Field(f.key(), following(f, k, consecutive, counted)));
            }
            into.add(new Line.Entry(first.actor(), from + k, false, first.present(), fields));
        }
    }

    private static String following(Field field, int k, boolean consecutive, boolean counted) {
        if (k > 0 && consecutive && field.key().equals("frame")) {
            if (!Names.isFrame(field.value())) {
                throw new Malformed(field.value() + " names no frame that others follow");
            }
            return Names.following(field.value(), k);
        }
        if (k > 0 && counted && field.key().equals("slot")) {
            return Naming.ANY_SLOT;
        }
        return field.value();
    }
}
