package dev.quire.recording;

import dev.quire.engine.bits.Pte;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The calls that put recorded fields into the model after a divergence: of lines of state that both have, and that
/// differ.
final class Restoration {
    private static final String PREFIX = "r_";

    private final Program program;

    Restoration(Program program) {
        this.program = program;
    }

    List<Call> of(StepComparison step) {
        List<Call> calls = new ArrayList<>();
        for (StepComparison.Row row : step.rows()) {
            if (row.kernel() instanceof Line.Entry kernel
                    && row.model() instanceof Line.Entry model
                    && !row.agree()
                    && kernel.present()
                    && model.present()) {
                calls.add(entry(kernel));
            } else if (row.kernel() instanceof Line.Area kernel && row.model() instanceof Line.Area && !row.agree()) {
                calls.add(area(kernel));
            }
        }
        return calls;
    }

    private Call entry(Line.Entry kernel) {
        return new Call(
                "restore_entry",
                List.of(
                        Call.Maker.actor(kernel.actor()),
                        Call.Maker.address(String.valueOf(kernel.page())),
                        bits(value(kernel.fields(), "hw")),
                        number(value(kernel.fields(), "map")),
                        number(value(kernel.fields(), "ref")),
                        flags("rec_pte", "kpageflags", value(kernel.fields(), "flags"))));
    }

    private Call area(Line.Area kernel) {
        String start = kernel.where().substring(1, kernel.where().indexOf(','));
        return new Call(
                "restore_vma",
                List.of(
                        Call.Maker.actor(kernel.actor()),
                        Call.Maker.address(start),
                        flags("rec_vma", "vmflags", value(kernel.fields(), "vmflags"))));
    }

    private static String value(List<Field> fields, String key) {
        return fields.stream()
                .filter(f -> f.key().equals(key))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    private static long number(String digits) {
        return digits.isEmpty() ? 0 : Call.Maker.number(digits);
    }

    private static long bits(String hardware) {
        List<String> names = List.of(hardware.split(","));
        return Pte.PRESENT
                | (names.contains("RW") ? Pte.WRITABLE : 0)
                | (names.contains("A") ? Pte.ACCESSED : 0)
                | (names.contains("D") ? Pte.DIRTY : 0)
                | (names.contains("SD") ? Pte.SOFT_DIRTY : 0)
                | (names.contains("UFFDWP") ? Pte.UFFD_WP : 0);
    }

    /// Flags by the names that the parameter of an event gives them.
    private long flags(String event, String parameter, String names) {
        ValueType type = program.events().stream()
                .filter(e -> e.name().equals(event))
                .flatMap(e -> e.parameters().stream())
                .filter(p -> p.name().equals(parameter))
                .map(ValueType.Member::type)
                .findFirst()
                .orElse(null);
        List<String> cases = Objects.requireNonNull((ValueType.FlagsType) type).cases();
        long word = 0;
        for (String name : names.split(",")) {
            int bit = cases.indexOf(PREFIX + name);
            word |= bit < 0 ? 0 : 1L << bit;
        }
        return word;
    }
}
