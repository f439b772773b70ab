package dev.quire.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.interpreter.Failure;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.program.ValueType;
import dev.quire.report.TraceTree.Node;
import dev.quire.report.TraceTree.Operation;
import dev.quire.session.Session;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/// Runs for programs: one JSON object a line, described in docs/json.md. Values are in the notation of the text report.
public final class JsonReport {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final TraceLevel level;

    public JsonReport(TraceLevel level) {
        this.level = level;
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(String type, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    public String diagnostic(Diagnostic d, List<Source> sources) {
        return object("diagnostic", json -> {
            json.writeStringField("code", d.code().name());
            json.writeStringField("message", d.message());
            place(json, d.span(), sources);
            if (!d.help().isBlank()) {
                json.writeStringField("help", d.help());
            }
        });
    }

    public String summary(int passed, int failed, int exit) {
        return object("summary", json -> {
            json.writeNumberField("passed", passed);
            json.writeNumberField("failed", failed);
            json.writeNumberField("exit", exit);
        });
    }

    public String run(Session.Run run, List<Source> sources) {
        Program program = run.program();
        Program.Scenario s = Objects.requireNonNull(program.scenario());
        return object("run", json -> {
            json.writeStringField("scenario", s.title());
            json.writeStringField("kernel", s.kernel());
            json.writeBooleanField("recorded", s.recorded());
            json.writeStringField("verdict", verdict(run));
            json.writeArrayFieldStart("checks");
            for (Machine.CheckResult check : run.checks()) {
                check(json, check, program, sources);
            }
            json.writeEndArray();
            if (run.failure() != null) {
                json.writeObjectFieldStart("failure");
                failure(json, run.failure(), run.place(), sources);
                json.writeEndObject();
            }
            json.writeObjectFieldStart("events");
            for (int i = 0; i < run.counts().length; i++) {
                if (run.counts()[i] > 0) {
                    json.writeNumberField(program.events().get(i).name(), run.counts()[i]);
                }
            }
            json.writeEndObject();
            if (level != TraceLevel.NONE) {
                new Operations(json, run).write(TraceTree.operations(run.happenings(), program, sources));
            }
        });
    }

    private static String verdict(Session.Run run) {
        Failure failure = run.failure();
        if (failure == null) {
            return run.held() ? "held" : "unchecked";
        }
        return failure.kind() == Failure.Kind.LIMIT || failure.kind() == Failure.Kind.UNMODELLED
                ? "inconclusive"
                : "failed";
    }

    private static void check(JsonGenerator json, Machine.CheckResult check, Program program, List<Source> sources)
            throws IOException {
        json.writeStartObject();
        json.writeBooleanField("held", check.problem().isEmpty());
        if (check.check() >= 0) {
            json.writeStringField("text", program.checks().get(check.check()).text());
        }
        place(json, check.span(), sources);
        json.writeEndObject();
    }

    private static void failure(
            JsonGenerator json,
            Failure failure,
            Machine.@org.jspecify.annotations.Nullable Place place,
            List<Source> sources)
            throws IOException {
        json.writeStringField("kind", failure.kind().name().toLowerCase(java.util.Locale.ROOT));
        json.writeStringField("message", String.valueOf(failure.getMessage()));
        place(json, failure.span(), sources);
        if (place != null) {
            json.writeStringField("function", place.function().display());
            if (!place.function().counterpart().isEmpty()) {
                json.writeStringField("linux", place.function().counterpart());
            }
        }
    }

    private static void place(JsonGenerator json, Span span, List<Source> sources) throws IOException {
        if (span.source() >= 0 && span.source() < sources.size()) {
            Source source = sources.get(span.source());
            json.writeStringField("file", source.name());
            json.writeNumberField("line", source.line(span.start()));
            json.writeNumberField("column", source.column(span.start()));
        }
    }

    /// The tree of operations.
    private final class Operations {
        private final JsonGenerator json;
        private final Program program;
        private final EventText events;
        private final BitSet callbacks;

        Operations(JsonGenerator json, Session.Run run) {
            this.json = json;
            program = run.program();
            events = new EventText(program, new Names(run.names()));
            callbacks = TraceTree.callbacks(program);
        }

        void write(List<Operation> operations) throws IOException {
            json.writeArrayFieldStart("operations");
            for (Operation o : operations) {
                if (shown(o.inside())) {
                    json.writeStartObject();
                    json.writeStringField("thread", TraceTree.thread(o.thread(), program));
                    json.writeNumberField("line", o.line());
                    json.writeStringField("text", o.text());
                    if (level != TraceLevel.SUMMARY) {
                        nodes(o.inside());
                    }
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }

        private boolean shown(List<Node> nodes) {
            return nodes.stream().anyMatch(n -> switch (n) {
                case Node.Emitted e -> true;
                case Node.Skipped s -> true;
                case Node.Call c -> callbacks.get(c.function()) || shown(c.inside());
            });
        }

        private void nodes(List<Node> nodes) throws IOException {
            json.writeArrayFieldStart("inside");
            entries(nodes);
            json.writeEndArray();
        }

        private void entries(List<Node> nodes) throws IOException {
            for (Node node : nodes) {
                switch (node) {
                    case Node.Emitted e -> event(e);
                    case Node.Skipped s -> {
                        json.writeStartObject();
                        json.writeObjectFieldStart("skipped");
                        for (var kind : s.events().entrySet()) {
                            json.writeNumberField(events.name(kind.getKey()), kind.getValue());
                        }
                        json.writeEndObject();
                        json.writeEndObject();
                    }
                    case Node.Call c -> call(c);
                }
            }
        }

        private void event(Node.Emitted e) throws IOException {
            json.writeStartObject();
            json.writeStringField("event", events.name(e.event()));
            List<String> values = events.arguments(e.event());
            List<ValueType.Member> names =
                    program.events().get(e.event().kind()).parameters();
            for (int i = 0; i < values.size(); i++) {
                json.writeStringField(names.get(i).name(), values.get(i));
            }
            json.writeEndObject();
        }

        private void call(Node.Call c) throws IOException {
            boolean callback = callbacks.get(c.function());
            if (!callback && !shown(c.inside())) {
                return;
            }
            if (!callback && level != TraceLevel.FULL) {
                entries(c.inside());
                return;
            }
            json.writeStartObject();
            json.writeStringField(
                    callback ? "callback" : "function",
                    program.functions().get(c.function()).display());
            if (shown(c.inside())) {
                nodes(c.inside());
            }
            json.writeEndObject();
        }
    }
}
