package dev.quire.session;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Text from files and bytes: UTF-8, and nothing else.
final class Texts {
    private static final long LARGEST = 64L << 20;

    private Texts() {}

    /// A file's text, or an empty one after a report.
    static String read(Path path, String display, Problems problems) {
        try {
            if (Files.isDirectory(path)) {
                problems.report(Code.Q701, Span.NONE, "", display, "it is a folder");
                return "";
            }
            if (Files.size(path) > LARGEST) {
                problems.report(Code.Q105, Span.NONE, "", display, LARGEST >> 20);
                return "";
            }
            if (!Files.isRegularFile(path)) {
                return decodeStream(path, display, problems);
            }
            return decode(Files.readAllBytes(path), display, problems);
        } catch (NoSuchFileException missing) {
            problems.report(Code.Q701, Span.NONE, "", display, "there is no such file");
        } catch (IOException unreadable) {
            problems.report(Code.Q701, Span.NONE, "", display, "it is not readable");
        }
        return "";
    }

    /// A pipe or a device has no size, and a device may have no end.
    private static String decodeStream(Path path, String display, Problems problems) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((int) LARGEST + 1);
            if (bytes.length <= LARGEST) {
                return decode(bytes, display, problems);
            }
        }
        problems.report(Code.Q701, Span.NONE, "", display, "it goes on without end");
        return "";
    }

    /// The text, or an empty one after a report.
    static String decode(byte[] bytes, String display, Problems problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf(0) < 0) {
                return text;
            }
            problems.report(Code.Q703, Span.NONE, "", display);
            return "";
        } catch (CharacterCodingException binary) {
            problems.report(Code.Q703, Span.NONE, "", display);
            return "";
        }
    }
}
