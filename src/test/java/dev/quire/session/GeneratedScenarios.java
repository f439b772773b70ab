package dev.quire.session;

import java.util.Random;

/// Scenarios of two or three threads over an object's shared words, locks, words of their own, metrics, choices, loops
/// and
/// waits, with properties of every kind.
final class GeneratedScenarios {
    /// How much there is of a scenario: TINY ones have a statement or two in each of two threads.
    enum Size {
        TINY,
        SMALL
    }

    private final Random random;
    private final Size size;
    private final StringBuilder out = new StringBuilder();
    private int locks;

    private GeneratedScenarios(long seed, Size size) {
        random = new Random(seed);
        this.size = size;
    }

    static String text(long seed, Size size) {
        return new GeneratedScenarios(seed, size).scenario(seed);
    }

    private String scenario(long seed) {
        out.append("object world {\n");
        for (String word : new String[] {"a", "b", "c", "own0", "own1", "own2"}) {
            out.append("  shared ").append(word).append(": int\n");
        }
        out.append("  metric paid: int\n  metric owed: int\n");
        out.append("  la: spinlock\n  lb: spinlock\n  lc: mutex\n}\n\n");
        if (random.nextBoolean()) {
            out.append("fn both(w: world, n: int) -> int {\n  w.a = n\n  return w.b + w.c\n}\n\n");
        } else {
            out.append("fn both(w: world, n: int) -> int {\n  lock w.lb {\n    w.b = n\n  }\n  return w.c\n}\n\n");
        }
        out.append("scenario \"generated ").append(seed).append("\" {\n  setup {\n    w = new world { }\n  }\n");
        int threads = size == Size.TINY ? 2 : 2 + random.nextInt(2);
        for (int t = 0; t < threads; t++) {
            out.append("  thread t").append(t).append(" {\n");
            out.append("    r = 0\n");
            locks = 0;
            int length = size == Size.TINY
                    ? 1 + random.nextInt(2)
                    : threads == 2 ? 3 + random.nextInt(4) : 2 + random.nextInt(2);
            for (int i = 0; i < length; i++) {
                statement("    ", t, 0);
            }
            out.append("  }\n");
        }
        for (int p = random.nextInt(3); p >= 0; p--) {
            property();
        }
        return out.append("}\n").toString();
    }

    private void property() {
        int value = random.nextInt(3);
        switch (random.nextInt(8)) {
            case 0 -> line("  ", "expect w.paid in 0.." + value);
            case 1 -> line("  ", "expect w.paid + w.owed <= " + (1 + value));
            case 2 -> line("  ", "expect w.a == " + value);
            case 3 -> line("  ", "eventually " + condition());
            default -> line("  ", new String[] {"always", "never", "exists"}[value] + " " + condition());
        }
    }

    private String condition() {
        String[] what = {
            "w.a " + (random.nextBoolean() ? "!=" : "==") + " " + random.nextInt(3),
            "w.b != w.c",
            "w.b == " + random.nextInt(3) + " && w.a == " + random.nextInt(3),
            "t0.r == " + random.nextInt(3),
            "w.own1 == w.own0"
        };
        return what[random.nextInt(what.length)];
    }

    private String word() {
        return "w." + "abc".charAt(random.nextInt(3));
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }

    private void statement(String indent, int thread, int depth) {
        int value = random.nextInt(3);
        switch (random.nextInt(depth > 1 ? 9 : 14)) {
            case 0 -> line(indent, word() + " = " + value);
            case 1 -> line(indent, word() + " = " + word() + " + " + value);
            case 2, 3 -> line(indent, "w.own" + thread + " = w.own" + thread + " + " + (1 + value));
            case 4 -> line(indent, "r = " + word());
            case 5 -> line(indent, "atomic { " + word() + " += 1; w.own" + thread + " = 1 }");
            case 6 -> line(indent, "r = both(w, " + value + ")");
            case 7 -> line(indent, "w.own" + thread + " = choose 0..1");
            case 8 -> line(indent, (random.nextBoolean() ? "w.paid" : "w.owed") + " += " + (1 + value));
            case 9 -> line(indent, "wait until " + word() + " == " + (random.nextBoolean() ? 0 : value));
            case 10, 11 -> {
                String lock = new String[] {"la", "lb", "lc"}[random.nextInt(3)];
                boolean sleeps = lock.equals("lc");
                if (locks > 0 && sleeps) {
                    line(indent, "r = " + value);
                    return;
                }
                locks += 1;
                line(indent, "lock w." + lock + " {");
                statement(indent + "  ", thread, depth + 1);
                statement(indent + "  ", thread, depth + 1);
                line(indent, "}");
                locks -= 1;
            }
            case 12 -> {
                line(indent, "if " + word() + " == " + value + " {");
                statement(indent + "  ", thread, depth + 1);
                line(indent, "} else {");
                statement(indent + "  ", thread, depth + 1);
                line(indent, "}");
            }
            default -> {
                line(indent, "while w.own" + thread + " < 2 {");
                line(indent + "  ", "w.own" + thread + " = w.own" + thread + " + 1");
                statement(indent + "  ", thread, 2);
                line(indent, "}");
            }
        }
    }
}
