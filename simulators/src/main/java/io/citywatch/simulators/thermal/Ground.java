package io.citywatch.simulators.thermal;

import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.city.StreetGraph;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How warm the ground is on a summer's day: water, roads, roofs, trees and open ground of a neighbourhood, laid out
 * once as a raster. What is innocent stays within 15 K of its surroundings, as on most days it does.
 */
final class Ground {
    private static final double CELL_METERS = 4;
    private static final double BLOCK_METERS = 16;
    private static final double ROAD_HALF_METERS = 5;
    private static final float WATER = 26;
    private static final float ROAD = 33;
    private static final float OPEN = 30;
    private static final float TREE = 28;

    private final Point corner;
    private final int side;
    private final float[] celsius;

    private Ground(Point corner, int side) {
        this.corner = corner;
        this.side = side;
        this.celsius = new float[side * side];
    }

    /** @param reach metres each way from the middle; beyond it all is open ground */
    static Ground around(City city, Point middle, double reach) {
        Ground ground =
                new Ground(new Point(middle.x() - reach, middle.y() - reach), (int) Math.ceil(2 * reach / CELL_METERS));
        for (int row = 0; row < ground.side; row++) {
            for (int column = 0; column < ground.side; column++) {
                Point at = ground.middleOf(column, row);
                ground.celsius[row * ground.side + column] = city.isLand(at) ? land(city.seed(), at) : WATER;
            }
        }
        ground.layRoads(city.graph());
        return ground;
    }

    private static float land(long seed, Point at) {
        long column = (long) Math.floor(at.x() / BLOCK_METERS);
        long row = (long) Math.floor(at.y() / BLOCK_METERS);
        RandomGenerator random = Seeds.of(seed, "ground", column * 100_003 + row);
        double lot = random.nextDouble();
        if (lot < 0.4) {
            return (float) random.nextDouble(31, 36);
        }
        return lot < 0.65 ? TREE : OPEN;
    }

    private void layRoads(StreetGraph graph) {
        List<Point> crossings = graph.crossings();
        for (StreetGraph.Edge edge : graph.edges()) {
            Point from = crossings.get(edge.from());
            Point to = crossings.get(edge.to());
            double meters = from.metersTo(to);
            for (double at = 0; at <= meters; at += CELL_METERS / 2) {
                Point on = from.towards(to, at / Math.max(1, meters));
                for (double aside = -ROAD_HALF_METERS; aside <= ROAD_HALF_METERS; aside += CELL_METERS / 2) {
                    Point spot = new Point(
                            on.x() - (to.y() - from.y()) / meters * aside,
                            on.y() + (to.x() - from.x()) / meters * aside);
                    int index = index(spot);
                    if (index >= 0 && celsius[index] != WATER) {
                        celsius[index] = ROAD;
                    }
                }
            }
        }
    }

    private Point middleOf(int column, int row) {
        return new Point(corner.x() + (column + 0.5) * CELL_METERS, corner.y() + (row + 0.5) * CELL_METERS);
    }

    private int index(Point at) {
        int column = (int) Math.floor((at.x() - corner.x()) / CELL_METERS);
        int row = (int) Math.floor((at.y() - corner.y()) / CELL_METERS);
        return column < 0 || row < 0 || column >= side || row >= side ? -1 : row * side + column;
    }

    double celsiusAt(Point at) {
        int index = index(at);
        return index < 0 ? OPEN : celsius[index];
    }
}
