package io.citywatch.roads;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small towns to search in, and the truth about them by a search that shares nothing with the graph's own. */
final class Towns {
    static final double FAR = 1e9;

    /** A road as the town's maker knows it. */
    record Road(int from, int to, double meters, double along, double against) {}

    private final List<Position> nodes = new ArrayList<>();
    private final List<Road> roads = new ArrayList<>();

    static Position at(double north, double east) {
        return new Position(23.35 + north / 111_195, 116.68 + east / (111_195 * Math.cos(Math.toRadians(23.35))));
    }

    int node(double north, double east) {
        nodes.add(at(north, east));
        return nodes.size() - 1;
    }

    /** Two-way for cars. */
    void road(int from, int to, double kmh) {
        double meters = nodes.get(from).metersTo(nodes.get(to));
        roads.add(new Road(from, to, meters, meters / kmh * 3.6, meters / kmh * 3.6));
    }

    void oneWay(int from, int to, double kmh) {
        double meters = nodes.get(from).metersTo(nodes.get(to));
        roads.add(new Road(from, to, meters, meters / kmh * 3.6, Double.POSITIVE_INFINITY));
    }

    /** A grid of crooked streets, some of one way, in which each crossing can be reached by the streets at its rim. */
    static Towns crooked(int size, RandomGenerator random) {
        Towns town = new Towns();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                town.node(row * 120 + random.nextDouble(-30, 30), column * 120 + random.nextDouble(-30, 30));
            }
        }
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                int here = row * size + column;
                double kmh = random.nextDouble(20, 70);
                if (column + 1 < size) {
                    town.either(here, here + 1, kmh, random);
                }
                if (row + 1 < size) {
                    town.either(here, here + size, kmh, random);
                }
            }
        }
        return town;
    }

    private void either(int one, int other, double kmh, RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0 -> oneWay(one, other, kmh);
            case 1 -> oneWay(other, one, kmh);
            default -> road(one, other, kmh);
        }
    }

    List<Road> roads() {
        return roads;
    }

    RoadGraph graph() {
        RoadGraphBuilder builder = new RoadGraphBuilder();
        nodes.forEach(builder::node);
        for (int i = 0; i < roads.size(); i++) {
            Road road = roads.get(i);
            RoadGraphBuilder.Stretch stretch =
                    builder.stretch(road.from(), road.to()).way(i);
            if (road.along() < Double.POSITIVE_INFINITY) {
                stretch.along(Mode.CAR, road.along());
            }
            if (road.against() < Double.POSITIVE_INFINITY) {
                stretch.against(Mode.CAR, road.against());
            }
            stretch.along(Mode.FOOT, road.meters() / 1.3).against(Mode.FOOT, road.meters() / 1.3);
        }
        return builder.build();
    }

    /** By node and node, the least seconds (or metres), after Floyd and Warshall. */
    double[][] truth(Measure measure) {
        double[][] best = new double[nodes.size()][nodes.size()];
        for (int i = 0; i < best.length; i++) {
            java.util.Arrays.fill(best[i], Double.POSITIVE_INFINITY);
            best[i][i] = 0;
        }
        for (Road road : roads) {
            double along = measure == Measure.SECONDS ? road.along() : open(road.along(), road.meters());
            double against = measure == Measure.SECONDS ? road.against() : open(road.against(), road.meters());
            best[road.from()][road.to()] = Math.min(best[road.from()][road.to()], along);
            best[road.to()][road.from()] = Math.min(best[road.to()][road.from()], against);
        }
        for (int via = 0; via < best.length; via++) {
            for (int from = 0; from < best.length; from++) {
                for (int to = 0; to < best.length; to++) {
                    best[from][to] = Math.min(best[from][to], best[from][via] + best[via][to]);
                }
            }
        }
        return best;
    }

    private static double open(double seconds, double meters) {
        return seconds < Double.POSITIVE_INFINITY ? meters : seconds;
    }

    Position position(int node) {
        return nodes.get(node);
    }
}
