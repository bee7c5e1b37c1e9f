package io.citywatch.simulators.city;

import io.citywatch.simulators.city.Street.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Lays the streets of one shore: lines that follow it and lines that lead inland, bent by slow waves. A crossing in
 * the water, in a park or on a hill is left out, and so is a side street here and there.
 */
final class StreetGrid {
    private static final double LEAST_TO_SHORE_METERS = 45;
    private static final int MAIN_EACH = 4;

    private final Coast coast;
    private final RandomGenerator random;
    /** 1 on the north shore, -1 on the south shore. */
    private final int side;
    /** West to east. */
    private final double[] across;
    /** From the water inland. */
    private final double[] along;

    private final double phase;
    private final int[][] numbers;

    StreetGrid(Coast coast, int side, double west, double east, double depth, RandomGenerator random) {
        this.coast = coast;
        this.side = side;
        this.random = random;
        this.phase = random.nextDouble(0, Math.PI);
        this.across = lines(west, east, true);
        this.along = lines(85, depth, false);
        this.numbers = new int[across.length][along.length];
    }

    /** Adds its crossings, edges and streets to the plan. */
    void lay(StreetPlan plan) {
        for (int[] row : numbers) {
            Arrays.fill(row, -1);
        }
        for (int i = 0; i < across.length; i++) {
            for (int j = 0; j < along.length; j++) {
                Point point = bend(
                        across[i] + (isMain(i) ? 0 : random.nextDouble(-14, 14)),
                        along[j] + (isMain(j) ? 0 : random.nextDouble(-12, 12)));
                if (isBuildable(point)) {
                    numbers[i][j] = plan.crossing(point);
                }
            }
        }
        for (int i = 0; i < across.length; i++) {
            Name name = nameOfAcross(i);
            int line = i;
            stretch(plan, name, isMain(i), along.length, j -> numbers[line][j]);
        }
        for (int j = 0; j < along.length; j++) {
            Name name = nameOfAlong(j);
            int line = j;
            stretch(plan, name, isMain(j), across.length, i -> numbers[i][line]);
        }
    }

    private interface Line {
        int crossing(int index);
    }

    /** Joins neighbouring crossings of one line; a gap ends one street and begins the next of the same name. */
    private void stretch(StreetPlan plan, Name name, boolean main, int length, Line line) {
        List<Integer> run = new ArrayList<>();
        for (int k = 0; k < length; k++) {
            int crossing = line.crossing(k);
            boolean joined = crossing >= 0
                    && !run.isEmpty()
                    && isOpen(plan.point(run.get(run.size() - 1)), plan.point(crossing))
                    && (main || random.nextDouble() >= gaps(plan.point(crossing)));
            if (!joined) {
                plan.street(name, main ? Kind.MAIN : Kind.SIDE, run);
                run.clear();
            }
            if (crossing >= 0) {
                run.add(crossing);
            }
        }
        plan.street(name, main ? Kind.MAIN : Kind.SIDE, run);
    }

    /** The share of missing side streets: few in the city, more at its edge. */
    private double gaps(Point point) {
        double inland = Math.abs(point.y()) - 2400;
        return inland <= 0 ? 0.07 : Math.min(0.45, 0.07 + inland / 3500);
    }

    private double[] lines(double from, double to, boolean isAcross) {
        List<Double> lines = new ArrayList<>();
        for (double at = from; at <= to; ) {
            lines.add(at);
            boolean oldTown = isAcross && side > 0 && at < -2900;
            at += oldTown ? random.nextDouble(105, 155) : random.nextDouble(150, 245);
        }
        return lines.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** From the straight grid to the bent one: near the water it follows the shore, further inland ever less. */
    private Point bend(double u, double v) {
        double shore = side > 0 ? northBase(u) : southBase(u);
        double middle = side > 0 ? 950 : -850;
        double near = StrictMath.exp(-v / 1500);
        double x = u + side * 0.09 * v + 65 * StrictMath.sin(v / 1150 + u / 2900 + phase);
        double y = shore * near + middle * (1 - near) + side * v + 55 * StrictMath.sin(u / 1250 + phase);
        return new Point(x, y);
    }

    private static double northBase(double u) {
        return 720 + 0.11 * u + (u > 3000 ? (u - 3000) * 0.12 : 0) + 60 * StrictMath.sin(u / 1100);
    }

    private static double southBase(double u) {
        return -780 - (u < 0 ? u * 0.11 : u * 0.06) + (u > 2500 ? -(u - 2500) * 0.15 : 0);
    }

    private boolean isBuildable(Point point) {
        return coast.isLand(point)
                && coast.metersToShore(point) > LEAST_TO_SHORE_METERS
                && !coast.isGreen(point)
                && !City.isCape(point);
    }

    private boolean isOpen(Point a, Point b) {
        if (a.metersTo(b) > 480) {
            return false;
        }
        for (double share = 0.25; share < 1; share += 0.25) {
            Point between = a.towards(b, share);
            if (!coast.isLand(between) || coast.metersToShore(between) < 25 || coast.isGreen(between)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMain(int line) {
        return line % MAIN_EACH == 0;
    }

    private Name nameOfAcross(int line) {
        List<Name> names = side > 0 ? Gazetteer.NORTH_ACROSS : Gazetteer.SOUTH_ACROSS;
        Name main = names.get((line / MAIN_EACH) % names.size());
        return isMain(line) ? main : Gazetteer.lane(main, 2 * (line % MAIN_EACH) - 1);
    }

    private Name nameOfAlong(int line) {
        if (line == 0) {
            return side > 0 ? Gazetteer.WATERFRONT_NORTH : Gazetteer.WATERFRONT_SOUTH;
        }
        List<Name> names = side > 0 ? Gazetteer.NORTH_ALONG : Gazetteer.SOUTH_ALONG;
        Name main = names.get(((line - 1) / MAIN_EACH) % names.size());
        return isMain(line) ? main : Gazetteer.lane(main, 2 * (line % MAIN_EACH));
    }
}
