package dev.quire.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quire.explore.Finding;
import dev.quire.program.Program;
import dev.quire.session.Session;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The path to what an exploration found, for other tools: a Mermaid sequence diagram, or a trace in the Informal Trace
/// Format that Apalache and Quint write (docs/json.md).
public final class PathFormats {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Session.Exploration x;
    private final Reports reports;
    private final EventText events;
    private final List<Program.ThreadCode> threads;
    private final String title;

    public PathFormats(Session.Exploration exploration, Reports reports) {
        x = exploration;
        this.reports = reports;
        events = new EventText(x.program(), new Names(Map.of()));
        Program.Scenario s = Objects.requireNonNull(x.program().scenario());
        threads = s.threads();
        title = RunReport.heading(x.program());
    }

    /// What was found, in words, and the way to it.
    private record Found(String what, List<Session.Row> rows) {}

    /// The first counterexample, or else the first data race, or else the first witness.
    private Found found() {
        List<Finding> all = x.outcome() == null ? List.of() : x.outcome().findings();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).what() != Finding.What.WITNESS) {
                return found(i);
            }
        }
        if (x.races() != null && !x.races().found().isEmpty()) {
            Session.DataRace race = x.races().found().getFirst();
            return new Found("DATA RACE " + race.name(), race.path());
        }
        if (x.setupFailure() != null) {
            return new Found("FAILED the setup: " + x.setupFailure().getMessage(), List.of());
        }
        return all.isEmpty() ? new Found("no counterexample and no witness", List.of()) : found(0);
    }

    private Found found(int number) {
        Finding f = Objects.requireNonNull(x.outcome()).findings().get(number);
        return new Found(
                reports.found(x.program(), f).replaceAll("\\s+", " "), x.paths().get(number));
    }

    /// A sequence diagram: a participant for each thread, a message to itself for each step, a note for each event.
    public String mermaid() {
        Found found = found();
        StringBuilder out = new StringBuilder("sequenceDiagram\n");
        out.append("    title ").append(escaped(title + ": " + found.what())).append('\n');
        for (int t = 0; t < threads.size(); t++) {
            out.append("    participant t")
                    .append(t)
                    .append(" as ")
                    .append(threads.get(t).name())
                    .append('\n');
        }
        List<String> places = reports.places(found.rows());
        for (int i = 0; i < places.size(); i++) {
            Session.Row row = found.rows().get(i);
            String thread = "t" + row.thread();
            out.append("    ").append(thread).append("->>").append(thread).append(": ");
            out.append(escaped(places.get(i))).append('\n');
            for (var event : row.events()) {
                out.append("    Note over ").append(thread).append(": ");
                out.append(escaped(events.of(event))).append('\n');
            }
        }
        return out.toString();
    }

    /// A trace of one state for each step: who took it, where it stands, and the events that it emitted.
    public String itf() {
        Found found = found();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("#meta");
            json.writeStringField("format", "ITF");
            json.writeStringField("source", title);
            json.writeStringField("description", found.what());
            json.writeEndObject();
            json.writeArrayFieldStart("vars");
            for (String name : List.of("thread", "place", "events")) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("states");
            List<String> places = reports.places(found.rows());
            for (int i = 0; i < places.size(); i++) {
                state(json, i, found.rows().get(i), places.get(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    private void state(JsonGenerator json, int index, Session.Row row, String place) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("#meta");
        json.writeNumberField("index", index);
        json.writeEndObject();
        json.writeStringField("thread", threads.get(row.thread()).name());
        json.writeStringField("place", place);
        json.writeArrayFieldStart("events");
        for (var event : row.events()) {
            json.writeString(events.of(event));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /// Mermaid ends a message at a semicolon and reads `#` as the begin of a character's number.
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(c == ';' || c == '#' ? "#" + (int) c + ";" : String.valueOf(c));
        }
        return out.toString();
    }
}
