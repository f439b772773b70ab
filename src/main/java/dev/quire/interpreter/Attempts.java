package dev.quire.interpreter;

import dev.quire.program.Function;
import dev.quire.program.Instruction;
import dev.quire.program.Op;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The attempts of a function that some `retry` of it gives up, by the place of their ATTEMPT, and where each is open:
/// the places from which such a `retry` can be reached before the attempt begins anew.
final class Attempts {
    private final int[] begins;
    private final BitSet[] open;

    private Attempts(int[] begins, BitSet[] open) {
        this.begins = begins;
        this.open = open;
    }

    /// Null for a function without `retry`.
    static @Nullable Attempts of(Function function) {
        Map<Integer, BitSet> found = new TreeMap<>();
        for (int pc = 0; pc < function.code().size(); pc++) {
            Instruction i = function.code().get(pc);
            if (i.op() == Op.RETRY) {
                found.computeIfAbsent(i.a(), b -> new BitSet()).set(pc);
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        found.forEach((begin, open) -> spread(function, begin, open));
        return new Attempts(
                found.keySet().stream().mapToInt(Integer::intValue).toArray(),
                found.values().toArray(new BitSet[0]));
    }

    private static void spread(Function function, int begin, BitSet open) {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int pc = function.code().size() - 1; pc >= 0; pc--) {
                if (pc != begin && !open.get(pc) && leads(function, pc, open)) {
                    open.set(pc);
                    grown = true;
                }
            }
        }
    }

    private static boolean leads(Function function, int pc, BitSet open) {
        for (int next : Liveness.successors(function, pc)) {
            if (open.get(next)) {
                return true;
            }
        }
        return false;
    }

    int[] begins() {
        return begins;
    }

    /// Whether an attempt begins at an instruction.
    boolean begin(int pc) {
        return java.util.Arrays.binarySearch(begins, pc) >= 0;
    }

    boolean open(int begin, int pc) {
        for (int i = 0; i < begins.length; i++) {
            if (begins[i] == begin) {
                return open[i].get(pc);
            }
        }
        return false;
    }
}
