package io.citywatch.simulators.city;

import io.citywatch.model.Position;

/**
 * A place on the city's plane. Geometry is done in metres; within 10 km the plane's error is below 0.1 %.
 *
 * @param x metres east of the bay's middle
 * @param y metres north of it
 */
public record Point(double x, double y) {
    private static final double ORIGIN_LAT = 23.345;
    private static final double ORIGIN_LON = 116.700;
    private static final double METERS_PER_LAT = 111_195.08;
    private static final double METERS_PER_LON = METERS_PER_LAT * StrictMath.cos(StrictMath.toRadians(ORIGIN_LAT));

    /** Rounded to a millionth of a degree (0.1 m), as the map file has it. */
    public Position position() {
        return new Position(round(ORIGIN_LAT + y / METERS_PER_LAT), round(ORIGIN_LON + x / METERS_PER_LON));
    }

    /** To a centimetre, for borders that meet. */
    public double preciseLat() {
        return Math.rint((ORIGIN_LAT + y / METERS_PER_LAT) * 1e7) / 1e7;
    }

    /** To a centimetre, for borders that meet. */
    public double preciseLon() {
        return Math.rint((ORIGIN_LON + x / METERS_PER_LON) * 1e7) / 1e7;
    }

    public static Point of(Position position) {
        return new Point(
                (position.lon() - ORIGIN_LON) * METERS_PER_LON, (position.lat() - ORIGIN_LAT) * METERS_PER_LAT);
    }

    public double metersTo(Point other) {
        // Exact to the bit on every machine, as StrictMath.hypot is, and a city is laid many times faster.
        double dx = other.x - x;
        double dy = other.y - y;
        return Math.sqrt(dx * dx + dy * dy);
    }

    /** The point at this share (0 to 1) of the way to the other. */
    public Point towards(Point other, double share) {
        return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }

    private static double round(double degrees) {
        return Math.rint(degrees * 1e6) / 1e6;
    }
}
