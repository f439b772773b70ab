package dev.quire.explore;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A model without the runs that take more than so many preemptions. A preemption is a step of another thread than the
/// last
/// one while the last one could have gone on. Who stepped last, and how many preemptions there were, is part of the
/// state.
public final class Preemptions implements LayeredModel, Foresight {
    private static final int LAST_SHIFT = 40;
    private static final int USED_SHIFT = 48;
    private static final long MARK = (1L << LAST_SHIFT) - 1;

    /// Threads and preemptions that a mark can tell.
    public static final int MOST = 100;

    private final LayeredModel model;
    private final @Nullable Foresight foresight;
    private final int most;
    private final Shared shared;

    /// The thread that stepped last, plus 1, and the preemptions so far.
    private int last;

    private int used;

    /// Whether the last step, taken or foreseen, was left out.
    private boolean left;

    private final int[] foreseenLast = new int[SLOTS];
    private final int[] foreseenUsed = new int[SLOTS];

    /// The state for which it is known whether its last thread can go on.
    private long askedLow;

    private long askedHigh;
    private int asked;
    private boolean answer;
    private long[] kept = new long[64];
    private long[] present = new long[64];
    private int count;

    /// What the models of one search have in common: which last states were told, and whether a step was left out.
    public static final class Shared {
        private record Print(long low, long high) {}

        private final Set<Print> ended = ConcurrentHashMap.newKeySet();
        private volatile boolean cut;

        /// Whether some step was left out.
        public boolean cut() {
            return cut;
        }
    }

    /// At most `most` preemptions, at most `MOST`.
    public Preemptions(LayeredModel model, int most, Shared shared) {
        this.model = model;
        foresight = model.foresight();
        this.most = most;
        this.shared = shared;
    }

    /// The model that is bounded.
    public LayeredModel bounded() {
        return model;
    }

    /// Whether a step of the thread would be one too many.
    private boolean tooMany(int thread, int slot) {
        left = used == most && costs(thread, slot);
        if (left) {
            shared.cut = true;
        }
        return left;
    }

    private boolean costs(int thread, int slot) {
        return last != 0 && thread != last - 1 && lastCanGoOn(slot);
    }

    private boolean lastCanGoOn(int slot) {
        if (asked != last || askedLow != model.low() || askedHigh != model.high()) {
            answer = canGoOn(last - 1, slot);
            asked = last;
            askedLow = model.low();
            askedHigh = model.high();
        }
        return answer;
    }

    private boolean canGoOn(int thread, int slot) {
        int[] script = Scripts.NONE;
        do {
            Outcome outcome = foresight == null ? null : foresight.foresee(slot, thread, script);
            if (outcome == null) {
                long mark = model.mark();
                outcome = model.step(thread, script);
                model.rollback(mark);
            }
            if (outcome == Outcome.MOVED || outcome == Outcome.FAILED) {
                return true;
            }
            int[] arities = model.arities();
            script = arities.length == 0 || outcome == Outcome.FINISHED
                    ? Scripts.END
                    : Scripts.next(Arrays.copyOf(script, arities.length), arities);
        } while (script != Scripts.END);
        return false;
    }

    private static long key(int last, int used) {
        return (last << 8 | used) * 0x9E3779B97F4A7C15L;
    }

    @Override
    public int threads() {
        return model.threads();
    }

    @Override
    public long low() {
        return model.low() + key(last, used);
    }

    @Override
    public long high() {
        return model.high() ^ key(last, used);
    }

    @Override
    public long mark() {
        return model.mark() | (long) last << LAST_SHIFT | (long) used << USED_SHIFT;
    }

    @Override
    public void rollback(long mark) {
        model.rollback(mark & MARK);
        last = (int) (mark >>> LAST_SHIFT) & 0xFF;
        used = (int) (mark >>> USED_SHIFT);
    }

    @Override
    public Outcome step(int thread, int[] choices) {
        if (tooMany(thread, 0)) {
            return Outcome.BLOCKED;
        }
        int cost = costs(thread, 0) ? 1 : 0;
        Outcome outcome = model.step(thread, choices);
        if (outcome == Outcome.MOVED) {
            last = thread + 1;
            used += cost;
        }
        return outcome;
    }

    @Override
    public @Nullable Foresight foresight() {
        return foresight == null ? null : this;
    }

    @Override
    public @Nullable Outcome foresee(int slot, int thread, int[] choices) {
        if (tooMany(thread, slot)) {
            return Outcome.BLOCKED;
        }
        foreseenLast[slot] = thread + 1;
        foreseenUsed[slot] = used + (costs(thread, slot) ? 1 : 0);
        return Objects.requireNonNull(foresight).foresee(slot, thread, choices);
    }

    @Override
    public long foreseenLow(int slot) {
        return Objects.requireNonNull(foresight).foreseenLow(slot) + key(foreseenLast[slot], foreseenUsed[slot]);
    }

    @Override
    public long foreseenHigh(int slot) {
        return Objects.requireNonNull(foresight).foreseenHigh(slot) ^ key(foreseenLast[slot], foreseenUsed[slot]);
    }

    @Override
    public void take(int slot) {
        Objects.requireNonNull(foresight).take(slot);
        last = foreseenLast[slot];
        used = foreseenUsed[slot];
    }

    /// The bound depends on who steps, so that nothing is left to a few.
    @Override
    public long enough() {
        return -1L;
    }

    @Override
    public int[] arities() {
        return left ? Scripts.NONE : model.arities();
    }

    @Override
    public String failure() {
        return model.failure();
    }

    @Override
    public void restart() {
        model.restart();
        last = 0;
        used = 0;
    }

    @Override
    public long waitingBytes() {
        return model.waitingBytes() + (kept.length + present.length) * 8L;
    }

    @Override
    public void drop() {
        model.drop();
    }

    @Override
    public void ended() {
        if (shared.ended.add(new Shared.Print(model.low(), model.high()))) {
            model.ended();
        }
    }

    @Override
    public int race() {
        return model.race();
    }

    @Override
    public String raceName(int race) {
        return model.raceName(race);
    }

    @Override
    public int properties() {
        return model.properties();
    }

    @Override
    public Kind kind(int property) {
        return model.kind(property);
    }

    @Override
    public Truth judge(int property) {
        return model.judge(property);
    }

    @Override
    public boolean mayDiffer(int property) {
        return model.mayDiffer(property);
    }

    @Override
    public long keep() {
        if (count == kept.length) {
            kept = Arrays.copyOf(kept, count * 2);
        }
        kept[count] = model.keep();
        return (long) count++ | (long) last << LAST_SHIFT | (long) used << USED_SHIFT;
    }

    @Override
    public void fetch(LayeredModel keeper, long where) {
        Preemptions other = (Preemptions) keeper;
        model.fetch(other.model, other.present[(int) (where & MARK)]);
        last = (int) (where >>> LAST_SHIFT) & 0xFF;
        used = (int) (where >>> USED_SHIFT);
    }

    @Override
    public void turn() {
        model.turn();
        long[] emptied = present;
        present = kept;
        kept = emptied;
        count = 0;
    }

    @Override
    public void approach(LayeredModel keeper, long where) {
        Preemptions other = (Preemptions) keeper;
        model.approach(other.model, other.present[(int) (where & MARK)]);
    }

    @Override
    public void join(LayeredModel other) {
        model.join(((Preemptions) other).model);
    }

    @Override
    public void commit() {
        model.commit();
    }

    @Override
    public void learn(LayeredModel from) {
        model.learn(((Preemptions) from).model);
    }
}
