package dev.quire.interpreter;

import dev.quire.engine.Engine;
import dev.quire.engine.store.WordStore;
import dev.quire.engine.trace.Event;
import dev.quire.program.Program;
import dev.quire.source.Span;
import java.util.Arrays;

/// One thread brought to life for one step: its stack is copied out of the store, runs, and is put back when the thread
/// parks. Java
/// halves see it as the running thread.
public final class Activation {
    private static final int MAX_STACK = 1 << 15;

    private final Machine machine;
    private final Program program;
    private final WordStore store;
    private final Script script = new Script();
    private final Watch watch;
    private final Footprint footprint;
    long[] stack = new long[256];
    int frame;
    /// The instruction of the top frame that runs, while an attempt is watched.
    int pc;
    /// The values of live slots while the others are cleared.
    private long[] kept = new long[16];
    private final long[] header = new long[2];
    private int stored;
    private int thread;
    private int cell;
    private long flags;
    private boolean evaluating;
    private int watching;

    Activation(Machine machine) {
        this.machine = machine;
        this.program = machine.program();
        this.store = machine.engine().store();
        this.watch = new Watch(store, this);
        this.footprint = new Footprint(this, machine);
    }

    /// The engine that the program runs on.
    public Engine engine() {
        return machine.engine();
    }

    public Machine machine() {
        return machine;
    }

    public Script script() {
        return script;
    }

    /// The running thread's number.
    public int thread() {
        return thread;
    }

    /// The pool that this thread allocates cells from.
    public int pool() {
        return thread;
    }

    /// The running thread's TLB.
    public int tlb() {
        return (int) store.get(cell, ThreadLayout.TLB);
    }

    /// Whether a property is being evaluated: nothing may change and nothing is a step.
    public boolean evaluating() {
        return evaluating;
    }

    /// Takes one of `arity` alternatives; 0 unless the step's script says otherwise.
    public int choose(int arity) {
        if (arity <= 1 || evaluating) {
            return 0;
        }
        if (watching > 0) {
            watch.chose(pc);
        }
        return script.choose(arity);
    }

    /// Marks this thread as standing between the walk and the data access of one instruction.
    public void midAccess(boolean on) {
        flag(ThreadLayout.MID_ACCESS, on);
    }

    /// Disables or enables interrupts on this thread's CPU.
    public void interruptsOff(boolean off) {
        flag(ThreadLayout.IRQS_OFF, off);
    }

    private void flag(long bit, boolean on) {
        if (!evaluating) {
            flags = on ? flags | bit : flags & ~bit;
        }
    }

    /// Spinning locks that this thread holds.
    public int spinningLocks() {
        return (int) (flags >>> ThreadLayout.SPIN_SHIFT);
    }

    void spinning(int change) {
        flags += change * ThreadLayout.SPIN_ONE;
    }

