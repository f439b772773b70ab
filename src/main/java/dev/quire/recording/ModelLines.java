package dev.quire.recording;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.bits.Rights;
import dev.quire.engine.trace.Event;
import dev.quire.engine.trace.EventSink;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// Puts the events of the library's recorded module into the recording's grammar. What they say, the library has
/// computed; events of
/// other modules are passed over. Names of frames are made of the model's own numbers.
final class ModelLines implements EventSink {
    private static final String PREFIX = "rec_";
    private static final int PAGE_SHIFT = 12;
    /// Backings of a VMA that are no file: numbers below zero.
    private static final List<String> UNNAMED = List.of("anon", "/dev/zero_(deleted)", "/anon_hugepage_(deleted)");

    private final Program program;
    private final LongFunction<String> files;
    private final List<Line> lines = new ArrayList<>();
    private final ReturnText returned = new ReturnText();
    private final GuestLines guests;
    private String by = "agent";

    ModelLines(Program program, LongFunction<String> files, GuestLines guests) {
        this.program = program;
        this.files = files;
        this.guests = guests;
    }

    /// What comes next happens in the program itself again.
    void program() {
        by = "agent";
    }

    /// Whether an event tells of an operation's return value.
    boolean returns(Event event) {
        Program.EventKind kind = program.events().get(event.kind());
        return kind.name().startsWith(PREFIX)
                && new ReturnText().accept(kind.name().substring(PREFIX.length()), new Arguments(kind, event.words()));
    }

    /// The lines so far, `RET` first.
    List<Line> lines() {
        List<Line> all = new ArrayList<>();
        all.add(new Line.Return(returned.text()));
        all.addAll(lines);
        return all;
    }

    @Override
    public void accept(Event event) {
        Program.EventKind kind = program.events().get(event.kind());
        if (GuestLines.KERNEL.contains(kind.name())) {
            guests.kernel(kind.name(), new Arguments(kind, event.words()), lines);
        } else if (kind.name().startsWith(PREFIX)) {
            Arguments a = new Arguments(kind, event.words());
            if (!returned.accept(kind.name().substring(PREFIX.length()), a)) {
                one(kind.name().substring(PREFIX.length()), a);
            }
        }
    }

    private void one(String name, Arguments a) {
        switch (name) {
            case "task" -> by = a.text();
            case "range_start", "interval_invalidate" ->
                lines.add(new Line.Notice(a.actor(), name, a.extent() + " " + a.text() + " flags=blockable by=" + by));
            case "range_end" -> lines.add(new Line.Notice(a.actor(), name, a.extent() + " " + a.text() + " by=" + by));
            case "invalidate_range" -> lines.add(new Line.Notice(a.actor(), name, a.extent() + " by=" + by));
            case "release" -> lines.add(new Line.Notice(a.actor(), name, "by=" + by));
            case "change_pte" ->
                lines.add(new Line.Notice(
                        a.actor(), name, a.extent() + " " + a.frame() + " pte=" + changed(a.word()) + " by=" + by));
            case "clear_flush_young", "clear_young", "test_young" ->
                lines.add(new Line.Notice(a.actor(), name, a.extent() + " ret=" + a.word() + " by=" + by));
            case "fault" -> lines.add(new Line.Fault(a.actor(), Call.Maker.page(a.word()), a.text(), a.text(), by));
            case "flush" -> lines.add(new Line.Flush(a.actor(), a.extent(), (int) a.word(), a.word() != 0, by));
            case "gup" ->
                lines.add(new Line.Gup("? gup " + Call.Maker.page(a.word()) + " " + a.frame() + " " + a.text()));
            case "vma" -> lines.add(area(a));
            case "pte" -> lines.add(entry(a));
            case "absent" -> lines.add(absent(a));
            case "zero" -> guests.zero(a.word());
            case "compound" -> guests.compound(a.word(), (int) a.word());
            default -> GuestLines.mirror(name, a, lines);
        }
    }

    private static String changed(long pte) {
        return (Pte.has(pte, Pte.WRITABLE) ? "RW" : "RO")
                + (Pte.has(pte, Pte.DIRTY) ? ",DIRTY" : "")
                + (Pte.has(pte, Pte.SOFT_DIRTY) ? ",SD" : "");
    }

