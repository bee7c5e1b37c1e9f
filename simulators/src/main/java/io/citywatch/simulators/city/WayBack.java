package io.citywatch.simulators.city;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** How far it is by the law from the end of a street back to its beginning. Dijkstra's algorithm, to the beginning only. */
final class WayBack {
    private final StreetGraph graph;

    WayBack(StreetGraph graph) {
        this.graph = graph;
    }

    private record Reached(int crossing, double meters) {}

    /** Infinite if there is none. */
    double meters(StreetGraph.Edge street) {
        Map<Integer, Double> settled = new HashMap<>();
        PriorityQueue<Reached> open =
                new PriorityQueue<>(Comparator.comparingDouble(Reached::meters).thenComparingInt(Reached::crossing));
        open.add(new Reached(street.to(), 0));
        while (!open.isEmpty()) {
            Reached reached = open.remove();
            if (reached.crossing() == street.from()) {
                return reached.meters();
            }
            if (settled.putIfAbsent(reached.crossing(), reached.meters()) != null) {
                continue;
            }
            for (int number : graph.edgesOf(reached.crossing())) {
                StreetGraph.Edge edge = graph.edges().get(number);
                boolean isAlong = edge.from() == reached.crossing();
                if (isAlong || !edge.oneWay()) {
                    open.add(new Reached(isAlong ? edge.to() : edge.from(), reached.meters() + graph.metersOf(number)));
                }
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
