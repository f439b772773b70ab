package dev.quire.interpreter;

import dev.quire.engine.Engine;
import dev.quire.engine.store.WordStore;
import dev.quire.engine.trace.Event;
import dev.quire.engine.trace.EventSink;
import dev.quire.program.Function;
import dev.quire.program.Program;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A program on an engine: its threads, the steps they can take, and the values of its properties. Thread 0 is the
/// setup (or the whole
/// of a sequential scenario); the scenario's threads follow in the order of their text. One machine belongs to one Java
/// thread.
public final class Machine {
    /// Word 0 of an object's cell is its kind's index plus this.
    public static final int FIRST_OBJECT_KIND = 64;

    /// Steps that can be foreseen at once.
    private static final int FORESEEN = 64;

    private static final long DEFAULT_STEP_BUDGET = 200_000_000L;
    private static final long DEFAULT_CALL_BUDGET = 100_000_000L;

    private final Program program;
    private final Engine engine;
    private final Builtin.Registry registry;
    private final @Nullable LoadedFunction[] functions;
    private final Liveness liveness;
    private final Map<String, Integer> functionNumbers = new HashMap<>();
    private long[] returned = new long[0];
    private final Builtin[] builtins;
    private int[] threadCells;
    private final Activation activation;
    private final Activation evaluation;
    private final Stepper stepper;
    private final BitSet reached = new BitSet();
    private final List<CheckResult> results = new ArrayList<>();
    private @Nullable EventSink sink;
    private @Nullable CallSink calls;
    private @Nullable CostSink costs;
    private boolean exploring;
    private @Nullable StepCache cache;
    private final WordStore.Change[] foreseen = new WordStore.Change[FORESEEN];
    private boolean retries;
    private final int[] eventWords;
    private @Nullable SharedWords survey;
    private @Nullable Races races;
    private long stepBudget = DEFAULT_STEP_BUDGET;
    private long callBudget = DEFAULT_CALL_BUDGET;
    private long value;
    private int scenarioCell;
    private int failedFunction;
    private int failedPc;

    /// A check of the script and what came of it; `problem` is empty when it held.
    public record CheckResult(int check, String problem, Span span) {}

    /// The value of a property in a state.
    public enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /// Where a thread stands, outermost function first.
    public record Place(Function function, int pc, Span span) {}

    public Machine(Program program, Engine engine, Builtin.Registry registry) {
        this.program = program;
        this.engine = engine;
        this.registry = registry;
        builtins = new Builtin[program.externs().size()];
        for (int i = 0; i < builtins.length; i++) {
            builtins[i] = registry.find(program.externs().get(i).key());
        }
        eventWords = program.events().stream()
                .mapToInt(e ->
                        e.parameters().stream().mapToInt(p -> p.type().words()).sum())
                .toArray();
        functions = new LoadedFunction[program.functions().size()];
        liveness = new Liveness(program);
        for (int i = 0; i < functions.length; i++) {
            functionNumbers.putIfAbsent(program.functions().get(i).display(), i);
        }
        Program.Scenario scenario = program.scenario();
        threadCells = new int[1 + (scenario == null ? 0 : scenario.threads().size())];
        activation = new Activation(this);
        evaluation = new Activation(this);
        stepper = new Stepper(this);
    }

    /// This machine, its threads and its objects as they stand, with a program that has grown from its own. Functions
    /// that both have need not be loaded again.
    public Machine grown(Program larger) {
        Machine next = new Machine(larger, engine, registry);
        for (int i = 0; i < Math.min(functions.length, next.functions.length); i++) {
            if (program.functions().get(i) == larger.functions().get(i)) {
                next.functions[i] = functions[i];
            }
        }
        System.arraycopy(threadCells, 0, next.threadCells, 0, Math.min(threadCells.length, next.threadCells.length));
        next.scenarioCell = scenarioCell;
        next.exploring = exploring;
        next.retries = retries;
        return next;
    }

    private LoadedFunction load(int index) {
        Function function = program.functions().get(index);
        boolean[] visible = new boolean[function.code().size()];
        for (int pc = 0; pc < visible.length; pc++) {
            var instruction = function.code().get(pc);
            visible[pc] = instruction.op().visible()
                    || instruction.op() == dev.quire.program.Op.EXTERN && builtins[instruction.a()].visible();
        }
        BitSet[][] live = liveness.analyse(function);
        LoadedFunction loaded = new LoadedFunction(function, visible, live[0], live[1]);
        retries |= loaded.attempts != null;
        return loaded;
    }

