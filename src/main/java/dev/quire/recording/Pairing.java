package dev.quire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Two lists laid side by side, in order: equal neighbours form a row, others stand alone. A longest common
/// subsequence.
final class Pairing<T> {
    /// A row: the recorded line, the model's, or both.
    record Row<T>(@Nullable T left, @Nullable T right) {}

    private final List<T> left;
    private final List<T> right;
    private final BiPredicate<T, T> equal;

    private Pairing(List<T> left, List<T> right, BiPredicate<T, T> equal) {
        this.left = left;
        this.right = right;
        this.equal = equal;
    }

    static <T> List<Row<T>> of(List<T> left, List<T> right, BiPredicate<T, T> equal) {
        return new Pairing<>(left, right, equal).rows();
    }

    private List<Row<T>> rows() {
        int head = 0;
        int shorter = Math.min(left.size(), right.size());
        while (head < shorter && equal.test(left.get(head), right.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && equal.test(left.get(left.size() - 1 - tail), right.get(right.size() - 1 - tail))) {
            tail++;
        }
        List<Row<T>> rows = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            rows.add(new Row<>(left.get(i), right.get(i)));
        }
        middle(head, left.size() - tail, right.size() - tail, rows);
        for (int i = tail; i > 0; i--) {
            rows.add(new Row<>(left.get(left.size() - i), right.get(right.size() - i)));
        }
        return rows;
    }

    private void middle(int from, int leftEnd, int rightEnd, List<Row<T>> rows) {
        int m = leftEnd - from;
        int n = rightEnd - from;
        int[][] longest = new int[m + 1][n + 1];
        for (int i = m - 1; i >= 0; i--) {
            for (int j = n - 1; j >= 0; j--) {
                longest[i][j] = equal.test(left.get(from + i), right.get(from + j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < m || j < n) {
            if (i < m && j < n && equal.test(left.get(from + i), right.get(from + j))) {
                rows.add(new Row<>(left.get(from + i++), right.get(from + j++)));
            } else if (j >= n || i < m && longest[i + 1][j] >= longest[i][j + 1]) {
                rows.add(new Row<>(left.get(from + i++), null));
            } else {
                rows.add(new Row<>(null, right.get(from + j++)));
            }
        }
    }
}
