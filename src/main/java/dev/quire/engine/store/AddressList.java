package dev.quire.engine.store;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// A store's addresses, each once, in the order in which they came. Words are found by an array, the few others by a
/// hash
/// set, which is never walked.
final class AddressList {
    private int[] members = new int[64];
    private int size;

    /// For each word's address the number of the filling that it was added in.
    private int[] addedIn = new int[1 << 10];

    private int filling = 1;
    private final Set<Integer> others = new HashSet<>();

    int size() {
        return size;
    }

    int get(int i) {
        return members[i];
    }

    /// The members, `size` of them, until one is added.
    int[] members() {
        return members;
    }

    void clear() {
        size = 0;
        filling++;
        if (!others.isEmpty()) {
            others.clear();
        }
    }

    void add(int address) {
        if (address >= 0 && address < addedIn.length) {
            if (addedIn[address] == filling) {
                return;
            }
            addedIn[address] = filling;
        } else if (!isNew(address)) {
            return;
        }
        if (size == members.length) {
            members = Arrays.copyOf(members, size * 2);
        }
        members[size++] = address;
    }

    private boolean isNew(int address) {
        if (WordStore.isWord(address)) {
            addedIn = Arrays.copyOf(addedIn, Math.max(address + 1, addedIn.length * 2));
            addedIn[address] = filling;
            return true;
        }
        return others.add(address);
    }
}
