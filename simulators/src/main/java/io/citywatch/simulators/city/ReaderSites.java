package io.citywatch.simulators.city;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Chooses the readers' places: the bridges and the tunnel first, then both ends of lanes of one way, then crossings of
 * main streets, each as far from all others as can be, then side streets. Where there are more readers than crossings
 * they watch the middles of streets.
 */
final class ReaderSites {
    private static final double LEAST_APART_METERS = 300;
    /** One lane in so many readers has two: whoever rides against it is seen. */
    private static final int READERS_A_LANE = 20;

    private static final double SHORTEST_LANE_METERS = 150;
    private static final double LONGEST_LANE_METERS = 260;
    private static final double EXIT_WEST = -5050;
    private static final double EXIT_NORTH = 3250;

    private final StreetGraph graph;
    private final List<ReaderSite> sites = new ArrayList<>();
    private final double[] apart;

    private ReaderSites(StreetGraph graph) {
        this.graph = graph;
        this.apart = new double[graph.crossings().size()];
        java.util.Arrays.fill(apart, Double.MAX_VALUE);
    }

    /** @param busy places that have a reader near in any case */
    static List<ReaderSite> choose(StreetGraph graph, int count, List<Point> busy, RandomGenerator random) {
        ReaderSites sites = new ReaderSites(graph);
        sites.addBayCrossings(count);
        sites.addLanes(count / READERS_A_LANE);
        sites.addNear(busy, count / 4);
        sites.addFarthest(count, true, random);
        sites.addFarthest(count, false, random);
        sites.addEdges(count);
        return List.copyOf(sites.sites);
    }

    /** The middle crossing of each bridge and tunnel: both its edges are of that kind. */
    private void addBayCrossings(int count) {
        for (int crossing = 0; crossing < apart.length && sites.size() < count; crossing++) {
            int[] edges = graph.edgesOf(crossing);
            if (edges.length == 2 && isOverWater(edges[0]) && isOverWater(edges[1])) {
                add(crossing);
            }
        }
    }

    /** At the junction nearest to each place, a few at most. */
    private void addNear(List<Point> busy, int most) {
        for (Point place : busy.subList(0, Math.min(most, busy.size()))) {
            IntStream.range(0, apart.length)
                    .filter(crossing -> apart[crossing] > LEAST_APART_METERS)
                    .filter(crossing -> !isReserved(graph.crossings().get(crossing)) && isJunction(crossing, false))
                    .boxed()
                    .min(Comparator.comparingDouble(
                            crossing -> graph.crossings().get(crossing).metersTo(place)))
                    .ifPresent(this::add);
        }
    }

    /** Both ends of the lanes of one way whose way back is longest for what they are. */
    private void addLanes(int count) {
        record Lane(StreetGraph.Edge edge, double detour) {}
        if (count == 0) {
            return;
        }
        WayBack wayBack = new WayBack(graph);
        List<Lane> lanes = IntStream.range(0, graph.edges().size())
                .filter(this::isLane)
                .mapToObj(edge -> new Lane(
                        graph.edges().get(edge), wayBack.meters(graph.edges().get(edge)) / graph.metersOf(edge)))
                .sorted(Comparator.comparingDouble(Lane::detour).reversed())
                .toList();
        int added = 0;
        for (Lane lane : lanes) {
            boolean isFree = apart[lane.edge().from()] > LEAST_APART_METERS
                    && apart[lane.edge().to()] > LEAST_APART_METERS;
            if (isFree && added < count) {
                add(lane.edge().from());
                add(lane.edge().to());
                added++;
            }
        }
    }

    private boolean isLane(int number) {
        StreetGraph.Edge edge = graph.edges().get(number);
        double meters = graph.metersOf(number);
        return edge.oneWay()
                && meters >= SHORTEST_LANE_METERS
                && meters <= LONGEST_LANE_METERS
                && isTown(edge.from())
                && isTown(edge.to());
    }

    private boolean isTown(int crossing) {
        Point at = graph.crossings().get(crossing);
        return !isReserved(at) && !isExit(at) && graph.edgesOf(crossing).length >= 3;
    }

    private boolean isOverWater(int edge) {
        Street.Kind kind = graph.edges().get(edge).kind();
        return kind == Street.Kind.BRIDGE || kind == Street.Kind.TUNNEL;
    }

    /** Farthest-point sampling: each next one is the crossing that is farthest from all before. */
    private void addFarthest(int count, boolean main, RandomGenerator random) {
        List<Integer> candidates = IntStream.range(0, apart.length)
                .filter(crossing -> apart[crossing] > 0)
                .filter(crossing -> !isReserved(graph.crossings().get(crossing)))
                .filter(crossing -> isJunction(crossing, main))
                .boxed()
                .toList();
        if (sites.size() < count && !candidates.isEmpty() && sites.isEmpty()) {
            add(candidates.get(random.nextInt(candidates.size())));
        }
        while (sites.size() < count) {
            int best = candidates.stream()
                    .filter(crossing -> apart[crossing] > 0)
                    .max(Comparator.comparingDouble(crossing -> apart[crossing]))
                    .orElse(-1);
            if (best < 0) {
                return;
            }
            add(best);
        }
    }

    private static boolean isReserved(Point point) {
        return City.isCape(point) || (point.y() < 0 && point.x() > Settlement.EAST_END);
    }

    private boolean isJunction(int crossing, boolean main) {
        int mains = 0;
        for (int edge : graph.edgesOf(crossing)) {
            mains += graph.edges().get(edge).kind() == Street.Kind.MAIN ? 1 : 0;
        }
        return main ? mains >= 3 : graph.edgesOf(crossing).length >= 2;
    }

    private void add(int crossing) {
        Point at = graph.crossings().get(crossing);
        int edge = graph.edgesOf(crossing)[0];
        sites.add(new ReaderSite(id(), at, crossing, -1, roadOf(crossing, edge), isExit(at)));
        for (int i = 0; i < apart.length; i++) {
            apart[i] = Math.min(apart[i], graph.crossings().get(i).metersTo(at));
        }
    }

    /** The most important of the streets that meet here. */
    private Name roadOf(int crossing, int any) {
        for (int edge : graph.edgesOf(crossing)) {
            if (graph.edges().get(edge).kind() != Street.Kind.SIDE) {
                return graph.edges().get(edge).street();
            }
        }
        return graph.edges().get(any).street();
    }

    private void addEdges(int count) {
        for (int edge = 0; edge < graph.edges().size() && sites.size() < count; edge++) {
            Point middle = graph.pointOf(new StreetGraph.Spot(edge, 0.5));
            if (!isReserved(middle) && !isOverWater(edge)) {
                sites.add(new ReaderSite(
                        id(), middle, -1, edge, graph.edges().get(edge).street(), isExit(middle)));
            }
        }
    }

    private String id() {
        return "tr-" + String.format(Locale.ROOT, "%03d", sites.size() + 1);
    }

    private static boolean isExit(Point at) {
        return at.x() < EXIT_WEST || at.y() > EXIT_NORTH;
    }
}
