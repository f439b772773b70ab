package dev.quire.engine.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Saves and restores states of one store as differences from a *base*, in flat memory: a state's hashes, where it
/// ends, and for each word that differs an address and what is there, in one long where the value fits into 32 bits and
/// else in two.
///
/// The base begins as the *origin*, the state in which the store was set up, and follows a search: states are saved as
/// differences from the base to come, which becomes the base at a `turn`. So what is saved is what the states of two
/// layers differ by, however far they are from the origin and however much memory lies around.
///
/// While it is in use the store's journal holds what happened since the state that was last restored, and nobody else
/// may `forget` it. Stores that were set up alike understand each other's differences where they have the same base.
public final class Differences {
    /// Longs before a state's addresses, and the value that says that the next long is the value.
    static final int HEAD = 4;

    static final long NARROW = 0xFFFFFFFFL;

    private final WordStore store;
    private final WordStore origin;
    private final WordStore base;

    /// The base to come.
    private final WordStore next;

    /// The addresses at which the base to come may differ from the base, and those at which either ever differed from
    /// the origin.
    private final AddressList apart = new AddressList();

    private final AddressList drift = new AddressList();

    /// The addresses at which the state last restored differs from the base.
    private int[] here = new int[256];

    private int hereCount;

    /// For each address whether it is in `here`: then the number of the state last restored.
    private int[] memberOf = new int[1 << 10];

    private int taken = 1;

    /// How often the store was put into another state here.
    private long moves;

    /// Who put the store where it is, if that was not done here.
    private @Nullable StateQueue elsewhere;

    /// The origin is the store's present state; its journal is dropped.
    public Differences(WordStore store) {
        this.store = store;
        store.forget();
        origin = store.copy();
        base = store.copy();
        next = store.copy();
    }

    WordStore store() {
        return store;
    }

    long moves() {
        return moves;
    }

    /// A queue has put the store into a state of its own.
    void isAt(StateQueue queue) {
        elsewhere = queue;
    }

    /// Adds the addresses at which the state that was restored last may differ from the origin.
    void addTo(AddressList addresses) {
        for (int i = 0; i < hereCount; i++) {
            addresses.add(here[i]);
        }
        for (int i = 0; i < drift.size(); i++) {
            addresses.add(drift.get(i));
        }
    }

    private void comeHome() {
        StateQueue queue = elsewhere;
        if (queue != null) {
            elsewhere = null;
            AddressList addresses = queue.leave();
            for (int i = 0; i < hereCount; i++) {
                leave(here[i]);
            }
            hereCount = 0;
            enterAll(addresses);
            enterAll(drift);
        }
    }

    private void enterAll(AddressList addresses) {
        for (int i = 0; i < addresses.size(); i++) {
            if (!isHere(addresses.get(i))) {
                enter(addresses.get(i));
            }
        }
    }

    /// Longs that the present state takes at most.
    int most() {
        comeHome();
        return HEAD + 2 * (hereCount + store.changes() + apart.size());
    }

    /// Writes the store's present state to `out[start ..)`, as its difference from the base to come; where it ends.
    int save(long[] out, int start) {
        comeHome();
        int changes = store.changes();
        out[start] = store.fingerprintLow();
        out[start + 1] = store.fingerprintHigh();
        out[start + 2] = store.structure();
        long[] words = store.words();
        long[] before = next.words();
        int plain = Math.min(words.length, before.length);
        int end = start + HEAD;
        for (int i = 0; i < hereCount; i++) {
            int address = here[i];
            if (address >= 0 && address < plain) {
                end = words[address] == before[address] ? end : put(out, end, address, words[address]);
            } else {
                end = put(out, end, address);
            }
        }
        int known = hereCount;
        for (int i = 0; i < changes; i++) {
            end = putNew(out, end, store.changedAddress(i));
        }
        for (int i = 0; i < apart.size(); i++) {
            end = putNew(out, end, apart.get(i));
        }
        // What was entered only now belongs to this state, not to the one that was taken.
        for (int i = known; i < hereCount; i++) {
            leave(here[i]);
        }
        hereCount = known;
        out[start + 3] = end;
        return end;
    }

    private int putNew(long[] out, int at, int address) {
        if (isHere(address)) {
            return at;
        }
        enter(address);
        return put(out, at, address);
    }

    private int put(long[] out, int at, int address) {
        long value = store.peek(address);
        return value == next.peek(address) ? at : put(out, at, address, value);
    }

