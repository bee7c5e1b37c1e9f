package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.ThermalParameters;

/**
 * A pinhole camera above flat ground. A pixel's ray is the lens axis plus its offsets to the camera's right and down,
 * each scaled by the tangent of half the field of view; roll turns right towards down. The ray meets the ground where
 * it has fallen by the altitude. Vectors are (north, east, up).
 */
final class View {
    static final String ABOVE_HORIZON = "above-horizon";
    static final String TOO_FAR = "too-far";
    static final String NO_ALTITUDE = "no-altitude";

    private static final double METERS_PER_DEGREE = Math.toRadians(1) * 6_371_008.8;

    private final ThermalParameters parameters;
    private final CameraPose pose;
    private final double[] axis;
    private final double[] right;
    private final double[] down;

    View(CameraPose pose, ThermalParameters parameters) {
        this.pose = pose;
        this.parameters = parameters;
        double heading = Math.toRadians(pose.heading());
        double pitch = Math.toRadians(pose.pitch());
        double roll = Math.toRadians(pose.roll());
        axis = new double[] {Math.cos(pitch) * Math.cos(heading), Math.cos(pitch) * Math.sin(heading), Math.sin(pitch)};
        double[] level = {-Math.sin(heading), Math.cos(heading), 0};
        double[] below = {Math.sin(pitch) * Math.cos(heading), Math.sin(pitch) * Math.sin(heading), -Math.cos(pitch)};
        double perRight = Math.tan(Math.toRadians(pose.hfov()) / 2) / (pose.width() / 2.0);
        double perDown = Math.tan(Math.toRadians(pose.vfov()) / 2) / (pose.height() / 2.0);
        right = sum(level, Math.cos(roll) * perRight, below, Math.sin(roll) * perRight);
        down = sum(below, Math.cos(roll) * perDown, level, -Math.sin(roll) * perDown);
    }

    /** The first column of a row that looks at the ground; the frame's width if none does. */
    int groundFrom(int row) {
        double slope = right[2];
        if (slope >= 0) {
            return up(0, row) < 0 ? 0 : pose.width();
        }
        return clamp(Math.floor(-up(0, row) / slope) + 1);
    }

    /** One past the last column of a row that looks at the ground. */
    int groundTo(int row) {
        double slope = right[2];
        if (slope <= 0) {
            return up(0, row) < 0 || slope < 0 ? pose.width() : 0;
        }
        return clamp(Math.ceil(-up(0, row) / slope));
    }

    /**
     * Where a point lies.
     *
     * @param x columns from the centre of the leftmost pixel; fractions allowed
     * @param y rows from the centre of the topmost
     */
    Sight look(double x, double y) {
        double[] ray = ray(x, y);
        double across = Math.hypot(ray[0], ray[1]);
        double bearing = across < 1e-12 ? pose.heading() : Math.toDegrees(Math.atan2(ray[1], ray[0]));
        bearing = (bearing % 360 + 360) % 360;
        if (ray[2] >= 0) {
            return Sight.unplaced(bearing, ABOVE_HORIZON);
        }
        if (!(pose.altitude() > 0)) {
            return Sight.unplaced(bearing, NO_ALTITUDE);
        }
        double falls = pose.altitude() / -ray[2];
        double range = falls * across;
        if (!(range <= parameters.mostRangeMeters())) {
            return Sight.unplaced(bearing, TOO_FAR);
        }
        double lat = pose.lat() + falls * ray[0] / METERS_PER_DEGREE;
        double perLon = METERS_PER_DEGREE * Math.max(1e-6, Math.cos(Math.toRadians(pose.lat())));
        double lon = pose.lon() + falls * ray[1] / perLon;
        return new Sight(
                bearing,
                Math.max(-90, Math.min(90, lat)),
                lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon,
                range,
                uncertainty(range),
                null);
    }

    /** How far below the horizon a point lies, degrees; above it negative. */
    double depressionDegrees(double x, double y) {
        double[] ray = ray(x, y);
        return Math.toDegrees(Math.atan2(-ray[2], Math.hypot(ray[0], ray[1])));
    }

    /** Square metres of ground that a pixel covers at a place; 0 where no place can be told. */
    double groundPerPixel(Sight sight) {
        Double range = sight.rangeMeters();
        if (range == null) {
            return 0;
        }
        double slant = Math.hypot(range, pose.altitude());
        double across = Math.toRadians(pose.hfov()) / pose.width();
        double down = Math.toRadians(pose.vfov()) / pose.height();
        return slant * slant * across * down * slant / pose.altitude();
    }

    /** Whether a place on the ground is within the frame, by so many pixels from its edge at least. */
    boolean shows(double lat, double lon, double margin) {
        double north = (lat - pose.lat()) * METERS_PER_DEGREE;
        double east = (lon - pose.lon()) * METERS_PER_DEGREE * Math.cos(Math.toRadians(pose.lat()));
        double[] to = {north, east, -pose.altitude()};
        double ahead = dot(to, axis);
        if (ahead <= 0) {
            return false;
        }
        double x = dot(to, right) / dot(right, right) / ahead + pose.width() / 2.0 - 0.5;
        double y = dot(to, down) / dot(down, down) / ahead + pose.height() / 2.0 - 0.5;
        return x >= margin && y >= margin && x <= pose.width() - 1 - margin && y <= pose.height() - 1 - margin;
    }

    /** Errors of pointing, half a pixel and altitude, along the line of sight, where they stretch over flat ground, and across it. */
    private double uncertainty(double range) {
        return Math.sqrt(square(alongMeters(range))
                + square(acrossMeters(range))
                - square(parameters.positionErrorMeters())); // which both hold
    }

    /** The error of a place along the line of sight. */
    double alongMeters(double range) {
        double slant = Math.hypot(range, pose.altitude());
        return Math.sqrt(square(slant * slant / pose.altitude() * pointingRadians())
                + square(parameters.altitudeErrorShare() * range)
                + square(parameters.positionErrorMeters()));
    }

    /** The error of a place across the line of sight. */
    double acrossMeters(double range) {
        return Math.hypot(Math.hypot(range, pose.altitude()) * pointingRadians(), parameters.positionErrorMeters());
    }

    private double pointingRadians() {
        double pixel = Math.toRadians(Math.max(pose.hfov() / pose.width(), pose.vfov() / pose.height()));
        return Math.hypot(Math.toRadians(parameters.pointingErrorDegrees()), pixel / 2);
    }

    private static double square(double value) {
        return value * value;
    }

    private double[] ray(double x, double y) {
        double toRight = x + 0.5 - pose.width() / 2.0;
        double toDown = y + 0.5 - pose.height() / 2.0;
        return new double[] {
            axis[0] + toRight * right[0] + toDown * down[0],
            axis[1] + toRight * right[1] + toDown * down[1],
            axis[2] + toRight * right[2] + toDown * down[2]
        };
    }

    private double up(double x, double y) {
        return ray(x, y)[2];
    }

    private int clamp(double column) {
        return (int) Math.max(0, Math.min(pose.width(), column));
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] sum(double[] a, double timesA, double[] b, double timesB) {
        return new double[] {a[0] * timesA + b[0] * timesB, a[1] * timesA + b[1] * timesB, a[2] * timesA + b[2] * timesB
        };
    }
}
