package io.citywatch.simulators.city;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The bay and its shores, after Shantou: a bay that a river enters in the west and that opens to the sea in the east,
 * Jinping and Longhu on the north shore, Haojiang on the south shore with a cape in its south-east. The controls are
 * drawn by hand; the seed roughens them.
 */
record Coast(Shape north, Shape south, Shape island, Shape hill, List<Shape> parks) {
    /** Land and water are drawn so far out that no edge of the world shows at a city's zoom. */
    static final double REACH_METERS = 20_000;

    private static final double[][] NORTH_SHORE = {
        {-20000, -1500},
        {-12000, -300},
        {-8000, 350},
        {-5600, 430},
        {-4800, 380},
        {-4200, 300},
        {-3600, 380},
        {-3000, 520},
        {-2400, 480},
        {-1800, 560},
        {-1200, 700},
        {-600, 640},
        {0, 720},
        {700, 900},
        {1400, 1000},
        {2000, 940},
        {2600, 1050},
        {3200, 1250},
        {3700, 1210},
        {4200, 1400},
        {4700, 1800},
        {5000, 2300},
        {5150, 2900},
        {5450, 3500},
        {5900, 4100},
        {6400, 4700},
        {9000, 7200},
        {14000, 11000},
        {20000, 14000}
    };
    private static final double[][] SOUTH_SHORE = {
        {-20000, -1900}, {-12000, -760}, {-8000, -90}, {-5600, -150}, {-4800, -250}, {-4200, -420}, {-3600, -380},
        {-3100, -300}, {-2500, -480}, {-1900, -800}, {-1300, -1000}, {-700, -900}, {-100, -820}, {500, -760},
        {1100, -900}, {1700, -1150}, {2300, -1080}, {2900, -900}, {3400, -960}, {3800, -1250}, {4000, -1700},
        {3950, -2100}, {4150, -2450}, {4700, -2500}, {5250, -2380}, {5750, -2420}, {6050, -2650}, {6000, -2950},
        {5600, -3120}, {5000, -3080}, {4400, -3100}, {4100, -3400}, {4050, -3900}, {3900, -4400}, {3800, -4900},
        {3300, -8000}, {1000, -14000}, {-3000, -20000}
    };
    private static final double[][] ISLAND = {
        {3300, 330}, {3430, 420}, {3620, 430}, {3740, 340}, {3700, 210}, {3540, 150}, {3380, 190}, {3300, 330}
    };
    private static final double[][] HILL = {
        {-2450, -1250},
        {-1900, -1350},
        {-1350, -1700},
        {-1100, -2250},
        {-1350, -2850},
        {-2000, -3050},
        {-2650, -2800},
        {-2950, -2250},
        {-2850, -1650},
        {-2450, -1250}
    };
    /** x, y and radius of the parks between the streets. */
    private static final double[][] PARKS = {
        {-1500, 1750, 260},
        {1250, 2250, 300},
        {3300, 2500, 220},
        {-3650, 2300, 200},
        {1500, -2150, 240},
        {-200, 1120, 150}
    };

    static Coast generate(RandomGenerator random) {
        List<Point> north = new ArrayList<>(Shape.naturalLine(NORTH_SHORE, 55, 9, random));
        north.add(new Point(REACH_METERS, REACH_METERS));
        north.add(new Point(-REACH_METERS, REACH_METERS));
        List<Point> south = new ArrayList<>(Shape.naturalLine(SOUTH_SHORE, 55, 9, random));
        south.add(new Point(-REACH_METERS, -REACH_METERS));
        Shape island = ring(ISLAND, 25, 7, random);
        Shape hill = ring(HILL, 90, 22, random);
        List<Shape> parks = new ArrayList<>();
        for (double[] park : PARKS) {
            parks.add(park(park[0], park[1], park[2], random));
        }
        return new Coast(new Shape(north), new Shape(south), island, hill, List.copyOf(parks));
    }

    boolean isLand(Point point) {
        return north.contains(point) || south.contains(point);
    }

    /** Distance to the nearest shore, on land or off it. */
    double metersToShore(Point point) {
        return Math.min(north.metersToEdge(point), south.metersToEdge(point));
    }

    boolean isGreen(Point point) {
        return hill.contains(point) || parks.stream().anyMatch(park -> park.contains(point));
    }

    private static Shape ring(double[][] controls, double step, double roughness, RandomGenerator random) {
        List<Point> line = Shape.naturalLine(controls, step, roughness, random);
        return new Shape(line.subList(0, line.size() - 1));
    }

    private static Shape park(double x, double y, double radius, RandomGenerator random) {
        List<Point> ring = new ArrayList<>();
        int corners = 14;
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double reach = radius * random.nextDouble(0.72, 1.0);
            ring.add(new Point(x + reach * 1.15 * StrictMath.cos(angle), y + reach * 0.8 * StrictMath.sin(angle)));
        }
        return new Shape(ring);
    }
}
