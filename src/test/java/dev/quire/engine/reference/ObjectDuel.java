package dev.quire.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.bits.ByteWord;
import dev.quire.engine.memory.Contents;
import dev.quire.engine.space.Lists;
import dev.quire.engine.space.Locks;
import dev.quire.engine.space.SortedMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lists, maps, locks and frames of both engines side by side.
final class ObjectDuel {
    /// Where a lock's word, and a frame's contents, stand in their cells.
    static final int PLACE = 2;

    private static final int POOLS = 2;
    private static final int MOST = 6;
    private static final int THREADS = 4;
    private static final int LOCK_KIND = 70;
    private static final int FRAME_KIND = 71;
    private static final int CELL_WORDS = 5;

    private final Duel duel;
    private final long[] words = new long[1];

    ObjectDuel(Duel duel) {
        this.duel = duel;
    }

    private ReferenceObjects objects() {
        return duel.reference.objects;
    }

    void perform(Operation o) {
        switch (o.kind()) {
            case CREATE_LIST, LIST_INSERT, LIST_SET, LIST_REMOVE, LIST_CLEAR -> lists(o);
            case CREATE_MAP, MAP_PUT, MAP_REMOVE, MAP_FIND, MAP_CLEAR -> maps(o);
            case CREATE_LOCKS, LOCK, LOCK_SHARED, RELEASE, DOWNGRADE -> locks(o);
            case CREATE_FRAME, FREE_FRAME, STORE_BYTE, STORE_RUN, FILL, COPY, COMPARE -> frames(o);
            case DELETE -> delete(o);
            default -> throw new IllegalArgumentException(o.line());
        }
    }

    private void delete(Operation o) {
        List<Integer> all = new ArrayList<>(objects().lists.keySet());
        all.addAll(objects().maps.keySet());
        all.addAll(objects().locks.keySet());
        int id = Duel.pick(all, o.a());
        if (id != 0) {
            objects().lists.remove(id);
            objects().maps.remove(id);
            objects().locks.remove(id);
            duel.reference.ids.free(id);
            duel.engine.free(id);
        }
    }

    private void lists(Operation o) {
        Lists packed = duel.engine.lists();
        if (o.kind() == Operation.Kind.CREATE_LIST) {
            if (objects().lists.size() < MOST) {
                int id = duel.reference.ids.allocate(o.b() % POOLS);
                objects().lists.put(id, new ArrayList<>());
                assertEquals(id, packed.create(o.b() % POOLS, 1));
            }
            return;
        }
        int id = Duel.pick(new ArrayList<>(objects().lists.keySet()), o.a());
        if (id == 0) {
            return;
        }
        List<Long> list = objects().lists.get(id);
        assertEquals(list.size(), packed.size(id));
        words[0] = o.c() % 5;
        if (o.kind() == Operation.Kind.LIST_INSERT) {
            int index = o.b() % (list.size() + 1);
            list.add(index, words[0]);
            packed.insert(id, index, words, 0);
        } else if (o.kind() == Operation.Kind.LIST_CLEAR) {
            list.clear();
            packed.clear(id);
        } else if (!list.isEmpty()) {
            int index = o.b() % list.size();
            long[] found = new long[1];
            packed.get(id, index, found, 0);
            assertEquals(list.get(index), found[0]);
            if (o.kind() == Operation.Kind.LIST_SET) {
                list.set(index, words[0]);
                packed.set(id, index, words, 0);
            } else {
                list.remove(index);
                packed.remove(id, index);
            }
        }
    }

    private void maps(Operation o) {
        SortedMaps packed = duel.engine.maps();
        if (o.kind() == Operation.Kind.CREATE_MAP) {
            if (objects().maps.size() < MOST) {
                int id = duel.reference.ids.allocate(o.b() % POOLS);
                objects().maps.put(id, new TreeMap<>());
                assertEquals(id, packed.create(o.b() % POOLS, 1));
            }
            return;
        }
        int id = Duel.pick(new ArrayList<>(objects().maps.keySet()), o.a());
        if (id == 0) {
            return;
        }
        TreeMap<Long, Long> map = objects().maps.get(id);
        long key = o.b() % 12 - 4;
        words[0] = o.c() % 5;
        switch (o.kind()) {
            case MAP_PUT -> {
                map.put(key, words[0]);
                packed.put(id, key, words, 0);
            }
            case MAP_REMOVE -> {
                map.remove(key);
                packed.remove(id, key);
            }
            case MAP_CLEAR -> {
                map.clear();
                packed.clear(id);
            }
            case MAP_FIND -> {
                assertEquals(map.size(), packed.size(id));
                assertEquals(map.containsKey(key), packed.contains(id, key));
                assertEquals(map.headMap(key).size(), packed.ceiling(id, key));
                long[] found = new long[1];
                assertEquals(map.containsKey(key), packed.get(id, key, found, 0));
                assertEquals(map.getOrDefault(key, 0L), found[0]);
            }
            default -> throw new IllegalArgumentException(o.line());
        }
    }

