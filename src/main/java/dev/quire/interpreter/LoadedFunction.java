package dev.quire.interpreter;

import dev.quire.program.Function;
import dev.quire.program.Instruction;
import dev.quire.program.Op;
import dev.quire.source.Span;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function in the form that the stepper runs: codes and operands in one array, and what is live at each place where
/// a
/// thread may stop.
final class LoadedFunction {
    private static final int[] NONE = {};

    final Function source;
    final int slots;
    final int resultWords;
    final int parameterWords;
    /// Instruction pc is `code[Code.WIDTH * pc ..)`: its code, with `Code.VISIBLE`, and its operands.
    final int[] code;
    /// What each instruction is, for the rare ones.
    final Op[] ops;
    /// The slots that are live before instruction `pc`, where a thread parks before it.
    final int[][] live;
    /// The slots that are dead while a call at `pc` has not returned.
    final int[][] dead;
    /// Its attempts, where it has a `retry`.
    final @Nullable Attempts attempts;

    LoadedFunction(Function source, boolean[] visible, BitSet[] liveBefore, BitSet[] liveAfter) {
        this.source = source;
        slots = source.slots();
        resultWords = source.resultWords();
        parameterWords = source.parameterWords();
        attempts = Attempts.of(source);
        List<Instruction> instructions = source.code();
        int n = instructions.size();
        code = new int[Code.WIDTH * n];
        ops = new Op[n];
        live = new int[n][];
        dead = new int[n][];
        for (int pc = 0; pc < n; pc++) {
            Instruction i = instructions.get(pc);
            ops[pc] = i.op();
            int at = Code.WIDTH * pc;
            code[at] = Code.of(i, attempts != null && attempts.begin(pc)) | (visible[pc] ? Code.VISIBLE : 0);
            code[at + 1] = i.a();
            code[at + 2] = i.b();
            code[at + 3] = i.c();
            live[pc] = visible[pc] ? liveBefore[pc].stream().toArray() : NONE;
            dead[pc] = i.op() == Op.CALL || i.op() == Op.CALL_DYNAMIC ? complement(liveAfter[pc]) : NONE;
        }
    }

    private int[] complement(BitSet of) {
        BitSet others = new BitSet();
        others.set(0, slots);
        others.andNot(of);
        return others.stream().toArray();
    }

    Span span(int pc) {
        return ops.length == 0
                ? Span.NONE
                : source.code().get(Math.min(pc, ops.length - 1)).span();
    }
}
