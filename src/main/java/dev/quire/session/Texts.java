package dev.quire.session;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text from bytes: UTF-8, and nothing else.
final class Texts {
    private Texts() {}

    /// The text, or an empty one after a report.
    static String decode(byte[] bytes, String display, Problems problems) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            problems.report(Code.Q703, Span.NONE, "", display);
            return "";
        }
    }
}
