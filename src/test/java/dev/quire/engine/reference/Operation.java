package dev.quire.engine.reference;

import java.util.List;
import java.util.SplittableRandom;

/// One operation with its operands, which are taken modulo what there is, so that any list of operations can be
/// performed.
record Operation(Kind kind, int a, int b, int c, int d) {
    /// What is done; the weight is how often.
    enum Kind {
        CREATE_TABLE(2),
        CREATE_LEAF(3),
        FREE_LEAF(2),
        DESTROY_TABLE(1),
        POPULATE(4),
        EXCHANGE_PAGE(30),
        EXCHANGE_HUGE(6),
        INSTALL(4),
        DEPOSIT(3),
        WITHDRAW(3),
        READ(6),
        NEXT(6),
        FREE_NODES(3),
        CREATE_TLB(1),
        ACTIVATE(3),
        STALE(6),
        FLUSH(3),
        FLUSH_ALL(3),
        REACHES(3),
        CREATE_LIST(2),
        LIST_INSERT(8),
        LIST_SET(3),
        LIST_REMOVE(5),
        LIST_CLEAR(1),
        CREATE_MAP(2),
        MAP_PUT(8),
        MAP_REMOVE(5),
        MAP_FIND(5),
        MAP_CLEAR(1),
        DELETE(3),
        CREATE_LOCKS(2),
        LOCK(8),
        LOCK_SHARED(8),
        RELEASE(8),
        DOWNGRADE(3),
        CREATE_FRAME(2),
        FREE_FRAME(1),
        STORE_BYTE(12),
        STORE_RUN(1),
        FILL(2),
        COPY(4),
        COMPARE(6),
        SAVE(4),
        GO_BACK(4),
        FORGET(1);

        private static final List<Kind> WEIGHTED = List.of(values()).stream()
                .flatMap(k -> java.util.Collections.nCopies(k.weight, k).stream())
                .toList();

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    static Operation random(SplittableRandom random) {
        Kind kind = Kind.WEIGHTED.get(random.nextInt(Kind.WEIGHTED.size()));
        return new Operation(kind, random.nextInt(64), random.nextInt(64), random.nextInt(4096), random.nextInt(4096));
    }

    /// As a line of a case that is replayed for ever.
    String line() {
        return kind + " " + a + " " + b + " " + c + " " + d;
    }

    static Operation parse(String line) {
        String[] words = line.split(" ", -1);
        return new Operation(
                Kind.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]));
    }
}