    static int put(long[] out, int at, int address, long value) {
        if ((value & NARROW) == value && value != NARROW) {
            out[at] = (long) address << Integer.SIZE | value;
            return at + 1;
        }
        out[at] = (long) address << Integer.SIZE | NARROW;
        out[at + 1] = value;
        return at + 2;
    }

    private boolean isHere(int address) {
        if (address >= 0 && address < memberOf.length) {
            return memberOf[address] == taken;
        }
        for (int i = 0; i < hereCount; i++) {
            if (here[i] == address) {
                return true;
            }
        }
        return false;
    }

    private void enter(int address) {
        if (hereCount == here.length) {
            here = Arrays.copyOf(here, hereCount * 2);
        }
        here[hereCount++] = address;
        if (address >= memberOf.length && address < store.words().length) {
            memberOf = Arrays.copyOf(memberOf, store.words().length);
        }
        if (address >= 0 && address < memberOf.length) {
            memberOf[address] = taken;
        }
    }

    private void leave(int address) {
        if (address >= 0 && address < memberOf.length) {
            memberOf[address] = 0;
        }
    }

    /// Puts the store into the state that begins at `in[readAt]`, told as its difference from the base; where it ends.
    int restore(long[] in, int readAt) {
        toBase();
        long low = in[readAt];
        long high = in[readAt + 1];
        long structure = in[readAt + 2];
        int end = (int) in[readAt + 3];
        if (here.length < end - readAt) {
            here = new int[2 * (end - readAt)];
        }
        long[] words = store.words();
        int plain = Math.min(words.length, memberOf.length);
        for (int i = readAt + HEAD; i < end; i++) {
            int address = (int) (in[i] >> Integer.SIZE);
            long value = in[i] & NARROW;
            if (value == NARROW) {
                value = in[++i];
            }
            if (address >= 0 && address < plain) {
                words[address] = value;
                memberOf[address] = taken;
                here[hereCount++] = address;
            } else {
                store.poke(address, value);
                words = store.words();
                enter(address);
                plain = Math.min(words.length, memberOf.length);
            }
        }
        store.became(low, high, structure);
        return end;
    }

    /// The base to come becomes the base, and what is saved from now on is told as its difference from that, too.
    void turn() {
        toBase();
        for (int i = 0; i < apart.size(); i++) {
            int address = apart.get(i);
            store.poke(address, next.peek(address));
            base.poke(address, next.peek(address));
        }
        apart.clear();
        became(base, next);
        became(store, base);
    }

    /// What is saved from now on is told as its difference from the store's present state, just restored: the base to
    /// come.
    void approach() {
        for (int i = 0; i < apart.size(); i++) {
            next.poke(apart.get(i), base.peek(apart.get(i)));
        }
        apart.clear();
        for (int i = 0; i < hereCount; i++) {
            next.poke(here[i], store.peek(here[i]));
            apart.add(here[i]);
            drift.add(here[i]);
        }
        became(next, store);
    }

    /// Takes over another's bases.
    void join(Differences other) {
        toBase();
        for (int i = 0; i < other.drift.size(); i++) {
            drift.add(other.drift.get(i));
        }
        for (int i = 0; i < drift.size(); i++) {
            int address = drift.get(i);
            store.poke(address, other.base.peek(address));
            base.poke(address, other.base.peek(address));
            next.poke(address, other.next.peek(address));
        }
        apart.clear();
        for (int i = 0; i < other.apart.size(); i++) {
            apart.add(other.apart.get(i));
        }
        became(base, other.base);
        became(next, other.next);
        became(store, base);
    }

    private static void became(WordStore one, WordStore other) {
        one.became(other.fingerprintLow(), other.fingerprintHigh(), other.structure());
    }

    /// Puts the store into the origin.
    public void toOrigin() {
        toBase();
        for (int i = 0; i < drift.size(); i++) {
            int address = drift.get(i);
            if (base.peek(address) != origin.peek(address)) {
                store.poke(address, origin.peek(address));
                enter(address);
            }
        }
        became(store, origin);
    }

    /// Puts the store into the base.
    private void toBase() {
        comeHome();
        moves++;
        for (int i = store.changes() - 1; i >= 0; i--) {
            store.poke(store.changedAddress(i), base.peek(store.changedAddress(i)));
        }
        long[] words = store.words();
        long[] before = base.words();
        int plain = Math.min(words.length, before.length);
        for (int i = 0; i < hereCount; i++) {
            int address = here[i];
            if (address >= 0 && address < plain) {
                words[address] = before[address];
            } else {
                store.poke(address, base.peek(address));
            }
        }
        hereCount = 0;
        taken++;
        became(store, base);
    }
}
