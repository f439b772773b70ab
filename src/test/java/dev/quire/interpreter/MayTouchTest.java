package dev.quire.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.engine.memory.Contents;
import dev.quire.engine.paging.PageTables;
import dev.quire.engine.paging.Tlbs;
import dev.quire.engine.space.Lists;
import dev.quire.engine.space.SortedMaps;
import dev.quire.engine.store.AccessLog;
import dev.quire.engine.store.WordStore;
import dev.quire.explore.LayeredModel;
import dev.quire.explore.Limits;
import dev.quire.explore.Model;
import dev.quire.explore.ParallelBreadthFirst;
import dev.quire.explore.scenario.ScenarioModel;
import dev.quire.program.Instruction;
import dev.quire.program.Program;
import dev.quire.session.Session;
import dev.quire.session.ThreadedScenarios;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What steps touch is among what they are said to touch, in scenarios with threads: each word that is read or
/// written
/// is of a class that the analysis names, and what a thread may touch later is among what it might touch before.
final class MayTouchTest {
    private static final Limits LIMITS = Limits.of(400, 10_000);

    @TestFactory
    Stream<DynamicTest> stepsTouchWhatTheyMay() throws IOException {
        return ThreadedScenarios.some((checked, program) -> assertEquals(List.of(), List.copyOf(violations(program))));
    }

    private static TreeSet<String> violations(Program program) {
        Machine machine = Session.machine(program);
        TreeSet<String> wrong = new TreeSet<>();
        machine.begin();
        while (!machine.finished(0)) {
            if (!(machine.step(0, new int[0]) instanceof StepResult.Moved)) {
                // A scenario that shows a failure of its setup.
                return wrong;
            }
        }
        machine.exploring(true);
        machine.caching(false);
        machine.counting(false);
        machine.spawn();
        Watched model = new Watched(machine, wrong);
        new ParallelBreadthFirst(
                        List.<LayeredModel>of(model), () -> model, LIMITS, false, ParallelBreadthFirst.Portions.USUAL)
                .search();
        return wrong;
    }

    /// Tells what a step touches beyond what it may.
    private static final class Watched extends ScenarioModel {
        private final Machine machine;
        private final WordStore store;
        private final MayTouch touch;
        private final TreeSet<String> wrong;
        private final Set<Integer> fresh = new HashSet<>();

        Watched(Machine machine, TreeSet<String> wrong) {
            super(machine);
            this.machine = machine;
            this.wrong = wrong;
            store = machine.engine().store();
            touch = new MayTouch(machine);
        }

        @Override
        public Model.Outcome step(int thread, int[] choices) {
            MayTouch.Local local = touch.of(thread + 1);
            if (local == null) {
                return super.step(thread, choices);
            }
            Touched future = touch.future(local, 0);
            fresh.clear();
            String place = machine.places(thread + 1).getLast().function().display();
            store.log(new AccessLog() {
                @Override
                public void read(int cell, int offset, long value) {
                    check(local, cell, offset, false, place);
                }

                @Override
                public void write(int cell, int offset) {
                    check(local, cell, offset, true, place);
                }
            });
            Model.Outcome outcome = super.step(thread, choices);
            store.log(null);
            MayTouch.Local after = touch.of(thread + 1);
            if (outcome == Model.Outcome.MOVED && after != null) {
                if (grows(future, touch.future(after, 0))) {
                    wrong.add("the future grows after " + place);
                }
            }
            return outcome;
        }

        private static boolean grows(Touched before, Touched after) {
            Touched copy = new Touched();
            copy.add(before);
            return copy.add(after);
        }

        private void check(MayTouch.Local local, int cell, int offset, boolean write, String place) {
            int kind = store.kind(cell);
            if (kind == 0) {
                fresh.add(cell);
            }
            if (fresh.contains(cell)) {
                // Nobody else knows of what this step makes.
                return;
            }
            if (offset == 0 || kind == ThreadLayout.KIND || kind == Watch.KIND || kind == 0) {
                return;
            }
            List<String> classes = classes(kind, offset);
            // An object that is freed loses its words, and its contents are looked for. A bit of a word is set by
            // itself.
            boolean covered = classes.stream().anyMatch(c -> {
                int number = touch.classes().number(c);
                boolean own = c.startsWith("life of ") || c.startsWith("mark ");
                return write || own ? local.next().writes(number) : local.next().reads(number);
            });
            if (!covered) {
                wrong.add((write ? "writes " : "reads ") + classes.getFirst() + " at " + place);
            }
        }

        private List<String> classes(int kind, int offset) {
            return switch (kind) {
                case Lists.KIND -> List.of("lists");
                case SortedMaps.KIND -> List.of("maps");
                case PageTables.KIND, PageTables.RETIRED -> List.of("tables and TLBs", "locks of tables");
                case Tlbs.KIND -> List.of("tables and TLBs");
                case Contents.KIND -> List.of("contents");
                default -> field(machine.program().kinds().get(kind - Machine.FIRST_OBJECT_KIND), offset);
            };
        }

        private List<String> field(dev.quire.program.Kind kind, int offset) {
            dev.quire.program.Kind.FieldSlot field = kind.fields().stream()
                    .filter(f -> offset >= f.offset()
                            && offset
                                    < f.offset()
                                            + f.count() * Math.max(1, f.type().words()))
                    .findFirst()
                    .orElse(null);
            if (field == null) {
                // The bits that tell which registers are assigned.
                return Stream.iterate(0, bit -> bit + 1)
                        .limit(Long.SIZE)
                        .map(bit -> "mark " + offset + "." + bit)
                        .toList();
            }
            String life = "life of " + kind.name();
            return field.isMetric()
                    ? List.of("metric " + field.metric(), life)
                    : field.name().equals("content")
                            ? List.of(Instruction.field(field), "contents", life)
                            : List.of(Instruction.field(field), life);
        }
    }
}
