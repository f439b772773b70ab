package dev.quire.analysis;

import dev.quire.program.Instruction;
import dev.quire.program.Op;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;

/// The code of one function as it grows: instructions, jump targets to be patched, and slots handed out like a stack.
final class Emitter {
    private final List<Instruction> code = new ArrayList<>();
    private int next;
    private int most;
    private Span span = Span.NONE;

    void at(Span place) {
        span = place;
    }

    /// Emits an access, and what it touches.
    void emit(Op op, int a, int b, int c, String touches) {
        code.add(new Instruction(op, a, b, c, span, touches));
    }

    int emit(Op op, int a, int b, int c) {
        code.add(new Instruction(op, a, b, c, span));
        return code.size() - 1;
    }

    int here() {
        return code.size();
    }

    /// Makes the jump at `pc` go to the next instruction.
    void land(int pc) {
        target(pc, here());
    }

    void target(int pc, int target) {
        Instruction i = code.get(pc);
        boolean plain = i.op() == Op.JUMP;
        code.set(
                pc,
                new Instruction(i.op(), plain ? target : i.a(), plain ? i.b() : target, i.c(), i.span(), i.touches()));
    }

    /// The first of `words` fresh slots.
    int slots(int words) {
        int slot = next;
        next += words;
        most = Math.max(most, next);
        return slot;
    }

    int mark() {
        return next;
    }

    void release(int mark) {
        next = mark;
    }

    int most() {
        return Math.max(1, most);
    }

    List<Instruction> code() {
        return List.copyOf(code);
    }
}
