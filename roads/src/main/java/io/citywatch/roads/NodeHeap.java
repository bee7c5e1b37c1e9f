package io.citywatch.roads;

import java.util.Arrays;

/** A heap of nodes by cost, four children each, in which a node's cost can sink. Each node is in it once at most. */
public final class NodeHeap {
    private static final int CHILDREN = 4;

    private final double[] cost;
    private final int[] place;
    private int[] nodes = new int[1 << 10];
    private int size;

    /** @param cost by node; it is read, and must not rise while the node is in the heap */
    public NodeHeap(double[] cost) {
        this.cost = cost;
        this.place = new int[cost.length];
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
    }

    public void add(int node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
        }
        rise(size++, node);
    }

    /** The cost of a node that is in the heap sank. */
    public void sank(int node) {
        rise(place[node], node);
    }

    public int removeLeast() {
        int least = nodes[0];
        int last = nodes[--size];
        if (size > 0) {
            sink(last);
        }
        return least;
    }

    private void rise(int from, int node) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) / CHILDREN;
            if (cost[nodes[parent]] <= cost[node]) {
                break;
            }
            put(at, nodes[parent]);
            at = parent;
        }
        put(at, node);
    }

    private void sink(int node) {
        int at = 0;
        while (true) {
            int first = at * CHILDREN + 1;
            if (first >= size) {
                break;
            }
            int best = first;
            int end = Math.min(size, first + CHILDREN);
            for (int child = first + 1; child < end; child++) {
                if (cost[nodes[child]] < cost[nodes[best]]) {
                    best = child;
                }
            }
            if (cost[node] <= cost[nodes[best]]) {
                break;
            }
            put(at, nodes[best]);
            at = best;
        }
        put(at, node);
    }

    private void put(int at, int node) {
        nodes[at] = node;
        place[node] = at;
    }
}
