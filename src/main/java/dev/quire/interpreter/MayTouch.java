package dev.quire.interpreter;

import dev.quire.engine.bits.LockWord;
import dev.quire.engine.store.WordStore;
import dev.quire.program.Instruction;
import dev.quire.program.Kind;
import dev.quire.program.Op;
import dev.quire.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a thread's next step may touch, and what all its remaining code may, from where it is parked (ADR 0004, section
/// 2).
/// Everything follows from the thread's own words, and is kept by their digest.
public final class MayTouch {
    private final Machine machine;
    private final Program program;
    private final WordStore store;
    private final WordClasses classes;
    private final List<Single> singles = new ArrayList<>();
    private final Map<Long, Map<Integer, Summary>> summaries = new HashMap<>();
    private final Map<Integer, Boolean> parks = new HashMap<>();
    private final Map<Integer, Boolean> passes = new HashMap<>();
    private final Map<Integer, Boolean> recursive = new HashMap<>();
    private final List<Map<Long, Local>> locals = new ArrayList<>();

    /// A lock that is the only one of its class, so that code that takes one of the class takes it.
    private record Single(int wordClass, int cell, int offset) {}

    /// What a function may touch, and whether it may return, when some locks cannot be had.
    private static final class Summary {
        final Touched touched = new Touched();
        boolean returns;
    }

    /// A thread where it is parked.
    public static final class Local {
        private final Touched next = new Touched();
        private boolean loops;
        private long lock;
        private boolean uninterruptible;
        private final List<int[]> frames = new ArrayList<>();
        private final Map<Long, Touched> futures = new HashMap<>();

        /// What its next step may touch.
        public Touched next() {
            return next;
        }

        /// Whether its next step may go around a loop in which it parks.
        public boolean loops() {
            return loops;
        }
    }

    /// Of a machine whose threads have been spawned.
    public MayTouch(Machine machine) {
        this.machine = machine;
        program = machine.program();
        store = machine.engine().store();
        classes = new WordClasses(machine);
        Program.Scenario scenario = java.util.Objects.requireNonNull(program.scenario());
        Touched read = new Touched();
        for (Program.PropertyCode p : scenario.properties()) {
            if (!p.kind().equals("eventually") && !p.kind().equals("expect")) {
                read.addReads(summary(p.function(), 0).touched);
            }
        }
        summaries.clear();
        classes.watch(read);
        for (int t = 0; t < machine.threadCount(); t++) {
            locals.add(new HashMap<>());
        }
        findSingles();
    }

    WordClasses classes() {
        return classes;
    }

    private void findSingles() {
        Touched all = new Touched();
        for (int t = 1; t < machine.threadCount(); t++) {
            if (!machine.finished(t)) {
                all.add(future(local(t), 0));
            }
        }
        Map<Integer, Integer> cells = new HashMap<>();
        Map<Integer, Integer> counts = new HashMap<>();
        long[] image = store.image();
        for (int i = 0; i < image.length; i += 3) {
            if (image[i + 1] == 0) {
                int kind = (int) image[i + 2] - Machine.FIRST_OBJECT_KIND;
                cells.put(kind, (int) image[i]);
                counts.merge(kind, 1, Integer::sum);
            }
        }
        Map<Integer, List<Single>> byClass = new HashMap<>();
        for (int k = 0; k < program.kinds().size(); k++) {
            for (Kind.FieldSlot f : program.kinds().get(k).fields()) {
                if (!LockTypes.isLock(f.type())) {
                    continue;
                }
                int wordClass = classes.number(Instruction.field(f));
                boolean fresh = all.writes(classes.making(k));
                int count = fresh ? 2 : counts.getOrDefault(k, 0);
                List<Single> known = byClass.computeIfAbsent(wordClass, c -> new ArrayList<>());
                for (int i = 0; i < count; i++) {
                    known.add(new Single(wordClass, cells.getOrDefault(k, 0), f.offset()));
                }
            }
        }
        byClass.values().stream()
                .filter(l -> l.size() == 1)
                .map(List::getFirst)
                .sorted(java.util.Comparator.comparingInt(Single::wordClass))
                .limit(Long.SIZE)
                .forEach(singles::add);
        for (Map<Long, Local> known : locals) {
            known.clear();
        }
        summaries.clear();
    }

