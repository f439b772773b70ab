package dev.quire.explore;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tries every step of a state: every thread, with every script. Steps that are foreseen wait for each other, so that
/// memory can fetch what is known of the states that they lead to all at once.
abstract class Expansion {
    private final Model model;
    private final @Nullable Foresight foresight;
    private final int threads;

    /// Whether a step of the state that is expanded moved or failed.
    private boolean any;

    private boolean failed;
    private boolean unfinished;

    private int waiting;
    private final int[] waitingThread = new int[Foresight.SLOTS];
    private final int[][] waitingChoices = new int[Foresight.SLOTS][];
    private final long[] waitingLow = new long[Foresight.SLOTS];
    private final long[] waitingHigh = new long[Foresight.SLOTS];

    /// What the fetches returned, added up, so that they are not left out.
    private int fetched;

    Expansion(Model model) {
        this.model = model;
        foresight = model.foresight();
        threads = model.threads();
    }

    /// Has memory brought what is known of a state, first and second.
    abstract int fetchSlot(long low);

    abstract long fetchPrint(long low, long high);

    /// A thread moved, or had ended.
    abstract void moved(int thread);

    /// A step that was taken: it moved to, or failed in, the state that the model is in, or was blocked.
    abstract void taken(Model.Outcome outcome, int thread, int[] choices);

    /// A step that was foreseen in `slot`.
    abstract void foreseen(int slot, int thread, int[] choices, long low, long high);

    /// Takes a step that was foreseen in `slot`.
    final void take(int slot) {
        Objects.requireNonNull(foresight).take(slot);
    }

    /// No thread can step, and one has not ended.
    abstract void stuck();

    /// Every thread has ended.
    abstract void ended();

    /// Expands the state that the model is in.
    final void expand() {
        any = false;
        failed = false;
        unfinished = false;
        long enough = model.enough();
        tryThreads(enough);
        if (enough != -1L && (!any || failed)) {
            tryThreads(~enough);
        }
        if (!any && unfinished) {
            stuck();
        }
        if (!any && !unfinished) {
            model.ended();
            ended();
        }
    }

    /// Tries the steps of the threads that have a bit.
    private void tryThreads(long chosen) {
        for (int thread = 0; thread < threads; thread++) {
            if ((chosen >>> thread & 1) == 0) {
                continue;
            }
            int[] choices = Scripts.NONE;
            do {
                Model.Outcome outcome = foresight == null ? null : foresight.foresee(waiting, thread, choices);
                boolean foreseen = outcome != null;
                long mark = 0;
                if (outcome == null) {
                    settle();
                    mark = model.mark();
                    outcome = model.step(thread, choices);
                }
                if (outcome == Model.Outcome.FINISHED) {
                    moved(thread);
                    break;
                }
                unfinished = true;
                int[] arities = model.arities();
                if (arities.length != choices.length) {
                    choices = Arrays.copyOf(choices, arities.length);
                }
                if (!foreseen) {
                    any |= outcome != Model.Outcome.BLOCKED;
                    failed |= outcome == Model.Outcome.FAILED;
                    if (outcome == Model.Outcome.MOVED) {
                        moved(thread);
                    }
                    taken(outcome, thread, choices);
                    model.rollback(mark);
                } else if (outcome == Model.Outcome.MOVED && foresight != null) {
                    put(foresight, thread, choices);
                }
                choices = arities.length == 0 ? Scripts.END : Scripts.next(choices, arities);
            } while (choices != Scripts.END);
        }
        settle();
    }

    private void put(Foresight foreseeing, int thread, int[] choices) {
        any = true;
        moved(thread);
        waitingThread[waiting] = thread;
        waitingChoices[waiting] = choices;
        waitingLow[waiting] = foreseeing.foreseenLow(waiting);
        waitingHigh[waiting] = foreseeing.foreseenHigh(waiting);
        if (++waiting == Foresight.SLOTS) {
            settle();
        }
    }

    private void settle() {
        int seen = 0;
        for (int i = 0; i < waiting; i++) {
            seen += fetchSlot(waitingLow[i]);
        }
        for (int i = 0; i < waiting; i++) {
            seen += (int) fetchPrint(waitingLow[i], waitingHigh[i]);
        }
        fetched += seen;
        for (int i = 0; i < waiting; i++) {
            foreseen(i, waitingThread[i], waitingChoices[i], waitingLow[i], waitingHigh[i]);
        }
        waiting = 0;
    }
}
