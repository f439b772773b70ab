package dev.quire.recording;

import java.util.List;
import java.util.stream.Collectors;

/// One `key=value` of a line of state.
public record Field(String key, String value) {
    @Override
    public String toString() {
        return key + "=" + value;
    }

    static Field parse(String text) {
        int equals = text.indexOf('=');
        return new Field(text.substring(0, equals), text.substring(equals + 1));
    }

    static String join(List<Field> fields) {
        return fields.stream().map(Field::toString).collect(Collectors.joining(" "));
    }
}
