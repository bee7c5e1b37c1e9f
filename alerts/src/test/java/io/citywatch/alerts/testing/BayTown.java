package io.citywatch.alerts.testing;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadGraphBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * A town on two banks of a bay, with one bridge far up: who is near across the water is far by road. Its streets are
 * crooked and some are of one way. It finds ways by itself, with none of the code that it is a test of.
 */
public final class BayTown {
    private static final int SIDE = 12;
    private static final double BLOCK_METERS = 150;
    private static final double BAY_METERS = 400;

    private final List<Position> crossings = new ArrayList<>();
    private final Map<Mode, List<List<Leg>>> legs = new EnumMap<>(Mode.class);
    private final RoadGraphBuilder roads = new RoadGraphBuilder();

    private record Leg(int to, double seconds) {}

    public BayTown(RandomGenerator random) {
        for (int bank = 0; bank < 2; bank++) {
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    crossing(
                            row * BLOCK_METERS + random.nextDouble(-40, 40),
                            bank * (SIDE * BLOCK_METERS + BAY_METERS)
                                    + column * BLOCK_METERS
                                    + random.nextDouble(-40, 40));
                }
            }
        }
        for (int bank = 0; bank < 2; bank++) {
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    int here = number(bank, row, column);
                    if (column + 1 < SIDE) {
                        street(here, number(bank, row, column + 1), isInside(row) && random.nextInt(4) == 0, random);
                    }
                    if (row + 1 < SIDE) {
                        street(here, number(bank, row + 1, column), isInside(column) && random.nextInt(4) == 0, random);
                    }
                }
            }
        }
        street(number(0, SIDE - 1, SIDE - 1), number(1, SIDE - 1, 0), false, random);
    }

    private static boolean isInside(int line) {
        return line > 0 && line < SIDE - 1;
    }

    private static int number(int bank, int row, int column) {
        return (bank * SIDE + row) * SIDE + column;
    }

    private void crossing(double north, double east) {
        Position place = City.at(north, east);
        crossings.add(place);
        int unused = roads.node(place);
        for (Mode mode : Mode.values()) {
            legs.computeIfAbsent(mode, key -> new ArrayList<>()).add(new ArrayList<>());
        }
    }

    private void street(int from, int to, boolean isOneWay, RandomGenerator random) {
        double meters = crossings.get(from).metersTo(crossings.get(to));
        double carSpeed = random.nextDouble(4, 14);
        RoadGraphBuilder.Stretch stretch = roads.stretch(from, to);
        for (Mode mode : Mode.values()) {
            double seconds = meters / (mode == Mode.CAR ? carSpeed : mode.metersPerSecond());
            boolean bothWays = !isOneWay || mode == Mode.FOOT;
            // As exact as the graph keeps it.
            float kept = (float) seconds;
            stretch.along(mode, kept);
            legs.get(mode).get(from).add(new Leg(to, kept));
            if (bothWays) {
                stretch.against(mode, kept);
                legs.get(mode).get(to).add(new Leg(from, kept));
            }
        }
    }

    public RoadGraph graph() {
        return roads.build();
    }

    public List<Position> crossings() {
        return crossings;
    }

    /** The middle of the only bridge. */
    public Position bridge() {
        Position one = crossings.get(number(0, SIDE - 1, SIDE - 1));
        Position other = crossings.get(number(1, SIDE - 1, 0));
        return new Position((one.lat() + other.lat()) / 2, (one.lon() + other.lon()) / 2);
    }

    /** Where the bridge begins on one bank (0) or the other (1). */
    public int bridgeEnd(int bank) {
        return number(bank, SIDE - 1, bank == 0 ? SIDE - 1 : 0);
    }

    /** At the shore of one bank (0) or the other (1), as far from the bridge as can be. */
    public int shore(int bank) {
        return number(bank, 0, bank == 0 ? SIDE - 1 : 0);
    }

    /** Seconds of the quickest way between two crossings. */
    public double seconds(int from, int to, Mode mode) {
        double[] best = new double[crossings.size()];
        java.util.Arrays.fill(best, Double.POSITIVE_INFINITY);
        record Reached(int crossing, double seconds) {}
        PriorityQueue<Reached> open =
                new PriorityQueue<>((one, other) -> Double.compare(one.seconds(), other.seconds()));
        best[from] = 0;
        open.add(new Reached(from, 0));
        while (!open.isEmpty()) {
            Reached next = open.poll();
            if (next.crossing() == to) {
                return next.seconds();
            }
            if (next.seconds() > best[next.crossing()]) {
                continue;
            }
            for (Leg leg : legs.get(mode).get(next.crossing())) {
                double seconds = next.seconds() + leg.seconds();
                if (seconds < best[leg.to()]) {
                    best[leg.to()] = seconds;
                    open.add(new Reached(leg.to(), seconds));
                }
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