    // --- running ----------------------------------------------------------------------------------------------------

    /// Makes the scenario's object and brings the setup to its first step.
    public void begin() {
        Program.Scenario scenario =
                java.util.Objects.requireNonNull(program.scenario(), "a program without a scenario cannot run");
        int kind = scenario.registers();
        scenarioCell = engine.store()
                .allocate(0, FIRST_OBJECT_KIND + kind, program.kinds().get(kind).words());
        start(0, scenario.setup());
    }

    /// From now on the metrics are state that something beside the threads reads (`Program.promotions`).
    public void promote() {
        stepper.objects().metrics().promote();
    }

    /// Brings the scenario's threads to their first steps. The setup must have ended.
    public void spawn() {
        Program.Scenario scenario = java.util.Objects.requireNonNull(program.scenario());
        promote();
        for (int i = 0; i < scenario.threads().size(); i++) {
            start(i + 1, scenario.threads().get(i).function());
        }
    }

    /// Brings one of the scenario's threads to its first step.
    public void spawn(int thread) {
        start(
                thread,
                java.util.Objects.requireNonNull(program.scenario())
                        .threads()
                        .get(thread - 1)
                        .function());
    }

    private void start(int number, int function) {
        makeThread(number);
        activation.script().load(new int[0]);
        activation.begin(number, threadCells[number], function, new long[] {scenarioCell}, false);
        stepper.run(activation, true);
    }

    private void makeThread(int number) {
        WordStore store = engine.store();
        int cell = store.allocate(number, ThreadLayout.KIND, 64);
        threadCells[number] = cell;
        store.set(cell, ThreadLayout.TLB, engine.tlbs().create(number));
        store.set(cell, ThreadLayout.WATCH, Watch.create(store));
        if (races != null && number > 0) {
            races.create(store, number);
        }
    }

    /// Takes one step of a thread, with the choices of `script` (missing ones are 0). When it cannot be taken, nothing
    /// has changed.
    public StepResult step(int thread, int[] script) {
        StepResult known = foresee(0, thread, script);
        if (known != null) {
            if (known == StepResult.MOVED) {
                engine.store().again(foreseen[0]);
            }
            return known;
        }
        if (!caches()) {
            return take(thread, script);
        }
        WordStore store = engine.store();
        long mark = store.mark();
        store.record();
        StepResult result = take(thread, script);
        int touched = store.recorded();
        StepCache steps = java.util.Objects.requireNonNull(cache);
        if (touched < 0) {
            return result;
        }
        if (result == StepResult.MOVED) {
            steps.add(touched, store.changeSince(mark), activation.script().arities());
        } else if (result == StepResult.BLOCKED) {
            steps.add(touched, null, activation.script().arities());
        }
        return result;
    }

    private boolean caches() {
        return cache != null && sink == null && !cache.givenUp();
    }

    /// What a step would come to, if it is known without taking it, else null. The change of a step that moves is kept
    /// under `slot`.
    public @Nullable StepResult foresee(int slot, int thread, int[] script) {
        if (!caches()) {
            return null;
        }
        long digest = activation.digest(thread);
        if (digest == 0) {
            return StepResult.FINISHED;
        }
        StepCache.Entry known = java.util.Objects.requireNonNull(cache).find(thread, digest, script);
        if (known == null) {
            return null;
        }
        activation.script().replayed(known.arities);
        if (known.change == null) {
            return StepResult.BLOCKED;
        }
        foreseen[slot] = known.change;
        return StepResult.MOVED;
    }

    /// A hash of all that a thread stands in; 0 when it has ended.
    long digest(int thread) {
        return activation.digest(thread);
    }

    /// The change of a foreseen step.
    public WordStore.Change foreseen(int slot) {
        return foreseen[slot];
    }

    private StepResult take(int thread, int[] script) {
        WordStore store = engine.store();
        long mark = store.mark();
        if (!activation.load(thread)) {
            return StepResult.FINISHED;
        }
        activation.script().load(script);
        if (races != null && thread > 0) {
            races.begin(store, thread);
        }
        try {
            if (stepper.run(activation, false) == Stepper.Stop.BLOCKED) {
                store.rollback(mark);
                return StepResult.BLOCKED;
            }
            return StepResult.MOVED;
        } catch (Failure failure) {
            return new StepResult.Failed(failure);
        }
    }

