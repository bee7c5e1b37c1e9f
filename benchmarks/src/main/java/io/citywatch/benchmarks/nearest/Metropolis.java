package io.citywatch.benchmarks.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadGraphBuilder;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.Street;
import io.citywatch.simulators.city.StreetGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Simulated cities side by side, each with its bay and its bridges, with roads from each to its neighbours: as many as
 * it takes for a hundred thousand stretches of road.
 */
final class Metropolis {
    /** A city is some eleven kilometres wide and seven high. */
    private static final double WIDTH_METERS = 12_500;

    private static final double HEIGHT_METERS = 8_500;
    private static final int COLUMNS = 6;
    private static final int ROADS_BETWEEN = 4;
    private static final double KMH = 3.6;

    private final RoadGraphBuilder roads = new RoadGraphBuilder();
    private final List<Position> crossings = new ArrayList<>();
    private final List<List<Placed>> cities = new ArrayList<>();
    private int stretches;

    /** A crossing where it was put. */
    private record Placed(int node, Point point) {}

    private Metropolis() {}

    /** With at least so many stretches of road. */
    static Metropolis build(long seed, int atLeast) {
        Metropolis metropolis = new Metropolis();
        while (metropolis.stretches < atLeast) {
            metropolis.add(City.generate(seed + metropolis.cities.size(), CitySize.pilot())
                    .graph());
        }
        return metropolis;
    }

    private void add(StreetGraph streets) {
        int number = cities.size();
        int row = number / COLUMNS;
        double east = number % COLUMNS * WIDTH_METERS;
        double north = row * HEIGHT_METERS;
        int first = crossings.size();
        List<Placed> placed = new ArrayList<>();
        for (Point point : streets.crossings()) {
            Point at = new Point(point.x() + east, point.y() + north);
            placed.add(new Placed(crossings.size(), at));
            crossings.add(at.position());
            int unused = roads.node(at.position());
        }
        for (StreetGraph.Edge edge : streets.edges()) {
            road(first + edge.from(), first + edge.to(), edge.kind(), edge.oneWay());
        }
        cities.add(placed);
        if (number % COLUMNS > 0) {
            join(
                    cities.get(number - 1),
                    placed,
                    Comparator.comparingDouble(one -> one.point().x()));
        }
        if (number >= COLUMNS) {
            join(
                    cities.get(number - COLUMNS),
                    placed,
                    Comparator.comparingDouble(one -> one.point().y()));
        }
    }

    /** Roads from the far rim of one to the near rim of the other. */
    private void join(List<Placed> one, List<Placed> other, Comparator<Placed> outwards) {
        List<Placed> from = one.stream().sorted(outwards.reversed()).limit(40).toList();
        List<Placed> to = other.stream().sorted(outwards).limit(40).toList();
        for (int i = 0; i < ROADS_BETWEEN; i++) {
            Placed begin = from.get(i * from.size() / ROADS_BETWEEN);
            Placed end = to.stream()
                    .min(Comparator.comparingDouble(place -> place.point().metersTo(begin.point())))
                    .orElseThrow();
            road(begin.node(), end.node(), Street.Kind.MAIN, false);
        }
    }

    private void road(int from, int to, Street.Kind kind, boolean oneWay) {
        stretches++;
        double meters = crossings.get(from).metersTo(crossings.get(to));
        RoadGraphBuilder.Stretch stretch = roads.stretch(from, to);
        for (Mode mode : Mode.values()) {
            double seconds = meters / kmh(mode, kind) * KMH;
            stretch.along(mode, seconds);
            if (!oneWay || mode == Mode.FOOT) {
                stretch.against(mode, seconds);
            }
        }
    }

    private static double kmh(Mode mode, Street.Kind kind) {
        return switch (mode) {
            case FOOT -> 5;
            case E_BIKE -> 18;
            case CAR -> kind == Street.Kind.SIDE ? 25 : 45;
        };
    }

    RoadGraph graph() {
        return roads.build();
    }

    /** Somewhere on a street. */
    Position place(RandomGenerator random, RoadGraph graph) {
        return graph.position(random.nextInt(graph.edges()), random.nextDouble());
    }
}
