package dev.quire.report;

import dev.quire.engine.trace.Event;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.text.Paint;
import java.util.ArrayList;
import java.util.List;

/// Events as people read them: the name, then the arguments.
final class EventText {
    private final Program program;
    private final ValueText values;

    EventText(Program program, Names names) {
        this.program = program;
        this.values = new ValueText(names, program.texts());
    }

    String name(Event e) {
        return name(e.kind());
    }

    /// The name of a kind of events.
    String name(int kind) {
        return program.events().get(kind).name();
    }

    /// The arguments' texts, in the order of the event's parameters.
    List<String> arguments(Event e) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (ValueType.Member m : program.events().get(e.kind()).parameters()) {
            parts.add(values.of(m.type(), e.words(), at));
            at += m.type().words();
        }
        return parts;
    }

    String of(Event e) {
        return of(e, Paint.NONE);
    }

    String of(Event e, Paint paint) {
        List<String> arguments = arguments(e);
        String name = paint.as(Paint.Role.NAME, name(e));
        return arguments.isEmpty() ? name : name + " " + String.join(" ", arguments);
    }
}