    /// The choices that the last step took, and how many alternatives it had at each.
    public Script script() {
        return activation.script();
    }

    /// The value of a property now. Changes nothing. One that speaks of every object of a kind is false where it is of
    /// one, and unknown where there is none.
    public Truth evaluate(Program.PropertyCode property) {
        if (property.each() < 0) {
            return evaluate(property.function(), scenarioCell);
        }
        Truth all = Truth.UNKNOWN;
        for (int object : engine.store().cells(FIRST_OBJECT_KIND + property.each())) {
            Truth one = evaluate(property.function(), object);
            if (one == Truth.FALSE) {
                return one;
            }
            all = one == Truth.TRUE ? one : all;
        }
        return all;
    }

    /// The value of a condition of the scenario now.
    public Truth evaluate(int function) {
        return evaluate(function, scenarioCell);
    }

    private Truth evaluate(int function, int argument) {
        WordStore store = engine.store();
        long mark = store.mark();
        try {
            evaluation.begin(0, threadCells[0], function, new long[] {argument}, true);
            return stepper.run(evaluation, true) == Stepper.Stop.UNKNOWN
                    ? Truth.UNKNOWN
                    : value != 0 ? Truth.TRUE : Truth.FALSE;
        } catch (Failure failure) {
            if (failure.isNone()) {
                return Truth.UNKNOWN;
            }
            throw failure;
        } finally {
            store.rollback(mark);
        }
    }

    /// Whether a thread has ended.
    public boolean finished(int thread) {
        return engine.store().get(threadCells[thread], ThreadLayout.FRAME) == 0;
    }

    /// Where a thread is parked, outermost function first; empty when it has ended.
    public List<Place> places(int thread) {
        List<Place> places = new ArrayList<>();
        WordStore store = engine.store();
        int cell = threadCells[thread];
        int at = (int) store.get(cell, ThreadLayout.FRAME);
        while (at != 0) {
            long link = store.get(cell, at);
            LoadedFunction function = function((int) (link >>> 32));
            int pc = places.isEmpty() ? (int) link : (int) link - 1;
            places.add(0, new Place(function.source, pc, function.span(pc)));
            at = (int) (store.get(cell, at + 1) >>> 32);
        }
        return places;
    }

    /// What a thread that cannot step waits for; null when it has ended.
    public @Nullable Waiting waiting(int thread) {
        List<Place> places = places(thread);
        if (places.isEmpty()) {
            return null;
        }
        Place top = places.getLast();
        int cell = threadCells[thread];
        int base = (int) engine.store().get(cell, ThreadLayout.FRAME) + ThreadLayout.LINKS;
        dev.quire.program.Instruction at = top.function().code().get(top.pc());
        return switch (at.op()) {
            case ACQUIRE -> {
                long reference = engine.store().get(cell, base + at.a());
                yield new Waiting.Lock(
                        stepper.objects().lockName(reference), stepper.objects().holders(reference, threadCount()));
            }
            case RETRY ->
                new Waiting.Change(Watch.words(engine.store(), cell).stream()
                        .map(this::wordName)
                        .distinct()
                        .toList());
            case EXTERN -> new Waiting.Processors();
            default -> new Waiting.Condition();
        };
    }

    /// The place of the last failure.
    public Place failedPlace() {
        return new Place(
                function(failedFunction).source,
                failedPc,
                function(failedFunction).span(failedPc));
    }

    // --- calls from outside -----------------------------------------------------------------------------------------

    /// What a call came to: the words of its result, or a failure after which nothing has changed.
    public sealed interface Call {
        record Returned(long[] words) implements Call {}

        record Failed(Failure failure, Place place) implements Call {}
    }

    /// The number of the program's function of this name.
    public int number(String function) {
        return java.util.Objects.requireNonNull(functionNumbers.get(function), function);
    }

    /// Whether the program has a function of this name.
    public boolean has(String function) {
        return functionNumbers.containsKey(function);
    }

