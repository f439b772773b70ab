package dev.quire.explore.scenario;

import dev.quire.interpreter.MayTouch;
import org.jspecify.annotations.Nullable;

/// Persistent sets of threads (ADR 0004): no step that the others can take while these stand still depends on a next
/// step
/// of these. A function of the state alone.
final class Reduction {
    private final MayTouch touch;
    private final int threads;
    private final MayTouch.@Nullable Local[] locals;

    Reduction(MayTouch touch, int threads) {
        this.touch = touch;
        this.threads = threads;
        locals = new MayTouch.Local[threads];
    }

    /// The smallest such set that a closure from one thread gives, a bit for each thread of the model; all bits where
    /// none
    /// is smaller than all, or where a step of it may go around a loop.
    long enough() {
        long unfinished = 0;
        for (int t = 0; t < threads; t++) {
            locals[t] = touch.of(t + 1);
            unfinished |= locals[t] == null ? 0 : 1L << t;
        }
        long best = -1L;
        int fewest = Long.bitCount(unfinished);
        for (int t = 0; t < threads; t++) {
            if ((unfinished >>> t & 1) != 0) {
                long set = closure(1L << t, unfinished);
                if (Long.bitCount(set) < fewest && !loops(set)) {
                    best = set;
                    fewest = Long.bitCount(set);
                }
            }
        }
        return best;
    }

    private boolean loops(long set) {
        for (int t = 0; t < threads; t++) {
            if ((set >>> t & 1) != 0 && locals[t] instanceof MayTouch.Local l && l.loops()) {
                return true;
            }
        }
        return false;
    }

    private long closure(long start, long unfinished) {
        long set = start;
        boolean grows = true;
        while (grows && set != unfinished) {
            grows = false;
            // Threads of the machine are numbered from 1.
            long held = touch.held(set << 1);
            for (int u = 0; u < threads; u++) {
                MayTouch.Local other = locals[u];
                if (other != null
                        && (set >>> u & 1) == 0
                        && !touch.waitsFor(other, set << 1)
                        && depends(set, other, held)) {
                    set |= 1L << u;
                    grows = true;
                    held = touch.held(set << 1);
                }
            }
        }
        return set;
    }

    private boolean depends(long set, MayTouch.Local other, long held) {
        for (int t = 0; t < threads; t++) {
            if ((set >>> t & 1) != 0
                    && locals[t] instanceof MayTouch.Local l
                    && l.next().dependsOn(touch.future(other, held))) {
                return true;
            }
        }
        return false;
    }
}
