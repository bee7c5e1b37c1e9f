package io.citywatch.roads;

import java.util.Arrays;

/**
 * The largest part of a directed graph in which every node can be reached from every other. Tarjan's algorithm with a
 * stack of its own, since a street may be longer than a thread's stack is deep; linear in nodes and arcs.
 */
final class StrongParts {
    private final int[] start;
    private final int[] heads;
    private final int[] order;
    private final int[] low;
    private final boolean[] isOpen;
    private final int[] open;
    private final int[] part;
    private int opened;
    private int seen;
    private int parts;

    private StrongParts(int nodes, int[] tails, int[] heads) {
        this.start = new int[nodes + 1];
        this.heads = new int[heads.length];
        for (int tail : tails) {
            start[tail + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            start[node + 1] += start[node];
        }
        int[] next = Arrays.copyOf(start, nodes);
        for (int arc = 0; arc < tails.length; arc++) {
            this.heads[next[tails[arc]]++] = heads[arc];
        }
        this.order = new int[nodes];
        this.low = new int[nodes];
        this.isOpen = new boolean[nodes];
        this.open = new int[nodes];
        this.part = new int[nodes];
        Arrays.fill(order, -1);
    }

    /** By node, whether it is in the largest part. */
    static boolean[] largest(int nodes, int[] tails, int[] heads) {
        StrongParts search = new StrongParts(nodes, tails, heads);
        for (int node = 0; node < nodes; node++) {
            if (search.order[node] < 0) {
                search.visit(node);
            }
        }
        int[] sizes = new int[search.parts];
        for (int node = 0; node < nodes; node++) {
            sizes[search.part[node]]++;
        }
        int best = 0;
        for (int i = 1; i < sizes.length; i++) {
            best = sizes[i] > sizes[best] ? i : best;
        }
        boolean[] isIn = new boolean[nodes];
        for (int node = 0; node < nodes; node++) {
            isIn[node] = search.part[node] == best;
        }
        return isIn;
    }

    private void visit(int root) {
        int[] path = new int[16];
        int[] next = new int[16];
        int depth = 0;
        path[0] = root;
        next[0] = enter(root);
        while (depth >= 0) {
            int node = path[depth];
            if (next[depth] < start[node + 1]) {
                int head = heads[next[depth]++];
                if (order[head] < 0) {
                    depth++;
                    if (depth == path.length) {
                        path = Arrays.copyOf(path, 2 * depth);
                        next = Arrays.copyOf(next, 2 * depth);
                    }
                    path[depth] = head;
                    next[depth] = enter(head);
                } else if (isOpen[head]) {
                    low[node] = Math.min(low[node], order[head]);
                }
                continue;
            }
            if (low[node] == order[node]) {
                close(node);
            }
            depth--;
            if (depth >= 0) {
                low[path[depth]] = Math.min(low[path[depth]], low[node]);
            }
        }
    }

    /** Returns where its arcs begin. */
    private int enter(int node) {
        order[node] = seen;
        low[node] = seen++;
        isOpen[node] = true;
        open[opened++] = node;
        return start[node];
    }

    private void close(int root) {
        int node;
        do {
            node = open[--opened];
            isOpen[node] = false;
            part[node] = parts;
        } while (node != root);
        parts++;
    }
}