    /// The thread as it is parked now, or null when it has ended.
    public @Nullable Local of(int thread) {
        long digest = machine.digest(thread);
        if (digest == 0) {
            return null;
        }
        Map<Long, Local> known = locals.get(thread);
        Local local = known.get(digest);
        if (local == null) {
            local = local(thread);
            known.put(digest, local);
        }
        return local;
    }

    /// The locks that these threads hold alone, a bit each.
    public long held(long threads) {
        long held = 0;
        for (int i = 0; i < singles.size(); i++) {
            Single s = singles.get(i);
            int writer = store.isLive(s.cell) ? LockWord.writer(store.get(s.cell, s.offset)) : -1;
            if (writer >= 0 && (threads >>> writer & 1) != 0) {
                held |= 1L << i;
            }
        }
        return held;
    }

    /// Whether a thread is parked before taking a lock that one of these threads holds alone.
    public boolean waitsFor(Local local, long threads) {
        if (local.lock == 0) {
            return false;
        }
        int cell = (int) (local.lock >>> WordStore.OFFSET_BITS);
        int offset = (int) local.lock & (1 << WordStore.OFFSET_BITS) - 1;
        int writer = store.isLive(cell) ? LockWord.writer(store.get(cell, offset)) : -1;
        return writer >= 0 && (threads >>> writer & 1) != 0;
    }

    /// What the thread's remaining code may touch while it cannot take the locks in `held`.
    public Touched future(Local local, long held) {
        Touched known = local.futures.get(held);
        if (known != null) {
            return known;
        }
        Touched touched = new Touched();
        boolean goesOn = true;
        for (int[] frame : local.frames) {
            if (goesOn) {
                goesOn = reach(machine.function(frame[0]), frame[1], held, touched);
            }
        }
        if (local.uninterruptible) {
            classes.interrupts(touched);
        }
        classes.see(touched);
        local.futures.put(held, touched);
        return touched;
    }

    // --- whole functions --------------------------------------------------------------------------------------------

    /// Adds what code from `pc` on may touch; whether it may return.
    private boolean reach(LoadedFunction f, int from, long held, Touched out) {
        boolean returns = false;
        int size = f.source.code().size();
        boolean[] met = new boolean[size];
        Deque<Integer> todo = new ArrayDeque<>(List.of(from));
        while (!todo.isEmpty()) {
            int pc = todo.remove();
            if (pc >= size || met[pc]) {
                continue;
            }
            met[pc] = true;
            Instruction i = f.source.code().get(pc);
            if (i.op() == Op.ACQUIRE && held != 0 && isHeld(f, i, held)) {
                continue;
            }
            classes.touch(f, pc, out);
            boolean goesOn = true;
            if (i.op() == Op.CALL || i.op() == Op.CALL_DYNAMIC) {
                goesOn = false;
                for (int target : targets(i)) {
                    Summary s = summary(target, held);
                    out.add(s.touched);
                    goesOn |= s.returns;
                }
            }
            returns |= i.op() == Op.RETURN;
            if (goesOn) {
                follow(i, pc, todo);
            }
        }
        return returns;
    }

    private static void follow(Instruction i, int pc, Deque<Integer> todo) {
        switch (i.op()) {
            case JUMP, RETRY -> todo.add(i.a());
            case JUMP_IF_ZERO, JUMP_IF_NONZERO -> {
                todo.add(i.b());
                todo.add(pc + 1);
            }
            case RETURN, FAIL -> {}
            default -> todo.add(pc + 1);
        }
    }