    /// Whether some other thread cannot take an interrupt now.
    public boolean othersUninterruptible() {
        for (int other = 0; other < machine.threadCount(); other++) {
            if (other != thread && machine.threadCell(other) != 0) {
                long word = store.get(machine.threadCell(other), ThreadLayout.FLAGS);
                if ((word & (ThreadLayout.MID_ACCESS | ThreadLayout.IRQS_OFF)) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    // --- life of a step ---------------------------------------------------------------------------------------------

    /// Copies the thread out of the store; false when it has ended.
    boolean load(int number) {
        thread = number;
        cell = machine.threadCell(number);
        frame = (int) store.get(cell, ThreadLayout.FRAME);
        if (frame == 0) {
            return false;
        }
        evaluating = false;
        flags = store.get(cell, ThreadLayout.FLAGS);
        int caller = frame + ThreadLayout.LINKS + function(store.get(cell, frame)).slots;
        stored = caller;
        ensure(caller);
        store.read(cell, ThreadLayout.STACK, caller - ThreadLayout.STACK, stack, ThreadLayout.STACK);
        watching = 0;
        for (int at = frame; machine.retries() && at != 0; at = (int) (stack[at + 1] >>> 32)) {
            watching += function(stack[at]).attempts == null ? 0 : 1;
        }
        return true;
    }

    /// The function of a frame, by the frame's first word.
    LoadedFunction function(long link) {
        return machine.function((int) (link >>> 32));
    }

    /// What this thread's attempts read. Only of use while it is `watching`.
    Watch watch() {
        return watch;
    }

    Footprint footprint() {
        return footprint;
    }

    int watchCell() {
        return (int) store.get(cell, ThreadLayout.WATCH);
    }

    /// Whether some function that it stands in may `retry`.
    boolean watching() {
        return watching > 0;
    }

    /// Puts the thread back, parked before instruction `pc` of its top frame.
    void park(int functionIndex, LoadedFunction top, int pc) {
        if (watching > 0) {
            watch.park(pc);
        }
        int base = frame + ThreadLayout.LINKS;
        int end = base + top.slots;
        int[] live = top.live[pc];
        if (kept.length < live.length) {
            kept = new long[live.length];
        }
        for (int i = 0; i < live.length; i++) {
            kept[i] = stack[base + live[i]];
        }
        Arrays.fill(stack, base, end, 0);
        for (int i = 0; i < live.length; i++) {
            stack[base + live[i]] = kept[i];
        }
        stack[frame] = (long) functionIndex << 32 | pc;
        if (end > store.length(cell)) {
            store.resize(cell, Integer.highestOneBit(end) * 2);
        }
        writeBack(end);
    }

    private void writeBack(int end) {
        if (stored > end) {
            Arrays.fill(stack, end, stored, 0);
        }
        store.write(cell, ThreadLayout.STACK, Math.max(end, stored) - ThreadLayout.STACK, stack, ThreadLayout.STACK);
        header[0] = frame;
        header[1] = flags;
        store.write(cell, ThreadLayout.FRAME, 2, header, 0);
        long digest = frame == 0 ? 0 : frame * 0x9E3779B97F4A7C15L ^ flags;
        for (int i = ThreadLayout.STACK; i < end; i++) {
            digest = (digest ^ stack[i]) * 0xD6E8FEB86659FD93L;
            digest ^= digest >>> 32;
        }
        header[0] = digest;
        store.write(cell, ThreadLayout.DIGEST, 1, header, 0);
    }

    /// The hash of what a thread stands in.
    long digest(int number) {
        return store.recall(store.find(machine.threadCell(number), ThreadLayout.DIGEST));
    }

    /// Puts the thread back as ended.
    void end() {
        frame = 0;
        if (spinningLocks() != 0) {
            throw Failure.rule("the thread ends while it holds " + spinningLocks() + " spinning lock(s)");
        }
        flags = 0;
        if (watching > 0) {
            watch.clear();
        }
        writeBack(ThreadLayout.STACK);
        store.set(cell, ThreadLayout.MATCH, 0);
        store.set(cell, ThreadLayout.MATCH_NEXT, 0);
    }

    /// Begins a function on an empty stack, for a new thread or for a property.
    void begin(int number, int threadCell, int functionIndex, long[] arguments, boolean evaluating) {
        thread = number;
        cell = threadCell;
        flags = 0;
        stored = evaluating ? 0 : ThreadLayout.STACK;
        this.evaluating = evaluating;
        LoadedFunction target = machine.function(functionIndex);
        watching = target.attempts == null || evaluating ? 0 : 1;
        frame = ThreadLayout.STACK;
        int end = frame + ThreadLayout.LINKS + target.slots;
        ensure(end);
        Arrays.fill(stack, frame, end, 0);
        stack[frame] = (long) functionIndex << 32;
        System.arraycopy(arguments, 0, stack, frame + ThreadLayout.LINKS, arguments.length);
    }

    /// Pushes a frame for `target`; `arguments` and `result` are absolute places in the stack.
    void push(
            int functionIndex,
            LoadedFunction target,
            int arguments,
            int result,
            int callerFunction,
            LoadedFunction caller,
            int callPc) {
        int top = frame + ThreadLayout.LINKS + caller.slots;
        int end = top + ThreadLayout.LINKS + target.slots;
        if (end > MAX_STACK) {
            throw new Failure(Failure.Kind.LIMIT, "calls are nested too deeply", Span.NONE);
        }
        ensure(end);
        Arrays.fill(stack, top, end, 0);
        System.arraycopy(stack, arguments, stack, top + ThreadLayout.LINKS, target.parameterWords);
        for (int slot : caller.dead[callPc]) {
            stack[frame + ThreadLayout.LINKS + slot] = 0;
        }
        stack[frame] = (long) callerFunction << 32 | callPc + 1;
        if (!evaluating) {
            machine.entered(thread, functionIndex, caller, callPc);
        }
        stack[top] = (long) functionIndex << 32;
        stack[top + 1] = (long) frame << 32 | result;
        frame = top;
        if (target.attempts != null && !evaluating) {
            watching++;
        }
    }

    /// Whether only one frame is left.
    boolean isOutermost() {
        return (int) (stack[frame + 1] >>> 32) == 0;
    }

    /// Pops the top frame, which is not the outermost, and moves its result. What is left above is garbage.
    void pop(LoadedFunction returning, int value) {
        long link = stack[frame + 1];
        if (!evaluating) {
            if (returning.attempts != null) {
                watch.pop();
                watching--;
            }
            machine.left(thread);
        }
        System.arraycopy(stack, value, stack, (int) link, returning.resultWords);
        frame = (int) (link >>> 32);
    }

    private void ensure(int words) {
        if (stack.length < words) {
            stack = Arrays.copyOf(stack, Math.max(words, stack.length * 2));
        }
    }

    // --- events -----------------------------------------------------------------------------------------------------

    /// Emits an event of this thread: to the sink, and to the `expect events` that this thread stands in.
    public void emit(int kind, long[] words) {
        emit(kind, words, 0);
    }

    /// Emits an event whose words are `slots[at ..)`.
    void emit(int kind, long[] slots, int at) {
        long match = evaluating ? 0 : store.get(cell, ThreadLayout.MATCH);
        if (evaluating || match == 0 && !machine.listened()) {
            return;
        }
        long[] words = Arrays.copyOfRange(slots, at, at + machine.eventWords(kind));
        machine.emit(new Event(kind, thread, words));
        if (match != 0) {
            store.set(
                    cell,
                    ThreadLayout.MATCH_NEXT,
                    EventMatcher.advance(program, this, match, store.get(cell, ThreadLayout.MATCH_NEXT), kind, words));
        }
    }

    void beginMatch(int patterns, int operands) {
        store.set(cell, ThreadLayout.MATCH, (long) (patterns + 1) << 32 | operands);
        store.set(cell, ThreadLayout.MATCH_NEXT, 0);
    }

    /// Ends the matching; an empty text when all events came, else what went wrong.
    String endMatch() {
        long match = store.get(cell, ThreadLayout.MATCH);
        long next = store.get(cell, ThreadLayout.MATCH_NEXT);
        store.set(cell, ThreadLayout.MATCH, 0);
        store.set(cell, ThreadLayout.MATCH_NEXT, 0);
        return EventMatcher.verdict(program, match, next);
    }
}