    /// Runs a function on thread 0 to its end, other threads standing still. Arguments are words in the order of the
    /// parameters.
    public Call call(String function, long... arguments) {
        int index = number(function);
        WordStore store = engine.store();
        if (threadCells[0] == 0) {
            makeThread(0);
        }
        long mark = store.mark();
        try {
            activation.script().load(new int[0]);
            activation.begin(0, threadCells[0], index, arguments, false);
            returned = new long[0];
            stepper.run(activation, true);
            for (long steps = 0; !finished(0); steps++) {
                if (steps == callBudget) {
                    throw new Failure(
                            Failure.Kind.LIMIT,
                            function + "() did not end within " + steps + " steps: an endless loop?",
                            Span.NONE);
                }
                switch (step(0, new int[0])) {
                    case StepResult.Moved m -> {
                        store.thin(mark);
                        if (Thread.interrupted()) {
                            throw Failure.stopped();
                        }
                    }
                    case StepResult.Finished f -> {}
                    case StepResult.Failed f -> throw f.failure();
                    case StepResult.Blocked b ->
                        throw Failure.rule(function + "() waits for something that nobody will do");
                }
            }
            return new Call.Returned(returned);
        } catch (Failure failure) {
            return failed(failure, mark);
        }
    }

    /// Runs a function on a thread of its own, beside those that `call` runs, as far as it goes by itself: null when it
    /// waits for
    /// something, and may go on later.
    public @Nullable Call beside(int thread, String function, long... arguments) {
        if (thread >= threadCells.length) {
            threadCells = java.util.Arrays.copyOf(threadCells, thread + 1);
        }
        int index = number(function);
        long mark = engine.store().mark();
        try {
            makeThread(thread);
            activation.script().load(new int[0]);
            activation.begin(thread, threadCells[thread], index, arguments, false);
            returned = new long[0];
            stepper.run(activation, true);
        } catch (Failure failure) {
            return failed(failure, mark);
        }
        return onward(thread);
    }

    /// Runs on what `beside` has begun; after a failure it stands where it stood.
    public @Nullable Call onward(int thread) {
        long mark = engine.store().mark();
        try {
            while (!finished(thread)) {
                switch (step(thread, new int[0])) {
                    case StepResult.Moved m -> {}
                    case StepResult.Finished f -> {}
                    case StepResult.Failed f -> throw f.failure();
                    case StepResult.Blocked b -> {
                        return null;
                    }
                }
            }
            return new Call.Returned(returned);
        } catch (Failure failure) {
            return failed(failure, mark);
        }
    }

    /// Forgets the threads that `beside` made, after the store went back to where there were none.
    public void alone() {
        threadCells = java.util.Arrays.copyOf(threadCells, 1);
    }

    private Call failed(Failure failure, long mark) {
        Place place = failedPlace();
        engine.store().rollback(mark);
        return new Call.Failed(failure, place);
    }

    /// The words that the thread which ended last returned.
    public long[] returned() {
        return returned.clone();
    }

    void returned(long[] slots, int at, int words) {
        returned = java.util.Arrays.copyOfRange(slots, at, at + words);
    }

    // --- what the steps need ----------------------------------------------------------------------------------------

    public Program program() {
        return program;
    }

    public Engine engine() {
        return engine;
    }

    public int threadCount() {
        return threadCells.length;
    }

    /// The TLB of a thread that was started.
    public int tlb(int thread) {
        return (int) engine.store().get(threadCells[thread], ThreadLayout.TLB);
    }

    /// The threads' cells by number, 0 for one that was not started: what is not in the store of where they stand.
    public int[] cells() {
        return threadCells.clone();
    }

    /// The threads are those that `cells` gave, after the store went back.
    public void cells(int[] earlier) {
        System.arraycopy(earlier, 0, threadCells, 0, Math.min(earlier.length, threadCells.length));
    }

    int threadCell(int thread) {
        return threadCells[thread];
    }

    /// The object whose fields are the scenario's registers.
    public int scenarioCell() {
        return scenarioCell;
    }

    /// The object that holds the program's global variables, 0 while there is none. It is state like any other.
    public long globals() {
        return engine.store().get(threadCells[0], ThreadLayout.GLOBALS);
    }

    public void globals(long handle) {
        engine.store().set(threadCells[0], ThreadLayout.GLOBALS, handle);
    }

    /// A function in the form that runs; made when it is first wanted.
    LoadedFunction function(int index) {
        LoadedFunction loaded = functions[index];
        if (loaded == null) {
            loaded = load(index);
            functions[index] = loaded;
        }
        return loaded;
    }

    /// Whether a function of the program has been called.
    public boolean entered(int index) {
        return functions[index] != null;
    }

    Builtin builtin(int index) {
        return builtins[index];
    }

    long stepBudget() {
        return stepBudget;
    }

