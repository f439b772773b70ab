package dev.quire.interpreter;

import dev.quire.program.Function;
import dev.quire.program.Instruction;
import dev.quire.program.Op;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function in the form that the stepper runs: operands in arrays, and the slots that are dead at each place where a
/// thread may stop.
final class LoadedFunction {
    final Function source;
    final int slots;
    final int resultWords;
    final Op[] ops;
    final int[] a;
    final int[] b;
    final int[] c;
    final boolean[] visible;
    /// The slots to clear when a thread parks before, or is suspended in, instruction `pc`; null where nothing can
    /// stop.
    final int[][] dead;
    /// Its attempts, where it has a `retry`.
    final @Nullable Attempts attempts;

    private LoadedFunction(Function source, boolean[] visible, int[][] dead) {
        this.source = source;
        this.slots = source.slots();
        this.resultWords = source.resultWords();
        List<Instruction> code = source.code();
        ops = new Op[code.size()];
        a = new int[ops.length];
        b = new int[ops.length];
        c = new int[ops.length];
        for (int i = 0; i < ops.length; i++) {
            Instruction instruction = code.get(i);
            ops[i] = instruction.op();
            a[i] = instruction.a();
            b[i] = instruction.b();
            c[i] = instruction.c();
        }
        this.visible = visible;
        this.dead = dead;
        attempts = Attempts.of(source);
    }

    static LoadedFunction load(Function function, boolean[] visible, BitSet[] liveBefore, BitSet[] liveAfter) {
        int[][] dead = new int[visible.length][];
        for (int pc = 0; pc < visible.length; pc++) {
            Op op = function.code().get(pc).op();
            boolean call = op == Op.CALL || op == Op.CALL_DYNAMIC;
            if (visible[pc] || call) {
                BitSet unused = new BitSet();
                unused.set(0, function.slots());
                unused.andNot(call ? liveAfter[pc] : liveBefore[pc]);
                dead[pc] = unused.stream().toArray();
            } else {
                dead[pc] = new int[0];
            }
        }
        return new LoadedFunction(function, visible, dead);
    }

    dev.quire.source.Span span(int pc) {
        return ops.length == 0
                ? dev.quire.source.Span.NONE
                : source.code().get(Math.min(pc, ops.length - 1)).span();
    }
}
