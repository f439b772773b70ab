package dev.quire.program;

import java.util.List;

/// A compiled function. Parameters take slots `0 ..< parameterWords`; `display` is its name in transcripts,
/// `counterpart` the first
/// `file: function` that its doc comment names, or empty.
public record Function(
        String name,
        String display,
        String counterpart,
        int parameterWords,
        int resultWords,
        int slots,
        List<Instruction> code) {}
