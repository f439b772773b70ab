package dev.quire.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quire.recording.LineKind;
import dev.quire.recording.Replay;
import dev.quire.recording.Score;
import dev.quire.recording.StepComparison;
import dev.quire.session.WhatItTakes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Conformance for programs: one JSON object a line, for each recording and then for all.
public final class ConformanceJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ConformanceJson() {}

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /// Each recording, each group, and all, free-running; then the totals of the replay that restored recorded fields,
    /// where there was one.
    public static String text(List<Replay.Result> results, WhatItTakes takes, @Nullable List<Replay.Result> restored) {
        StringBuilder out = new StringBuilder();
        results.forEach(
                r -> out.append(object(json -> recording(json, r, takes))).append('\n'));
        ConformanceReport.groups(results)
                .forEach((group, of) -> out.append(object(json -> {
                            json.writeStringField("type", "group");
                            json.writeStringField("group", group);
                            score(json, Score.of(of));
                        }))
                        .append('\n'));
        out.append(object(json -> total(json, "free-running", results))).append('\n');
        if (restored != null) {
            out.append(object(json -> total(json, "resync", restored))).append('\n');
        }
        return out.toString();
    }

    private static void total(JsonGenerator json, String mode, List<Replay.Result> results) throws IOException {
        json.writeStringField("type", "conformance");
        score(json, Score.of(results));
        json.writeObjectFieldStart("without_timed");
        score(
                json,
                Score.of(results.stream().filter(r -> !r.recording().timed()).toList()));
        json.writeEndObject();
        json.writeStringField("mode", mode);
        json.writeNumberField("processors", 1);
        json.writeStringField("caveat", ConformanceReport.ONE_CPU);
    }

    private static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void recording(JsonGenerator json, Replay.Result result, WhatItTakes takes) throws IOException {
        json.writeStringField("type", "recording");
        json.writeStringField("recording", result.recording().path());
        json.writeStringField("group", result.recording().group());
        json.writeBooleanField("timed", result.recording().timed());
        score(json, Score.of(List.of(result)));
        StepComparison divergence = result.divergence();
        if (divergence != null) {
            json.writeObjectFieldStart("divergence");
            json.writeNumberField("step", divergence.step().number());
            json.writeNumberField("line", divergence.step().line());
            json.writeStringField("operation", divergence.step().operation().text());
            StepComparison.Problem problem = divergence.problem();
            if (problem != null) {
                json.writeStringField(problem.unmodelled() ? "unmodelled" : "broken", problem.message());
            }
            FirstDivergence first = FirstDivergence.of(divergence);
            json.writeStringField("what", first.what());
            Optional<WhatItTakes.Entry> entry = first.in(takes);
            if (entry.isPresent()) {
                json.writeStringField("why", entry.get().why());
                json.writeStringField("takes", entry.get().takes());
            }
            json.writeArrayFieldStart("lines");
            for (StepComparison.Row row : divergence.rows()) {
                if (!row.agree()) {
                    json.writeStartObject();
                    if (row.kernel() != null) {
                        json.writeStringField("kernel", row.kernel().text());
                    }
                    if (row.modelText() != null) {
                        json.writeStringField("model", row.modelText());
                    }
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void score(JsonGenerator json, Score score) throws IOException {
        json.writeNumberField("recordings", score.recordings());
        json.writeNumberField("exact_recordings", score.exactRecordings());
        json.writeNumberField("steps", score.steps());
        json.writeNumberField("exact", score.exact());
        json.writeNumberField("semantic", score.semantic());
        json.writeNumberField("accounting", score.accounting());
        json.writeNumberField("led", score.led());
        json.writeNumberField("unmodelled", score.unmodelled());
        json.writeObjectFieldStart("lines");
        for (LineKind kind : LineKind.values()) {
            StepComparison.Tally tally = score.lines().get(kind);
            if (tally != null) {
                json.writeArrayFieldStart(kind.name());
                json.writeNumber(tally.matched());
                json.writeNumber(tally.recorded());
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }
}
