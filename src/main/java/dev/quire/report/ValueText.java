package dev.quire.report;

import dev.quire.engine.bits.Pte;
import dev.quire.engine.bits.Rights;
import dev.quire.interpreter.Errno;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.List;

/// Values in the field's notation.
final class ValueText {
    private static final int PAGE_SHIFT = 12;
    private static final long USER_END = 0x7fff_ffff_f000L;
    private static final long REGION = 0x1000_0000_0000L;

    private final Names names;
    private final List<String> texts;

    /// `texts` are the program's, which values of type `text` number.
    ValueText(Names names, List<String> texts) {
        this.names = names;
        this.texts = texts;
    }

    String of(ValueType type, long[] words, int at) {
        return switch (type) {
            case ValueType.Basic b -> basic(b, words, at);
            case ValueType.EnumType e ->
                words[at] >= 0 && words[at] < e.cases().size()
                        ? e.cases().get((int) words[at])
                        : String.valueOf(words[at]);
            case ValueType.FlagsType f -> flags(f, words[at]);
            case ValueType.Handle h -> words[at] == 0 ? "none" : names.object(h.name(), words[at]);
            case ValueType.RecordType r -> record(r, words, at);
            case ValueType.OrErrno o -> words[at] == 0 ? of(o.of(), words, at + 1) : Errno.name(words[at]);
            case ValueType.ListType l -> "list:" + words[at];
            case ValueType.MapType m -> "map:" + words[at];
        };
    }

    /// A type as it is written.
    static String type(ValueType type) {
        return switch (type) {
            case ValueType.Basic b -> b.name();
            case ValueType.EnumType e -> e.name();
            case ValueType.FlagsType f -> f.name();
            case ValueType.Handle h -> h.name() + (h.nullable() ? "?" : "");
            case ValueType.RecordType r -> r.name();
            case ValueType.OrErrno o -> type(o.of()) + " or errno";
            case ValueType.ListType l -> "list<" + type(l.of()) + ">";
            case ValueType.MapType m -> "map<" + type(m.key()) + ", " + type(m.value()) + ">";
        };
    }

    private String basic(ValueType.Basic b, long[] words, int at) {
        return switch (b.name()) {
            case "bool" -> words[at] != 0 ? "yes" : "no";
            case "addr" -> address(words[at]);
            case "range" ->
                words[at] == 0 && Long.compareUnsigned(words[at + 1], USER_END) >= 0
                        ? "[ALL)"
                        : "[" + address(words[at]) + "," + address(words[at + 1]) + ")";
            case "perm" -> Rights.describe(words[at]);
            case "pte" ->
                Pte.present(words[at])
                        ? names.frame(words[at]) + "{" + Pte.describe(words[at]) + "}"
                        : Pte.describe(words[at]);
            case "unit" -> "";
            case "text" -> texts.get((int) words[at]);
            default -> String.valueOf(words[at]);
        };
    }

    /// Pages of the first mapping region by their number, other addresses in hexadecimal.
    private static String address(long address) {
        long offset = address - REGION;
        boolean page = offset >= 0 && offset < 1L << 32 && (offset & (1L << PAGE_SHIFT) - 1) == 0;
        return page ? String.valueOf(offset >>> PAGE_SHIFT) : "0x" + Long.toHexString(address);
    }

    private static String flags(ValueType.FlagsType f, long word) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < f.cases().size(); i++) {
            if ((word >>> i & 1) != 0) {
                set.add(f.cases().get(i));
            }
        }
        return set.isEmpty() ? "none" : String.join("+", set);
    }

    private String record(ValueType.RecordType r, long[] words, int at) {
        List<String> parts = new ArrayList<>();
        int next = at;
        for (ValueType.Member m : r.members()) {
            parts.add(m.name() + ": " + of(m.type(), words, next));
            next += m.type().words();
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
