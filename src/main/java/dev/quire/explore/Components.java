package dev.quire.explore;

import java.util.Arrays;

/// The strongly connected components of a graph whose node n has the edges `first[n] ..< first[n + 1]`, which lead to
/// `to`. Numbered so that an edge between two leads to the lower one.
final class Components {
    private final int[] first;
    private final int[] to;
    private final int[] of;
    private final int[] low;
    private final int[] number;
    private final int[] next;
    private final int[] open;
    private int openTop;
    private int visited;
    private int count;

    private Components(int[] first, int[] to, int nodes) {
        this.first = first;
        this.to = to;
        of = new int[nodes];
        Arrays.fill(of, -1);
        low = new int[nodes];
        number = new int[nodes];
        next = Arrays.copyOf(first, nodes);
        open = new int[nodes];
    }

    /// The component of each node.
    static int[] of(int[] first, int[] to, int nodes) {
        Components c = new Components(first, to, nodes);
        int[] path = new int[nodes];
        for (int root = 0; root < nodes; root++) {
            if (c.number[root] == 0) {
                c.from(root, path);
            }
        }
        return c.of;
    }

    /// Tarjan's algorithm, without recursion.
    private void from(int root, int[] path) {
        int depth = 0;
        path[0] = root;
        enter(root);
        while (depth >= 0) {
            int at = path[depth];
            if (next[at] < first[at + 1]) {
                int target = to[next[at]++];
                if (number[target] == 0) {
                    path[++depth] = target;
                    enter(target);
                } else if (of[target] < 0) {
                    low[at] = Math.min(low[at], number[target]);
                }
                continue;
            }
            depth--;
            if (depth >= 0) {
                low[path[depth]] = Math.min(low[path[depth]], low[at]);
            }
            if (low[at] == number[at]) {
                int node;
                do {
                    node = open[--openTop];
                    of[node] = count;
                } while (node != at);
                count++;
            }
        }
    }

    private void enter(int node) {
        number[node] = ++visited;
        low[node] = visited;
        open[openTop++] = node;
    }
}
