package dev.quire.recording;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.recording.Recording.RecordedStep;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a recording. One that is cut, or that holds a line which is none of the format's, is reported with its place.
public final class RecordingReader {
    private final Source source;
    private final Problems problems;
    private final List<RecordedStep> steps = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private @Nullable Operation operation;
    private int stepLine;
    private int offset;
    private int lineNumber;
    private String name = "";
    private boolean attached;
    private String description = "";
    private Recording.Paging paging = Recording.Paging.NONE;
    private boolean ended;

    private RecordingReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /// The recording, or null when something was reported.
    public static @Nullable Recording read(Source source, String kernel, String setup, Problems problems) {
        RecordingReader reader = new RecordingReader(source, problems);
        reader.all();
        if (problems.any()) {
            return null;
        }
        return new Recording(
                reader.name, kernel, setup, reader.attached, reader.description, reader.paging, reader.steps);
    }

    private void all() {
        String text = source.text();
        while (offset < text.length() && !problems.any()) {
            int end = text.indexOf('\n', offset);
            int stop = end < 0 ? text.length() : end;
            lineNumber++;
            String line = text.substring(offset, stop).stripTrailing();
            if (lineNumber == 1 && !line.startsWith("SCENARIO ")) {
                bad("a recording begins with SCENARIO");
            } else if (ended && !line.isEmpty()) {
                bad("nothing follows END");
            } else if (!line.isEmpty()) {
                line(line);
            }
            offset = stop + 1;
        }
        if (!problems.any() && !ended) {
            problems.report(
                    Code.Q712, new Span(source.index(), text.length(), text.length()), "", steps.size(), lineNumber);
        }
    }

    private void bad(String what) {
        int stop = source.text().indexOf('\n', offset);
        Span span = new Span(source.index(), offset, stop < 0 ? source.text().length() : stop);
        problems.report(Code.Q711, span, "", lineNumber, what);
    }

    private void line(String line) {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        try {
            switch (word) {
                case "SCENARIO" -> scenario(rest);
                case "DESC" -> description = rest;
                case "KVM" -> paging = new Recording.Paging(true, rest.contains("tdp_mmu=1"), rest.contains("npt=Y"));
                case "STEP" -> step(rest);
                case "END" -> {
                    finish();
                    ended = true;
                }
                default -> {
                    if (operation == null) {
                        bad("a line of a step before the first STEP");
                    } else {
                        LineParser.parse(word, rest, lines);
                    }
                }
            }
        } catch (LineParser.Malformed malformed) {
            bad(String.valueOf(malformed.getMessage()));
        }
    }

    private void scenario(String rest) {
        String[] parts = rest.split(" ");
        if (parts.length != 2 || !parts[1].startsWith("mode=")) {
            throw new LineParser.Malformed("SCENARIO wants a name and a mode=");
        }
        name = parts[0];
        attached = parts[1].equals("mode=attach");
        if (!attached && !parts[1].equals("mode=noattach")) {
            throw new LineParser.Malformed("the mode is attach or noattach");
        }
    }

    private void step(String rest) {
        finish();
        int space = rest.indexOf(' ');
        String number = space < 0 ? rest : rest.substring(0, space);
        if (space < 0 || !number.equals(String.valueOf(steps.size() + 1))) {
            throw new LineParser.Malformed("step " + (steps.size() + 1) + " with its operation is due here");
        }
        operation = Operation.parse(rest.substring(space + 1));
        stepLine = lineNumber;
    }

    private void finish() {
        if (operation == null) {
            return;
        }
        if (lines.isEmpty() || lines.get(0).kind() != LineKind.RET) {
            throw new LineParser.Malformed("step " + (steps.size() + 1) + " has no RET");
        }
        steps.add(new RecordedStep(steps.size() + 1, stepLine, operation, lines));
        lines.clear();
        operation = null;
    }
}
