package io.citywatch.simulators.traffic;

import io.citywatch.simulators.city.Street;
import io.citywatch.simulators.city.StreetGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The quickest ways to and from a few destinations, one-way streets respected. One Dijkstra tree each way for each
 * destination; after that a way is read off in as many steps as it has. Immutable.
 */
final class Roads {
    private final StreetGraph graph;
    private final List<Integer> destinations;
    /** By destination and crossing: the edge to take next, -1 at the destination. */
    private final int[][] towards;
    /** By destination and crossing: the edge by which it is reached, -1 at the destination. */
    private final int[][] from;

    Roads(StreetGraph graph, List<Integer> destinations) {
        this.graph = graph;
        this.destinations = List.copyOf(destinations);
        this.towards = destinations.stream().map(at -> tree(at, true)).toArray(int[][]::new);
        this.from = destinations.stream().map(at -> tree(at, false)).toArray(int[][]::new);
    }

    /** One edge of a way, and the crossing at its end. */
    record Step(int edge, int crossing, double seconds) {}

    int destinations() {
        return destinations.size();
    }

    /** The way to a destination, by its number. */
    List<Step> to(int destination, int crossing) {
        List<Step> way = new ArrayList<>();
        for (int at = crossing; towards[destination][at] >= 0; ) {
            int edge = towards[destination][at];
            at = otherEnd(edge, at);
            way.add(new Step(edge, at, seconds(edge)));
        }
        return way;
    }

    /** The way from a destination, by its number. */
    List<Step> from(int destination, int crossing) {
        List<Step> way = new ArrayList<>();
        for (int at = crossing; from[destination][at] >= 0; ) {
            int edge = from[destination][at];
            way.add(new Step(edge, at, seconds(edge)));
            at = otherEnd(edge, at);
        }
        Collections.reverse(way);
        return way;
    }

    /** The way between two destinations, by their numbers. */
    List<Step> between(int one, int other) {
        return from(one, destinations.get(other));
    }

    private int otherEnd(int edge, int crossing) {
        StreetGraph.Edge it = graph.edges().get(edge);
        return it.from() == crossing ? it.to() : it.from();
    }

    private double seconds(int edge) {
        return graph.metersOf(edge) / metersPerSecond(edge);
    }

    /** How fast motorcycles ride there. */
    double metersPerSecond(int edge) {
        return metersPerSecond(graph.edges().get(edge).kind());
    }

    static double metersPerSecond(Street.Kind kind) {
        return switch (kind) {
            case MAIN -> 11;
            case SIDE -> 7;
            case BRIDGE, TUNNEL -> 15;
        };
    }

    private int[] tree(int root, boolean towardsRoot) {
        double[] seconds = new double[graph.crossings().size()];
        int[] by = new int[seconds.length];
        Arrays.fill(seconds, Double.MAX_VALUE);
        Arrays.fill(by, -1);
        record Reached(int crossing, double seconds) {}
        PriorityQueue<Reached> open =
                new PriorityQueue<>(Comparator.comparingDouble(Reached::seconds).thenComparingInt(Reached::crossing));
        seconds[root] = 0;
        open.add(new Reached(root, 0));
        while (!open.isEmpty()) {
            Reached reached = open.remove();
            if (reached.seconds() > seconds[reached.crossing()]) {
                continue;
            }
            for (int edge : graph.edgesOf(reached.crossing())) {
                StreetGraph.Edge it = graph.edges().get(edge);
                int next = otherEnd(edge, reached.crossing());
                // On the way towards the root the edge is ridden from next to here.
                boolean against = towardsRoot ? it.to() == next : it.from() == next;
                if (it.oneWay() && against) {
                    continue;
                }
                double total = reached.seconds() + seconds(edge);
                if (total < seconds[next]) {
                    seconds[next] = total;
                    by[next] = edge;
                    open.add(new Reached(next, total));
                }
            }
        }
        return by;
    }
}