    private void locks(Operation o) {
        Locks packed = duel.engine.locks();
        if (o.kind() == Operation.Kind.CREATE_LOCKS) {
            int count = 1 << o.c() % 4;
            if (objects().locks.size() + count <= 2 * MOST) {
                int first = duel.reference.ids.allocateRun(o.b() % POOLS, count);
                assertEquals(first, duel.engine.store().allocateRun(o.b() % POOLS, LOCK_KIND, CELL_WORDS, count));
                for (int i = 0; i < count; i++) {
                    objects().locks.put(first + i, objects().free());
                }
            }
            return;
        }
        int id = Duel.pick(new ArrayList<>(objects().locks.keySet()), o.a());
        if (id == 0) {
            return;
        }
        ReferenceObjects.Lock lock = objects().locks.get(id);
        int thread = o.b() % THREADS;
        boolean writes = lock.writer() == thread;
        boolean reads = lock.readers().contains(thread);
        assertEquals(writes || reads, packed.heldBy(id, PLACE, thread));
        if (o.kind() == Operation.Kind.LOCK) {
            boolean can = lock.writer() < 0 && lock.readers().isEmpty();
            assertEquals(can, packed.tryAcquire(id, PLACE, thread));
            if (can) {
                objects().locks.put(id, new ReferenceObjects.Lock(thread, new TreeSet<>()));
            }
        } else if (o.kind() == Operation.Kind.LOCK_SHARED) {
            assertEquals(lock.writer() < 0, packed.tryAcquireShared(id, PLACE, thread));
            if (lock.writer() < 0) {
                lock.readers().add(thread);
            }
        } else if (o.kind() == Operation.Kind.RELEASE) {
            assertEquals(writes || reads, packed.release(id, PLACE, thread));
            lock.readers().remove(thread);
            if (writes) {
                objects().locks.put(id, objects().free());
            }
        } else {
            assertEquals(writes, packed.downgrade(id, PLACE, thread));
            if (writes) {
                objects().locks.put(id, new ReferenceObjects.Lock(-1, new TreeSet<>(List.of(thread))));
            }
        }
    }

    private void frames(Operation o) {
        Contents packed = duel.engine.contents();
        int pool = o.b() % POOLS;
        if (o.kind() == Operation.Kind.CREATE_FRAME) {
            if (objects().frames.size() < MOST) {
                assertEquals(objects().createFrame(pool), duel.engine.store().allocate(pool, FRAME_KIND, CELL_WORDS));
            }
            return;
        }
        int id = Duel.pick(new ArrayList<>(objects().frames.keySet()), o.a());
        if (id == 0) {
            return;
        }
        int other = Duel.pick(new ArrayList<>(objects().frames.keySet()), o.b());
        int value = o.d() % 3;
        switch (o.kind()) {
            case FREE_FRAME -> {
                objects().freeFrame(id);
                duel.engine.free(id);
            }
            case STORE_BYTE -> store(packed, id, o.c() % 6 * 800, 1, value, pool);
            case STORE_RUN -> {
                int offset = o.c() % 3 * 1000;
                int most = ByteWord.PAGE - offset;
                store(packed, id, offset, o.d() % 100 == 0 ? most : Math.min(most, 1 + o.d() % 60), value, pool);
            }
            case FILL -> {
                objects().fill(id, value);
                packed.fill(id, PLACE, value);
            }
            case COPY -> {
                objects().copy(id, other, pool);
                packed.copy(id, other, PLACE, pool);
            }
            case COMPARE -> {
                int order = packed.compare(id, other, PLACE);
                assertEquals(objects().same(id, other), order == 0);
                assertEquals(-Integer.signum(order), Integer.signum(packed.compare(other, id, PLACE)));
                assertTrue(order != 0 || packed.checksum(id, PLACE) == packed.checksum(other, PLACE));
            }
            default -> throw new IllegalArgumentException(o.line());
        }
    }

    private void store(Contents packed, int id, int offset, int count, int value, int pool) {
        objects().store(id, offset, count, value, pool);
        for (int i = 0; i < count; i++) {
            packed.store(id, PLACE, offset + i, value, pool);
        }
    }
}
