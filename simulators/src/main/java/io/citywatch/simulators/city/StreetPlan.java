package io.citywatch.simulators.city;

import io.citywatch.simulators.city.Street.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Streets while they are laid: both shores, two bridges, the tunnel and the road to the cape. */
final class StreetPlan {
    private static final double[][] CAPE_ROAD = {
        {4080, -2790}, {4600, -2800}, {5080, -2730}, {5420, -2700}, {5640, -2740}, {5820, -2800}
    };

    private static final double ONE_WAY_SHARE = 0.25;

    private final List<Point> crossings = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private record Line(Name name, Kind kind, List<Integer> crossings) {}

    /** What was laid: the graph to walk on and the streets to draw, of its one connected part. */
    record Laid(StreetGraph graph, List<Street> streets) {}

    static Laid lay(Coast coast, RandomGenerator random) {
        StreetPlan plan = new StreetPlan();
        new StreetGrid(coast, 1, -5300, 5000, 3400, random).lay(plan);
        new StreetGrid(coast, -1, -5200, 3900, 3200, random).lay(plan);
        plan.cross(Gazetteer.BRIDGE, Kind.BRIDGE, new Point(-3050, 560), new Point(-3100, -420));
        plan.cross(Gazetteer.BAY_BRIDGE, Kind.BRIDGE, new Point(3150, 1200), new Point(3250, -960));
        plan.cross(Gazetteer.TUNNEL, Kind.TUNNEL, new Point(620, 1250), new Point(760, -1250));
        plan.layCapeRoad();
        return plan.connectedPart(random);
    }

    int crossing(Point point) {
        crossings.add(point);
        return crossings.size() - 1;
    }

    Point point(int crossing) {
        return crossings.get(crossing);
    }

    /** A street of at least two crossings; fewer are no street. */
    void street(Name name, Kind kind, List<Integer> run) {
        if (run.size() >= 2) {
            lines.add(new Line(name, kind, List.copyOf(run)));
        }
    }

    private void cross(Name name, Kind kind, Point north, Point south) {
        int from = nearestOf(north, point -> point.y() > 0);
        int to = nearestOf(south, point -> point.y() < 0);
        // The reader hangs over the middle.
        int middle = crossing(point(from).towards(point(to), 0.5));
        street(name, kind, List.of(from, middle, to));
    }

    private void layCapeRoad() {
        List<Integer> run = new ArrayList<>();
        Point mouth = new Point(CAPE_ROAD[0][0], CAPE_ROAD[0][1]);
        run.add(nearestOf(mouth, point -> point.y() < -1500));
        for (double[] at : CAPE_ROAD) {
            run.add(crossing(new Point(at[0], at[1])));
        }
        street(Gazetteer.CAPE_ROAD, Kind.SIDE, run);
    }

    private int nearestOf(Point to, Predicate<Point> where) {
        boolean[] onMain = new boolean[crossings.size()];
        lines.stream()
                .filter(line -> line.kind() == Kind.MAIN)
                .forEach(line -> line.crossings().forEach(crossing -> onMain[crossing] = true));
        return IntStream.range(0, crossings.size())
                .filter(i -> onMain[i] && where.test(crossings.get(i)))
                .boxed()
                .min((a, b) -> Double.compare(
                        crossings.get(a).metersTo(to), crossings.get(b).metersTo(to)))
                .orElseThrow();
    }

    /** Drops what cannot be reached from the largest part, so that every route exists. */
    private Laid connectedPart(RandomGenerator random) {
        int[] part = new int[crossings.size()];
        Arrays.setAll(part, i -> i);
        for (Line line : lines) {
            for (int k = 1; k < line.crossings().size(); k++) {
                part[find(part, line.crossings().get(k))] =
                        find(part, line.crossings().get(k - 1));
            }
        }
        int[] sizes = new int[crossings.size()];
        for (int i = 0; i < part.length; i++) {
            sizes[find(part, i)]++;
        }
        int largest = IntStream.range(0, sizes.length)
                .reduce((a, b) -> sizes[b] > sizes[a] ? b : a)
                .orElseThrow();
        List<Point> kept = new ArrayList<>();
        int[] numbers = new int[crossings.size()];
        for (int i = 0; i < part.length; i++) {
            if (find(part, i) == largest) {
                numbers[i] = kept.size();
                kept.add(crossings.get(i));
            }
        }
        List<StreetGraph.Edge> edges = new ArrayList<>();
        List<Street> streets = new ArrayList<>();
        for (Line line : lines) {
            if (find(part, line.crossings().get(0)) != largest) {
                continue;
            }
            boolean oneWay = line.kind() == Kind.SIDE
                    && !line.name().equals(Gazetteer.CAPE_ROAD)
                    && random.nextDouble() < ONE_WAY_SHARE;
            for (int k = 1; k < line.crossings().size(); k++) {
                edges.add(new StreetGraph.Edge(
                        numbers[line.crossings().get(k - 1)],
                        numbers[line.crossings().get(k)],
                        line.name(),
                        line.kind(),
                        oneWay));
            }
            streets.add(new Street(
                    line.name(),
                    line.kind(),
                    line.crossings().stream().map(crossings::get).toList()));
        }
        return new Laid(new StreetGraph(kept, OneWay.reachable(kept.size(), edges)), List.copyOf(streets));
    }

    private static int find(int[] part, int i) {
        int root = i;
        while (part[root] != root) {
            part[root] = part[part[root]];
            root = part[root];
        }
        return root;
    }
}
