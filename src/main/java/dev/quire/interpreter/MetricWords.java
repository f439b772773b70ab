package dev.quire.interpreter;

import dev.quire.engine.store.WordStore;
import dev.quire.program.Kind;
import dev.quire.program.MetricWord;
import dev.quire.program.Program;
import java.util.Set;
import java.util.TreeSet;

/// Where the metrics of objects are: outside the state, or, from the moment on at which the threads begin, in the word
/// of the object for those that the program promotes to state. An addition to such a word is an atomic operation.
final class MetricWords {
    private final Program program;
    private final WordStore store;
    private final Set<Integer> promoted = new TreeSet<>();
    private boolean counting = true;

    MetricWords(Machine machine) {
        program = machine.program();
        store = machine.engine().store();
    }

    /// Whether metrics that are not state are kept at all: a search that never looks at them need not.
    void counting(boolean on) {
        counting = on;
    }

    void add(int object, int metric, long by) {
        if (by < 0) {
            throw Failure.rule("a metric only counts up, and not by " + by);
        }
        int offset = MetricWord.offset(metric);
        if (promoted.contains(metric)) {
            store.set(object, offset, store.get(object, offset) + by);
        } else if (counting) {
            store.addMetric(object, number(metric), by);
        }
    }

    long load(int object, int metric) {
        return promoted.contains(metric)
                ? store.get(object, MetricWord.offset(metric))
                : store.metric(object, number(metric));
    }

    /// From now on the program's promoted metrics are state. What they have counted so far goes along.
    void promote() {
        program.promotions().forEach(p -> promoted.add(p.metric()));
        if (promoted.isEmpty()) {
            return;
        }
        long[] image = store.image();
        for (int i = 0; i < image.length; i += 3) {
            int kind = (int) image[i + 2] - Machine.FIRST_OBJECT_KIND;
            if (image[i + 1] == 0 && kind >= 0) {
                for (int metric : promoted) {
                    if (MetricWord.kind(metric) == kind) {
                        move((int) image[i], metric);
                    }
                }
            }
        }
    }

    private void move(int object, int metric) {
        long counted = store.metric(object, number(metric));
        store.addMetric(object, number(metric), -counted);
        store.set(object, MetricWord.offset(metric), counted);
    }

    /// `kind.field`.
    String name(int metric) {
        Kind kind = program.kinds().get(MetricWord.kind(metric));
        return kind.name() + "."
                + kind.fields().stream()
                        .filter(f -> f.metric() == metric)
                        .findFirst()
                        .orElseThrow()
                        .name();
    }

    /// The number of a metric among those of its kind.
    int number(int metric) {
        int number = 0;
        for (Kind.FieldSlot f : program.kinds().get(MetricWord.kind(metric)).fields()) {
            if (f.metric() == metric) {
                return number;
            }
            number += f.isMetric() ? 1 : 0;
        }
        throw new IllegalStateException("no metric " + metric);
    }
}
