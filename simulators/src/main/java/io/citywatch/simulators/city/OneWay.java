package io.citywatch.simulators.city;

import io.citywatch.simulators.city.StreetGraph.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps one-way streets from cutting anybody off: where they would, they are open both ways after all. */
final class OneWay {
    private OneWay() {}

    /** The same edges, so opened that every crossing can be ridden to from every other. */
    static List<Edge> reachable(int crossings, List<Edge> edges) {
        List<Edge> opened = new ArrayList<>(edges);
        while (true) {
            boolean[] out = reached(crossings, opened, false);
            boolean[] in = reached(crossings, opened, true);
            boolean changed = false;
            for (int i = 0; i < opened.size(); i++) {
                Edge edge = opened.get(i);
                if (edge.oneWay() && !(out[edge.from()] && out[edge.to()] && in[edge.from()] && in[edge.to()])) {
                    opened.set(i, new Edge(edge.from(), edge.to(), edge.street(), edge.kind(), false));
                    changed = true;
                }
            }
            if (!changed) {
                return List.copyOf(opened);
            }
        }
    }

    /** What can be ridden to from the first crossing, or from what it can be ridden to. */
    private static boolean[] reached(int crossings, List<Edge> edges, boolean backwards) {
        List<List<Integer>> next = new ArrayList<>();
        for (int i = 0; i < crossings; i++) {
            next.add(new ArrayList<>());
        }
        for (Edge edge : edges) {
            int from = backwards ? edge.to() : edge.from();
            int to = backwards ? edge.from() : edge.to();
            next.get(from).add(to);
            if (!edge.oneWay()) {
                next.get(to).add(from);
            }
        }
        boolean[] reached = new boolean[crossings];
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        reached[0] = true;
        while (!open.isEmpty()) {
            for (int crossing : next.get(open.removeFirst())) {
                if (!reached[crossing]) {
                    reached[crossing] = true;
                    open.addLast(crossing);
                }
            }
        }
        return reached;
    }
}
