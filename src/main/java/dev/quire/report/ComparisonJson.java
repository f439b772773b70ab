package dev.quire.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quire.explore.CostSearch;
import dev.quire.session.Comparison;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// A comparison for programs: one JSON object a line, described in docs/json.md.
public final class ComparisonJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ComparisonJson() {}

    /// A number, or the least and the greatest over all interleavings.
    private static void range(JsonGenerator json, String name, CostSearch.Range range) throws IOException {
        if (range.least() == range.greatest()) {
            json.writeNumberField(name, range.least());
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("least", range.least());
        if (range.unbounded()) {
            json.writeStringField("greatest", "unbounded");
        } else {
            json.writeNumberField("greatest", range.greatest());
        }
        json.writeEndObject();
    }

    /// One scenario under its kernels.
    public static String of(Comparison c) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "comparison");
            json.writeStringField("scenario", c.title());
            json.writeArrayFieldStart("kernels");
            for (Comparison.Column k : c.columns()) {
                json.writeStartObject();
                json.writeStringField("kernel", k.kernel());
                json.writeBooleanField("recorded", k.recorded());
                json.writeBooleanField("held", k.held());
                json.writeStringField("verdict", k.verdict());
                json.writeObjectFieldStart("values");
                for (var value : k.values().entrySet()) {
                    json.writeStringField(value.getKey(), value.getValue());
                }
                json.writeEndObject();
                json.writeObjectFieldStart("costs");
                for (var cost : k.costs().entrySet()) {
                    range(json, cost.getKey(), cost.getValue());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
