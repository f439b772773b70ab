package dev.quire.session;

import dev.quire.engine.bits.LockWord;
import dev.quire.engine.paging.PageTables;
import dev.quire.engine.store.WordStore;
import dev.quire.interpreter.Machine;
import dev.quire.program.Kind;
import dev.quire.program.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a session's machine holds that no library function can list: locks by their holders, translations that linger,
/// objects by their kind.
public final class Inspection {
    private static final Set<String> LOCKS =
            Set.of("spinlock", "rwlock", "rwsem", "mutex", "folio_lock", "vma_lock", "seqcount", "srcu");

    private final Machine machine;
    private final WordStore store;

    Inspection(Machine machine) {
        this.machine = machine;
        store = machine.engine().store();
    }

    /// A lock that is held: the object it is in (cell 0 for a page table's), its field, its type, the writing thread's
    /// number or -1, and the reading ones.
    public record HeldLock(String kind, int cell, String field, String type, int writer, List<Integer> readers) {}

    /// A translation in a thread's TLB that its table no longer has: the page, and the entry as it was.
    public record Lingering(int thread, String table, long address, long entry) {}

    public List<HeldLock> locks() {
        List<HeldLock> held = new ArrayList<>();
        for (int cell : store.cells()) {
            int kind = store.kind(cell);
            if (kind == PageTables.KIND) {
                add(held, "page table", 0, "lock", "spinlock", store.get(cell, PageTables.LOCK));
            } else if (kind >= Machine.FIRST_OBJECT_KIND) {
                Kind of = machine.program().kinds().get(kind - Machine.FIRST_OBJECT_KIND);
                for (Kind.FieldSlot f : of.fields()) {
                    if (f.type() instanceof ValueType.Basic b && LOCKS.contains(b.name()) && f.count() == 1) {
                        add(held, of.name(), cell, f.name(), b.name(), store.get(cell, f.offset()));
                    }
                }
            }
        }
        return held;
    }

    private void add(List<HeldLock> held, String kind, int cell, String field, String type, long word) {
        if (word != 0) {
            List<Integer> readers = new ArrayList<>();
            for (int t = 0; t < machine.threadCount(); t++) {
                if (LockWord.reads(word, t)) {
                    readers.add(t);
                }
            }
            held.add(new HeldLock(kind, cell, field, type, LockWord.writer(word), readers));
        }
    }

    public List<Lingering> lingering() {
        Map<Integer, String> tables = tables();
        List<Lingering> found = new ArrayList<>();
        for (int t = 0; t < machine.threadCount(); t++) {
            int thread = t;
            machine.engine()
                    .tlbs()
                    .lingering(
                            machine.tlb(t),
                            (table, address, entry) -> found.add(new Lingering(
                                    thread, tables.getOrDefault(table, "a table that is gone"), address, entry)));
        }
        return found;
    }

    /// The tables of objects that have a name: `A.mm.pgd`.
    private Map<Integer, String> tables() {
        Map<Integer, String> tables = new TreeMap<>();
        Named.objects(machine).forEach((cell, name) -> {
            int kind = store.kind(cell) - Machine.FIRST_OBJECT_KIND;
            if (kind >= 0 && kind < machine.program().kinds().size()) {
                machine.program().kinds().get(kind).fields().stream()
                        .filter(f -> f.type() instanceof ValueType.Basic b
                                && b.name().equals("table"))
                        .forEach(f -> tables.putIfAbsent((int) store.get(cell, f.offset()), name + "." + f.name()));
            }
        });
        return tables;
    }

    /// How many objects live, by the number of their kind.
    Map<Integer, Integer> living() {
        Map<Integer, Integer> living = new TreeMap<>();
        for (int cell : store.cells()) {
            int kind = store.kind(cell) - Machine.FIRST_OBJECT_KIND;
            if (kind >= 0) {
                living.merge(kind, 1, Integer::sum);
            }
        }
        return living;
    }
}