    private Line area(Arguments a) {
        String actor = a.actor();
        String where = a.extent();
        String rights = Rights.describe(a.word()) + (a.word() != 0 ? "s" : "p");
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("off", String.valueOf(a.word() >>> PAGE_SHIFT)));
        long backing = a.word();
        fields.add(new Field("pss_kb", String.valueOf(a.word())));
        a.figures(fields);
        fields.add(new Field("vmflags", a.text()));
        return new Line.Area(actor, where, rights, backing < 0 ? UNNAMED.get((int) ~backing) : file(backing), fields);
    }

    private String file(long number) {
        String name = files.apply(number);
        return (name.startsWith("e") ? "/e/" : "/t/") + name;
    }

    private static Line entry(Arguments a) {
        String actor = a.actor();
        long page = Call.Maker.page(a.word());
        boolean huge = a.word() != 0;
        List<Field> fields = new ArrayList<>();
        String frame = a.frame();
        fields.add(Field.parse(frame));
        fields.add(new Field("hw", hardware(a.word())));
        boolean counted = a.word() != 0;
        String map = String.valueOf(a.word());
        String ref = String.valueOf(a.word());
        String flags = a.text();
        long content = a.word();
        if (counted) {
            fields.add(new Field("map", map));
            fields.add(new Field("ref", ref));
            fields.add(new Field("flags", flags));
            fields.add(new Field("byte", ReturnText.hexadecimal(content)));
        }
        fields.add(new Field("pm", a.text()));
        return new Line.Entry(actor, page, huge, true, fields);
    }

    private static Line absent(Arguments a) {
        String actor = a.actor();
        long page = Call.Maker.page(a.word());
        List<Field> fields = new ArrayList<>();
        String kind = a.text().replace("swap_entry", "swap");
        fields.add(new Field("kind", kind));
        long slot = a.word();
        String said = kind.equals("swap") ? "s" + slot : kind.equals("marker") ? "uffdwp" : "-";
        fields.add(new Field("slot", said));
        fields.add(new Field("bits", a.text()));
        fields.add(new Field("pm", a.text()));
        return new Line.Entry(actor, page, false, false, fields);
    }

    private static String hardware(long pte) {
        StringBuilder text = new StringBuilder(Pte.has(pte, Pte.PRESENT) ? "P" : "PROTNONE");
        text.append(Pte.has(pte, Pte.WRITABLE) ? ",RW" : ",RO");
        long[] bits = {Pte.ACCESSED, Pte.DIRTY, Pte.SPECIAL, Pte.UFFD_WP, Pte.SOFT_DIRTY};
        String[] names = {",A", ",D", ",SPECIAL", ",UFFDWP", ",SD"};
        for (int i = 0; i < bits.length; i++) {
            text.append(Pte.has(pte, bits[i]) ? names[i] : "");
        }
        return text.append(Pte.has(pte, Pte.NO_EXECUTE) ? "" : ",X").toString();
    }

    /// An event's words, taken one after the other.
    static final class Arguments {
        private final Program.EventKind kind;
        private final long[] words;
        private int parameter;
        private int at;

        Arguments(Program.EventKind kind, long[] words) {
            this.kind = kind;
            this.words = words;
        }

        long word() {
            at += kind.parameters().get(parameter++).type().words();
            return words[at - 1];
        }

        boolean more() {
            return parameter < kind.parameters().size();
        }

        String actor() {
            return Call.Maker.letter(word());
        }

        String extent() {
            long start = word();
            return Call.Maker.extent(start, word());
        }

        /// A range, which is one parameter of two words.
        String range() {
            word();
            return Call.Maker.extent(words[at - 2], words[at - 1]);
        }

        String rangeStart() {
            word();
            return Call.Maker.place(words[at - 2]);
        }

        /// A case of an enum, or the flags that are set, by name; `-` for no flags.
        String text() {
            ValueType type = kind.parameters().get(parameter).type();
            long word = word();
            return switch (type) {
                case ValueType.EnumType e -> said(e.cases().get((int) word));
                case ValueType.FlagsType f -> flags(f, word);
                case ValueType.Basic b -> String.valueOf(word);
                case ValueType.Handle h -> String.valueOf(word);
                case ValueType.RecordType r -> throw odd();
                case ValueType.OrErrno o -> throw odd();
                case ValueType.ListType l -> throw odd();
                case ValueType.MapType m -> throw odd();
            };
        }

        /// Cases that only the recorder has begin with `r_`, so that the kernel's of the same name keep theirs.
        private static String said(String name) {
            return name.startsWith("r_") ? name.substring(2) : name.startsWith("NOTIFY_") ? name.substring(7) : name;
        }

        private IllegalStateException odd() {
            return new IllegalStateException(kind.name() + " has a parameter that no line can show");
        }

        private static String flags(ValueType.FlagsType f, long word) {
            List<String> set = new ArrayList<>();
            for (int i = 0; i < f.cases().size(); i++) {
                if ((word >>> i & 1) != 0) {
                    set.add(said(f.cases().get(i)));
                }
            }
            return set.isEmpty() ? "-" : String.join(",", set);
        }

        /// `frame=` of four parameters: what it is (0 a page, 1 part of a compound page, 2 the zero page, 3 the huge
        /// one, 4 none), its
        /// number, and its place in the compound page.
        String frame() {
            long what = word();
            long number = word();
            long part = word();
            return "frame="
                    + switch ((int) what) {
                        case 0 -> "p" + number;
                        case 1 -> "h" + number + "+" + part;
                        case 2 -> "Z";
                        case 3 -> "HZ";
                        default -> "-";
                    };
        }

        /// Figures by the names of their parameters, those that are zero left out, up to the flags that follow them.
        void figures(List<Field> into) {
            while (kind.parameters().get(parameter).type() instanceof ValueType.Basic) {
                String name = kind.parameters().get(parameter).name();
                long value = word();
                if (value != 0) {
                    into.add(new Field(name, String.valueOf(value)));
                }
            }
        }
    }
}