    private boolean isHeld(LoadedFunction f, Instruction acquire, long held) {
        Set<Integer> locks = classes.locksIn(f, acquire.a());
        for (int lock : locks) {
            boolean one = false;
            for (int i = 0; i < singles.size(); i++) {
                one |= singles.get(i).wordClass == lock && (held >>> i & 1) != 0;
            }
            if (!one) {
                return false;
            }
        }
        return !locks.isEmpty();
    }

    private Set<Integer> targets(Instruction i) {
        if (i.op() == Op.CALL) {
            return Set.of(i.a());
        }
        Set<Integer> targets = new HashSet<>();
        for (int target : program.dispatch()[i.a()]) {
            if (target >= 0) {
                targets.add(target);
            }
        }
        return targets;
    }

    /// A function's summary; the least that agrees with those of what it calls.
    private Summary summary(int function, long held) {
        Map<Integer, Summary> known = summaries.computeIfAbsent(held, h -> new HashMap<>());
        Summary s = known.get(function);
        if (s != null) {
            return s;
        }
        List<Integer> all = new ArrayList<>();
        Deque<Integer> todo = new ArrayDeque<>(List.of(function));
        while (!todo.isEmpty()) {
            int f = todo.remove();
            if (known.putIfAbsent(f, new Summary()) == null) {
                all.add(f);
                for (Instruction i : program.functions().get(f).code()) {
                    if (i.op() == Op.CALL || i.op() == Op.CALL_DYNAMIC) {
                        todo.addAll(targets(i));
                    }
                }
            }
        }
        boolean grows = true;
        while (grows) {
            grows = false;
            for (int n = all.size() - 1; n >= 0; n--) {
                Summary each = java.util.Objects.requireNonNull(known.get(all.get(n)));
                Touched touched = new Touched();
                boolean returns = reach(machine.function(all.get(n)), 0, held, touched);
                boolean more = each.touched.add(touched);
                grows |= more || returns != each.returns;
                each.returns = returns;
            }
        }
        return java.util.Objects.requireNonNull(known.get(function));
    }

    // --- one step ---------------------------------------------------------------------------------------------------

    /// A place of a step: the frame of the thread it runs in, or -1 for one that the step itself made.
    private record Place(int frame, int function, int pc, int atomic) {}

    private Local local(int thread) {
        Local local = new Local();
        int cell = machine.threadCell(thread);
        int at = (int) store.get(cell, ThreadLayout.FRAME);
        while (at != 0) {
            long link = store.get(cell, at);
            local.frames.add(new int[] {(int) (link >>> 32), (int) link});
            if (local.frames.size() == 1) {
                Instruction i =
                        program.functions().get((int) (link >>> 32)).code().get((int) link);
                if (i.op() == Op.ACQUIRE) {
                    local.lock = Objects.word(store.get(cell, at + ThreadLayout.LINKS + i.a()));
                }
            }
            at = (int) (store.get(cell, at + 1) >>> 32);
        }
        long flags = store.get(cell, ThreadLayout.FLAGS);
        local.uninterruptible = (flags & (ThreadLayout.MID_ACCESS | ThreadLayout.IRQS_OFF)) != 0;
        step(local);
        if (local.uninterruptible) {
            classes.interrupts(local.next);
        }
        classes.see(local.next);
        return local;
    }

