package io.citywatch.simulators.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The streets as a graph to walk on; to who walks every street is open both ways. A route is found by Dijkstra's algorithm, which
 * on some 2,000 crossings takes about a millisecond. Immutable and thread-safe.
 */
public final class StreetGraph {
    private final List<Point> crossings;
    private final List<Edge> edges;
    private final int[][] edgesOf;

    StreetGraph(List<Point> crossings, List<Edge> edges) {
        this.crossings = List.copyOf(crossings);
        this.edges = List.copyOf(edges);
        List<List<Integer>> incident = new ArrayList<>();
        crossings.forEach(crossing -> incident.add(new ArrayList<>()));
        for (int i = 0; i < edges.size(); i++) {
            incident.get(edges.get(i).from()).add(i);
            incident.get(edges.get(i).to()).add(i);
        }
        edgesOf = incident.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /**
     * A stretch between two crossings, by their numbers.
     *
     * @param oneWay whether traffic may ride it only as it is drawn; people on their way walk it either way
     */
    public record Edge(int from, int to, Name street, Street.Kind kind, boolean oneWay) {}

    /** A place on a street: an edge by its number and the share (0 to 1) of it. */
    public record Spot(int edge, double share) {}

    public List<Point> crossings() {
        return crossings;
    }

    public List<Edge> edges() {
        return edges;
    }

    public int[] edgesOf(int crossing) {
        return edgesOf[crossing];
    }

    public Point pointOf(Spot spot) {
        Edge edge = edges.get(spot.edge());
        return crossings.get(edge.from()).towards(crossings.get(edge.to()), spot.share());
    }

    public double metersOf(int edge) {
        return crossings
                .get(edges.get(edge).from())
                .metersTo(crossings.get(edges.get(edge).to()));
    }

    /** The spot on any street that is nearest to the point. */
    public Spot nearest(Point point) {
        Spot best = new Spot(0, 0);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < edges.size(); i++) {
            Point a = crossings.get(edges.get(i).from());
            Point b = crossings.get(edges.get(i).to());
            double share = Shape.shareAlong(point, a, b);
            double meters = point.metersTo(a.towards(b, share));
            if (meters < least) {
                least = meters;
                best = new Spot(i, share);
            }
        }
        return best;
    }

    /** The shortest way from door to door along the streets, as the points to pass. */
    public List<Point> route(Point from, Point to) {
        Spot start = nearest(from);
        Spot end = nearest(to);
        List<Point> way = new ArrayList<>();
        way.add(from);
        way.add(pointOf(start));
        if (start.edge() != end.edge()) {
            passCrossings(start, end, way);
        }
        way.add(pointOf(end));
        way.add(to);
        return withoutRepeats(way);
    }

    private void passCrossings(Spot start, Spot end, List<Point> way) {
        double[] meters = new double[crossings.size()];
        int[] before = new int[crossings.size()];
        Arrays.fill(meters, Double.MAX_VALUE);
        Arrays.fill(before, -1);
        record Reached(int crossing, double meters) {}
        PriorityQueue<Reached> open =
                new PriorityQueue<>(Comparator.comparingDouble(Reached::meters).thenComparingInt(Reached::crossing));
        Edge first = edges.get(start.edge());
        Edge last = edges.get(end.edge());
        meters[first.from()] = start.share() * metersOf(start.edge());
        meters[first.to()] = (1 - start.share()) * metersOf(start.edge());
        open.add(new Reached(first.from(), meters[first.from()]));
        open.add(new Reached(first.to(), meters[first.to()]));
        int ends = 0;
        while (!open.isEmpty() && ends < 2) {
            Reached reached = open.remove();
            if (reached.meters() > meters[reached.crossing()]) {
                continue;
            }
            if (reached.crossing() == last.from() || reached.crossing() == last.to()) {
                ends++;
            }
            for (int number : edgesOf[reached.crossing()]) {
                Edge edge = edges.get(number);
                int next = edge.from() == reached.crossing() ? edge.to() : edge.from();
                double total = reached.meters() + metersOf(number);
                if (total < meters[next]) {
                    meters[next] = total;
                    before[next] = reached.crossing();
                    open.add(new Reached(next, total));
                }
            }
        }
        double viaFrom = meters[last.from()] + end.share() * metersOf(end.edge());
        double viaTo = meters[last.to()] + (1 - end.share()) * metersOf(end.edge());
        List<Point> backwards = new ArrayList<>();
        for (int at = viaFrom <= viaTo ? last.from() : last.to(); at >= 0; at = before[at]) {
            backwards.add(crossings.get(at));
        }
        for (int i = backwards.size() - 1; i >= 0; i--) {
            way.add(backwards.get(i));
        }
    }

    private static List<Point> withoutRepeats(List<Point> way) {
        List<Point> clean = new ArrayList<>();
        for (Point point : way) {
            if (clean.isEmpty() || clean.get(clean.size() - 1).metersTo(point) > 0.01) {
                clean.add(point);
            }
        }
        return List.copyOf(clean);
    }
}
