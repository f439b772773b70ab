package dev.quire.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Small programs over a few words and locks, made from a seed: what a search is tried on by the thousand. Words are
/// first
/// the shared ones, then the locks (0, or a thread's number + 1), then where each thread stands.
final class RandomPrograms extends WordsModel {
    private static final int VALUES = 3;

    /// What an instruction does to the shared word or lock `at`; `value` is what is written, waited for or jumped to.
    record Instruction(Kind kind, int at, int value) {}

    enum Kind {
        SET,
        ADD,
        COPY,
        ACQUIRE,
        RELEASE,
        WAIT,
        CHOOSE,
        BACK_IF_ZERO,
        FAIL_IF_TWO
    }

    /// What a program consists of.
    record Text(int words, int locks, List<List<Instruction>> threads, List<Judged> properties) {}

    /// A property: of the word `at`, that it is `value`.
    record Judged(Model.Kind kind, int at, int value) {}

    private final Text text;

    RandomPrograms(Text text) {
        super(text.threads.size(), new long[text.words + text.locks + text.threads.size()]);
        this.text = text;
    }

    /// A program of two to four threads.
    static Text text(long seed) {
        Random random = new Random(seed);
        int words = 1 + random.nextInt(3);
        int locks = random.nextInt(3);
        List<List<Instruction>> threads = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int t = 0; t < count; t++) {
            threads.add(thread(random, words, locks, 2 + random.nextInt(count == 2 ? 9 : 5)));
        }
        List<Judged> properties = new ArrayList<>();
        for (int p = random.nextInt(4); p > 0; p--) {
            Model.Kind[] kinds = {Model.Kind.ALWAYS, Model.Kind.NEVER, Model.Kind.EXISTS, Model.Kind.FINALLY};
            properties.add(
                    new Judged(kinds[random.nextInt(kinds.length)], random.nextInt(words), random.nextInt(VALUES)));
        }
        return new Text(words, locks, threads, properties);
    }

    private static List<Instruction> thread(Random random, int words, int locks, int length) {
        List<Instruction> code = new ArrayList<>();
        List<Integer> held = new ArrayList<>();
        while (code.size() < length) {
            int word = random.nextInt(words);
            int value = random.nextInt(VALUES);
            switch (random.nextInt(12)) {
                case 0, 1 -> code.add(new Instruction(Kind.SET, word, value));
                case 2, 3 -> code.add(new Instruction(Kind.ADD, word, value));
                case 4 -> code.add(new Instruction(Kind.COPY, word, random.nextInt(words)));
                case 5 -> code.add(new Instruction(Kind.WAIT, word, value));
                case 6 -> code.add(new Instruction(Kind.CHOOSE, word, 2));
                case 7 -> code.add(new Instruction(Kind.BACK_IF_ZERO, word, random.nextInt(code.size() + 1)));
                case 8 -> code.add(new Instruction(Kind.FAIL_IF_TWO, word, 0));
                default -> {
                    int lock = locks == 0 ? -1 : words + random.nextInt(locks);
                    if (lock >= 0 && !held.remove((Integer) lock)) {
                        held.add(lock);
                        code.add(new Instruction(Kind.ACQUIRE, lock, 0));
                    } else if (lock >= 0) {
                        code.add(new Instruction(Kind.RELEASE, lock, 0));
                    }
                }
            }
        }
        return code;
    }

    List<Instruction> code(int thread) {
        return text.threads.get(thread);
    }

    int place(int thread) {
        return (int) word[text.words + text.locks + thread];
    }

    @Override
    Outcome move(int thread) {
        List<Instruction> code = code(thread);
        int at = place(thread);
        if (at == code.size()) {
            return Outcome.FINISHED;
        }
        Instruction i = code.get(at);
        int next = at + 1;
        switch (i.kind) {
            case SET -> word[i.at] = i.value;
            case ADD -> word[i.at] = (word[i.at] + i.value) % VALUES;
            case COPY -> word[i.at] = word[i.value];
            case CHOOSE -> word[i.at] = choose(i.value);
            case BACK_IF_ZERO -> next = word[i.at] == 0 ? i.value : next;
            case ACQUIRE -> {
                if (word[i.at] != 0) {
                    return Outcome.BLOCKED;
                }
                word[i.at] = thread + 1L;
            }
            case RELEASE -> word[i.at] = 0;
            case WAIT -> {
                if (word[i.at] != i.value) {
                    return Outcome.BLOCKED;
                }
            }
            case FAIL_IF_TWO -> {
                if (word[i.at] == 2) {
                    return Outcome.FAILED;
                }
            }
        }
        word[text.words + text.locks + thread] = next;
        return Outcome.MOVED;
    }

    @Override
    public int properties() {
        return text.properties.size();
    }

    @Override
    public Model.Kind kind(int property) {
        return text.properties.get(property).kind;
    }

    @Override
    public Truth judge(int property) {
        Judged p = text.properties.get(property);
        return word[p.at] == p.value ? Truth.TRUE : Truth.FALSE;
    }
}