    private void step(Local local) {
        int[] top = local.frames.getFirst();
        Set<Place> met = new HashSet<>();
        Deque<Place> todo = new ArrayDeque<>(List.of(new Place(0, top[0], top[1], 0)));
        boolean first = true;
        while (!todo.isEmpty()) {
            Place p = todo.remove();
            LoadedFunction f = machine.function(p.function);
            if (p.pc >= f.ops.length || !met.add(p)) {
                continue;
            }
            Instruction i = f.source.code().get(p.pc);
            boolean visible = (f.code[Code.WIDTH * p.pc] & Code.VISIBLE) != 0;
            if (visible && p.atomic == 0 && !first) {
                continue;
            }
            first = false;
            classes.touch(f, p.pc, local.next);
            switch (i.op()) {
                case NEW, LIST_NEW, MAP_NEW -> classes.revive(local.next);
                case EXTERN -> {
                    if (machine.builtin(i.a()).reach() == Builtin.Reach.WRITES) {
                        classes.revive(local.next);
                    }
                }
                default -> {}
            }
            int atomic = Math.max(0, p.atomic + (i.op() == Op.ATOMIC_BEGIN ? 1 : i.op() == Op.ATOMIC_END ? -1 : 0));
            switch (i.op()) {
                case RETURN -> {
                    if (p.frame >= 0 && p.frame + 1 < local.frames.size()) {
                        int[] caller = local.frames.get(p.frame + 1);
                        todo.add(new Place(p.frame + 1, caller[0], caller[1], atomic));
                    }
                }
                case CALL, CALL_DYNAMIC -> {
                    boolean goesOn = atomic > 0;
                    for (int target : targets(i)) {
                        local.loops |= recurses(target);
                        todo.add(new Place(-1, target, 0, atomic));
                        goesOn |= passes(target);
                    }
                    if (goesOn) {
                        todo.add(new Place(p.frame, p.function, p.pc + 1, atomic));
                    }
                }
                case RETRY -> {
                    local.loops = true;
                    local.next.addReads(future(local, 0));
                    todo.add(new Place(p.frame, p.function, i.a(), atomic));
                }
                default -> {
                    Deque<Integer> following = new ArrayDeque<>();
                    follow(i, p.pc, following);
                    for (int to : following) {
                        local.loops |= to <= p.pc && parksWithin(f, to, p.pc);
                        todo.add(new Place(p.frame, p.function, to, atomic));
                    }
                }
            }
        }
    }

    private boolean parksWithin(LoadedFunction f, int from, int to) {
        for (int pc = from; pc <= to; pc++) {
            Instruction i = f.source.code().get(pc);
            if ((f.code[Code.WIDTH * pc] & Code.VISIBLE) != 0
                    || (i.op() == Op.CALL || i.op() == Op.CALL_DYNAMIC)
                            && targets(i).stream().anyMatch(this::parks)) {
                return true;
            }
        }
        return false;
    }

    /// Whether some code of a function, or of what it calls, is visible.
    private boolean parks(int function) {
        Boolean known = parks.get(function);
        if (known != null) {
            return known;
        }
        LoadedFunction f = machine.function(function);
        boolean found = recurses(function) || f.ops.length > 0 && parksWithin(f, 0, f.ops.length - 1);
        parks.put(function, found);
        return found;
    }

    /// Whether a call may return without a park on the way.
    private boolean passes(int function) {
        Boolean known = passes.get(function);
        if (known != null) {
            return known;
        }
        LoadedFunction f = machine.function(function);
        Set<Integer> met = new HashSet<>();
        Deque<Integer> todo = new ArrayDeque<>(List.of(0));
        boolean found = recurses(function);
        while (!todo.isEmpty() && !found) {
            int pc = todo.remove();
            if (pc >= f.ops.length || !met.add(pc) || (f.code[Code.WIDTH * pc] & Code.VISIBLE) != 0) {
                continue;
            }
            Instruction i = f.source.code().get(pc);
            found = i.op() == Op.RETURN;
            boolean call = i.op() == Op.CALL || i.op() == Op.CALL_DYNAMIC;
            if (!call || targets(i).stream().anyMatch(this::passes)) {
                follow(i, pc, todo);
            }
        }
        passes.put(function, found);
        return found;
    }

    /// Whether a function may call itself, by whatever way.
    private boolean recurses(int function) {
        Boolean known = recursive.get(function);
        if (known == null) {
            Set<Integer> met = new HashSet<>();
            Deque<Integer> todo = new ArrayDeque<>(List.of(function));
            while (!todo.isEmpty()) {
                for (Instruction i : program.functions().get(todo.remove()).code()) {
                    if (i.op() == Op.CALL || i.op() == Op.CALL_DYNAMIC) {
                        targets(i).stream().filter(met::add).forEach(todo::add);
                    }
                }
            }
            known = met.contains(function);
            recursive.put(function, known);
        }
        return known;
    }
}
