package dev.quire.diagnostic;

import java.util.Collection;

/// "Did you mean": the known name that is nearest to a misspelt one.
public final class Nearest {
    private Nearest() {}

    /// `did you mean …?`, of equally near names the one that begins most alike; or `fallback` when nothing is near. A
    /// name that is the
    /// wrong one without its prefix is near: the kernel's MADV_DONTNEED is DONTNEED here.
    public static String suggest(String wrong, Collection<String> known, String fallback) {
        String best = "";
        int distance = Math.max(1, wrong.length() / 3) + 1;
        for (String name : known.stream().sorted().toList()) {
            if (wrong.endsWith("_" + name)) {
                return "did you mean " + name + "?";
            }
            int d = distance(wrong, name);
            if (d < distance || !best.isEmpty() && d == distance && prefix(wrong, name) > prefix(wrong, best)) {
                distance = d;
                best = name;
            }
        }
        return best.isEmpty() ? fallback : "did you mean " + best + "?";
    }

    private static int prefix(String a, String b) {
        int n = 0;
        while (n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
            n++;
        }
        return n;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int up = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(up, row[j - 1]) + 1);
                diagonal = up;
            }
        }
        return row[b.length()];
    }
}
