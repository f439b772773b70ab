package dev.quire.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quire.text.Paint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Rows under a heading, kept as texts; columns of numbers and of yes and no are such in JSON.
public final class Table {
    private final String name;
    private final List<String> heading;
    private final List<Form> forms;
    private final List<List<String>> rows = new ArrayList<>();

    /// What the cells of a column are.
    enum Form {
        TEXT,
        /// A decimal integer.
        NUMBER,
        /// `yes` or `no`.
        BOOLEAN
    }

    record Column(String name, Form form) {}

    /// A table of texts.
    public Table(String name, List<String> heading) {
        this(name, heading.stream().map(h -> new Column(h, Form.TEXT)));
    }

    Table(String name, Stream<Column> columns) {
        this.name = name;
        List<Column> all = columns.toList();
        heading = all.stream().map(Column::name).toList();
        forms = all.stream().map(Column::form).toList();
    }

    public void row(List<String> cells) {
        rows.add(cells);
    }

    /// The table as text; lines are cut to `width`, 0 for no limit.
    public String of(TableMode mode, Paint paint, int width) {
        return switch (mode) {
            case TABLE -> aligned(paint, width);
            case CSV -> csv();
            case JSON -> json();
        };
    }

    private String aligned(Paint paint, int width) {
        int[] widths = new int[heading.size()];
        measure(widths, heading);
        rows.forEach(r -> measure(widths, r));
        StringBuilder out = new StringBuilder();
        out.append(paint.as(Paint.Role.FAINT, line(heading, widths, width))).append('\n');
        rows.forEach(r -> out.append(line(r, widths, width)).append('\n'));
        return out.toString();
    }

    private static void measure(int[] widths, List<String> cells) {
        for (int c = 0; c < widths.length; c++) {
            widths[c] = Math.max(widths[c], cells.get(c).length());
        }
    }

    private static String line(List<String> cells, int[] widths, int width) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            line.append(cells.get(c)).append(" ".repeat(widths[c] - cells.get(c).length() + 2));
        }
        String text = line.toString().stripTrailing();
        return width > 0 && text.length() > width ? text.substring(0, width - 1) + "…" : text;
    }

    private String csv() {
        StringBuilder out = new StringBuilder(comma(heading));
        rows.forEach(r -> out.append(comma(r)));
        return out.toString();
    }

    private static String comma(List<String> cells) {
        return String.join(
                        ",",
                        cells.stream()
                                .map(c -> c.matches("[^,\"\n]*") ? c : '"' + c.replace("\"", "\"\"") + '"')
                                .toList())
                + "\n";
    }

    /// An object a line, so that what comes is complete at every line.
    private String json() {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringWriter line = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
                json.writeStartObject();
                json.writeStringField("row", name);
                for (int c = 0; c < heading.size(); c++) {
                    json.writeFieldName(heading.get(c));
                    switch (forms.get(c)) {
                        case TEXT -> json.writeString(row.get(c));
                        case NUMBER -> json.writeNumber(Long.parseLong(row.get(c)));
                        case BOOLEAN -> json.writeBoolean(row.get(c).equals("yes"));
                    }
                }
                json.writeEndObject();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            out.append(line).append('\n');
        }
        return out.toString();
    }
}
