package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.CameraFrame;
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
    private final CameraFrame frame;
    private final double[] axis;
    private final double[] right;
    private final double[] down;

    View(CameraFrame frame, ThermalParameters parameters) {
        this.frame = frame;
        this.parameters = parameters;
        double heading = Math.toRadians(frame.heading());
        double pitch = Math.toRadians(frame.pitch());
        double roll = Math.toRadians(frame.roll());
        axis = new double[] {Math.cos(pitch) * Math.cos(heading), Math.cos(pitch) * Math.sin(heading), Math.sin(pitch)};
        double[] level = {-Math.sin(heading), Math.cos(heading), 0};
        double[] below = {Math.sin(pitch) * Math.cos(heading), Math.sin(pitch) * Math.sin(heading), -Math.cos(pitch)};
        double perRight = Math.tan(Math.toRadians(frame.hfov()) / 2) / (frame.width() / 2.0);
        double perDown = Math.tan(Math.toRadians(frame.vfov()) / 2) / (frame.height() / 2.0);
        right = sum(level, Math.cos(roll) * perRight, below, Math.sin(roll) * perRight);
        down = sum(below, Math.cos(roll) * perDown, level, -Math.sin(roll) * perDown);
    }

    /** The first column of a row that looks at the ground; the frame's width if none does. */
    int groundFrom(int row) {
        double slope = right[2];
        if (slope >= 0) {
            return up(0, row) < 0 ? 0 : frame.width();
        }
        return clamp(Math.floor(-up(0, row) / slope) + 1);
    }

    /** One past the last column of a row that looks at the ground. */
    int groundTo(int row) {
        double slope = right[2];
        if (slope <= 0) {
            return up(0, row) < 0 || slope < 0 ? frame.width() : 0;
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
        double bearing = across < 1e-12 ? frame.heading() : Math.toDegrees(Math.atan2(ray[1], ray[0]));
        bearing = (bearing % 360 + 360) % 360;
        if (ray[2] >= 0) {
            return Sight.unplaced(bearing, ABOVE_HORIZON);
        }
        if (!(frame.altitude() > 0)) {
            return Sight.unplaced(bearing, NO_ALTITUDE);
        }
        double falls = frame.altitude() / -ray[2];
        double range = falls * across;
        if (!(range <= parameters.mostRangeMeters())) {
            return Sight.unplaced(bearing, TOO_FAR);
        }
        double lat = frame.lat() + falls * ray[0] / METERS_PER_DEGREE;
        double perLon = METERS_PER_DEGREE * Math.max(1e-6, Math.cos(Math.toRadians(frame.lat())));
        double lon = frame.lon() + falls * ray[1] / perLon;
        return new Sight(
                bearing,
                Math.max(-90, Math.min(90, lat)),
                lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon,
                range,
                uncertainty(range),
                null);
    }

    /** Errors of pointing, half a pixel and altitude, along the line of sight, where they stretch over flat ground, and across it. */
    private double uncertainty(double range) {
        double altitude = frame.altitude();
        double slant = Math.hypot(range, altitude);
        double pixel = Math.toRadians(Math.max(frame.hfov() / frame.width(), frame.vfov() / frame.height()));
        double angle = Math.hypot(Math.toRadians(parameters.pointingErrorDegrees()), pixel / 2);
        double along = slant * slant / altitude * angle;
        double fall = parameters.altitudeErrorShare() * range;
        double acrossError = slant * angle;
        return Math.sqrt(along * along
                + fall * fall
                + acrossError * acrossError
                + parameters.positionErrorMeters() * parameters.positionErrorMeters());
    }

    private double[] ray(double x, double y) {
        double toRight = x + 0.5 - frame.width() / 2.0;
        double toDown = y + 0.5 - frame.height() / 2.0;
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
        return (int) Math.max(0, Math.min(frame.width(), column));
    }

    private static double[] sum(double[] a, double timesA, double[] b, double timesB) {
        return new double[] {a[0] * timesA + b[0] * timesB, a[1] * timesA + b[1] * timesB, a[2] * timesA + b[2] * timesB
        };
    }
}