    /// Instructions that one step may run before it is taken for an endless loop.
    public void stepBudget(long instructions) {
        stepBudget = instructions;
    }

    /// Steps that one call from outside may take before it is taken for an endless loop.
    public void callBudget(long steps) {
        callBudget = steps;
    }

    void value(long result) {
        value = result;
    }

    void failedAt(int function, int pc) {
        failedFunction = function;
        failedPc = pc;
    }

    /// Whether interleavings are being searched: freed frames stay unused, events go nowhere.
    public boolean exploring() {
        return exploring;
    }

    public void exploring(boolean on) {
        exploring = on;
        caching(on);
    }

    /// Whether metrics that are not state are kept: a search that looks at none of them is faster without. At first
    /// they
    /// are.
    public void counting(boolean on) {
        stepper.objects().metrics().counting(on);
    }

    /// Whether steps that were taken before are made again without running them.
    public void caching(boolean on) {
        cache = on ? new StepCache(engine.store()) : null;
    }

    /// From now on the threads' accesses of plain words are added to a survey. Before `spawn`.
    public void survey(SharedWords words) {
        survey = words;
    }

    /// From now on races are looked for. Before `spawn`.
    public void races(Races look) {
        races = look;
    }

    @Nullable
    SharedWords survey() {
        return survey;
    }

    boolean racing() {
        return races != null;
    }

    /// Whether some function that ran may `retry`.
    boolean retries() {
        return retries;
    }

    /// Whether events go anywhere.
    boolean listened() {
        return sink != null || costs != null;
    }

    /// Who is told of costs; null for nobody. Unlike a sink of events this leaves known steps known.
    public void costs(@Nullable CostSink told) {
        costs = told;
    }

    /// Something costs so much.
    public void cost(String what, long by) {
        if (costs != null) {
            costs.cost(what, by);
        }
    }

    /// Whether anybody is told of costs.
    boolean priced() {
        return costs != null;
    }

    int eventWords(int event) {
        return eventWords[event];
    }

    boolean findsPlain() {
        return survey != null || races != null;
    }

    void plain(int thread, long key, boolean write, boolean late, Races.Access place) {
        if (survey != null && thread > 0) {
            survey.add(thread, key, write);
        }
        if (races != null && thread > 0) {
            races.touch(this, thread, key, write, late, place);
        }
    }

    /// Whether a word of a live object is a field that only atomic operations touch.
    public boolean atomicWord(long key) {
        int kind = engine.store().kind((int) (key >>> WordStore.OFFSET_BITS)) - FIRST_OBJECT_KIND;
        long offset = key & (1L << WordStore.OFFSET_BITS) - 1;
        return kind >= 0
                && kind < program.kinds().size()
                && program.kinds().get(kind).fields().stream()
                        .anyMatch(f -> f.atomic() && offset >= f.offset() && offset < f.offset() + f.count());
    }

    /// A word as people call it: `kind.field`.
    public String wordName(long key) {
        return stepper.objects().name(key);
    }

    /// The function and the place of an access.
    public Place place(Races.Access access) {
        LoadedFunction f = function(access.function());
        return new Place(f.source, access.pc(), f.span(access.pc()));
    }

    /// Where events go; null for nowhere.
    public void sink(@Nullable EventSink events) {
        sink = events;
    }

    /// Who is told of calls; null for nobody.
    public void calls(@Nullable CallSink told) {
        calls = told;
    }

    void entered(int thread, int function, LoadedFunction caller, int pc) {
        if (calls != null) {
            calls.entered(thread, function, caller.span(pc));
        }
    }

    void left(int thread) {
        if (calls != null) {
            calls.left(thread);
        }
    }

    void emit(Event event) {
        if (costs != null) {
            costs.event(event);
        }
        if (sink != null) {
            sink.accept(event);
        }
    }

    String checkText(int check) {
        return "`" + program.checks().get(check).text() + "` does not hold";
    }

    /// Records a check; one that does not hold ends the step when exploring, and the scenario when running.
    void check(int check, String problem, Span span) {
        reached.set(check);
        results.add(new CheckResult(check, problem, span));
        if (!problem.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CHECK, problem, program.checks().get(check).span());
        }
        if (cache != null) {
            results.clear();
        }
    }

    /// The checks that some step reached, over all steps ever taken by this machine.
    public BitSet reached() {
        return reached;
    }

    /// The checks in the order in which they were made.
    public List<CheckResult> results() {
        return results;
    }
}
