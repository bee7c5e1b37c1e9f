package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.ThermalParameters;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * T5: where two lines of sight cross. Each says where a spot lies across it, by the error of its bearing, and where the
 * ground is known also how far along it, which is much less sure; the place is the one that fits all of it best, each
 * weighed by its error (least squares in a plane around the first camera). Cost: nothing.
 */
final class Crossing implements Serializable {
    private static final double METERS_PER_DEGREE = Math.toRadians(1) * 6_371_008.8;
    private static final int ROUNDS = 3;

    private final ThermalParameters camera;
    private final SpotParameters parameters;

    Crossing(ThermalParameters camera, SpotParameters parameters) {
        this.camera = camera;
        this.parameters = parameters;
    }

    /** One line of sight in the plane: from east and north, whereto, and what is known along it. */
    private record Line(
            View view,
            double east,
            double north,
            double towardsEast,
            double towardsNorth,
            @Nullable Double range) {
        double along(double x, double y) {
            return (x - east) * towardsEast + (y - north) * towardsNorth;
        }

        double across(double x, double y) {
            return (x - east) * towardsNorth - (y - north) * towardsEast;
        }
    }

    /** The sum of what the lines say of a place: a 2x2 matrix and a vector. */
    private static final class Equations {
        private double xx;
        private double xy;
        private double yy;
        private double x;
        private double y;

        void add(double normalX, double normalY, double value, double error) {
            double weight = 1 / (error * error);
            xx += weight * normalX * normalX;
            xy += weight * normalX * normalY;
            yy += weight * normalY * normalY;
            x += weight * normalX * value;
            y += weight * normalY * value;
        }

        double determinant() {
            return xx * yy - xy * xy;
        }
    }

    /** Where the first sight's spot lies by both, seen from the first; null if they do not cross, or see two things. */
    @Nullable
    Sight of(CameraPose pose, Sight sight, CameraPose otherPose, Sight other) {
        double apart = Math.abs(Math.sin(Math.toRadians(sight.bearingDegrees() - other.bearingDegrees())));
        if (apart < Math.sin(Math.toRadians(parameters.crossingDegrees()))) {
            return null;
        }
        double perLon = METERS_PER_DEGREE * Math.max(1e-6, Math.cos(Math.toRadians(pose.lat())));
        Line one = line(pose, sight, 0, 0);
        Line two = line(
                otherPose,
                other,
                (otherPose.lon() - pose.lon()) * perLon,
                (otherPose.lat() - pose.lat()) * METERS_PER_DEGREE);
        double x = two.east() / 2;
        double y = two.north() / 2;
        double far = camera.mostRangeMeters();
        Equations equations = new Equations();
        for (int i = 0; i < ROUNDS; i++) {
            // The error across a line grows with the distance, which only the last round knows well.
            equations = new Equations();
            state(one, i == 0 ? far : one.along(x, y), equations);
            state(two, i == 0 ? far : two.along(x, y), equations);
            x = (equations.yy * equations.x - equations.xy * equations.y) / equations.determinant();
            y = (equations.xx * equations.y - equations.xy * equations.x) / equations.determinant();
        }
        if (!mayBeAt(one, x, y) || !mayBeAt(two, x, y)) {
            return null;
        }
        double error = Math.sqrt((equations.xx + equations.yy) / equations.determinant());
        double bearing = (Math.toDegrees(Math.atan2(x, y)) + 360) % 360;
        return new Sight(
                bearing, pose.lat() + y / METERS_PER_DEGREE, pose.lon() + x / perLon, Math.hypot(x, y), error, null);
    }

    private Line line(CameraPose pose, Sight sight, double east, double north) {
        double bearing = Math.toRadians(sight.bearingDegrees());
        return new Line(new View(pose, camera), east, north, Math.sin(bearing), Math.cos(bearing), sight.rangeMeters());
    }

    private static void state(Line line, double distance, Equations equations) {
        double across = line.view().acrossMeters(Math.abs(distance));
        double offset = line.east() * line.towardsNorth() - line.north() * line.towardsEast();
        equations.add(line.towardsNorth(), -line.towardsEast(), offset, across);
        Double range = line.range();
        if (range != null) {
            double start = line.east() * line.towardsEast() + line.north() * line.towardsNorth();
            equations.add(
                    line.towardsEast(),
                    line.towardsNorth(),
                    start + range,
                    line.view().alongMeters(range));
        }
    }

    /** Before the camera, not beyond what it can tell, and as near to what it says as its errors allow. */
    private boolean mayBeAt(Line line, double x, double y) {
        double along = line.along(x, y);
        Double range = line.range();
        return along > 0
                && along <= 2 * camera.mostRangeMeters()
                && Math.abs(line.across(x, y))
                        <= parameters.crossingSpreads() * line.view().acrossMeters(along)
                && (range == null
                        || Math.abs(along - range)
                                <= parameters.crossingSpreads() * line.view().alongMeters(range));
    }
}
