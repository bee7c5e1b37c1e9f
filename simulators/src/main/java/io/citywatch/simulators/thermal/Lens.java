package io.citywatch.simulators.thermal;

import io.citywatch.model.Position;
import io.citywatch.simulators.city.Point;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a lens is and where it looks, as the contract has a pose. The ground is flat, so a pixel's place is where the
 * ray through its middle meets height zero.
 *
 * @param altitude m above the ground
 * @param heading degrees clockwise from true north
 * @param pitch degrees, -90 straight down
 * @param roll degrees, right side down positive
 */
record Lens(
        Point at,
        double altitude,
        double heading,
        double pitch,
        double roll,
        double hfov,
        double vfov,
        int width,
        int height) {

    /** A direction: east, north, up. */
    private record Way(double east, double north, double up) {
        Way times(double factor) {
            return new Way(east * factor, north * factor, up * factor);
        }

        Way plus(Way other) {
            return new Way(east + other.east, north + other.north, up + other.up);
        }
    }

    /** Where the lens looks, and which ways its pictures' right and upper sides point. */
    private record Axes(Way forward, Way right, Way up) {}

    private Axes axes() {
        double azimuth = Math.toRadians(heading);
        double tilt = Math.toRadians(pitch);
        double turn = Math.toRadians(roll);
        Way forward = new Way(Math.sin(azimuth) * Math.cos(tilt), Math.cos(azimuth) * Math.cos(tilt), Math.sin(tilt));
        Way level = new Way(Math.cos(azimuth), -Math.sin(azimuth), 0);
        Way above = new Way(-Math.sin(azimuth) * Math.sin(tilt), -Math.cos(azimuth) * Math.sin(tilt), Math.cos(tilt));
        return new Axes(
                forward,
                level.times(Math.cos(turn)).plus(above.times(-Math.sin(turn))),
                above.times(Math.cos(turn)).plus(level.times(Math.sin(turn))));
    }

    /** The places of all pixels, row by row from the top left; null where a ray meets the sky. */
    @Nullable
    Point[] ground() {
        Axes axes = axes();
        double across = Math.tan(Math.toRadians(hfov / 2));
        double along = Math.tan(Math.toRadians(vfov / 2));
        @Nullable Point[] ground = new Point[width * height];
        for (int row = 0; row < height; row++) {
            double up = (1 - 2 * (row + 0.5) / height) * along;
            for (int column = 0; column < width; column++) {
                double right = (2 * (column + 0.5) / width - 1) * across;
                double rayUp = axes.forward().up()
                        + axes.right().up() * right
                        + axes.up().up() * up;
                if (rayUp < -1e-6) {
                    double reach = -altitude / rayUp;
                    double east = axes.forward().east()
                            + axes.right().east() * right
                            + axes.up().east() * up;
                    double north = axes.forward().north()
                            + axes.right().north() * right
                            + axes.up().north() * up;
                    ground[row * width + column] = new Point(at.x() + east * reach, at.y() + north * reach);
                }
            }
        }
        return ground;
    }

    /** As the contract has it. */
    Map<String, Object> pose() {
        Position position = at.position();
        Map<String, Object> pose = new LinkedHashMap<>();
        pose.put("lat", position.lat());
        pose.put("lon", position.lon());
        pose.put("altitude", round(altitude));
        pose.put("heading", round(heading));
        pose.put("pitch", round(pitch));
        pose.put("roll", round(roll));
        pose.put("hfov", hfov);
        pose.put("vfov", vfov);
        return pose;
    }

    private static double round(double value) {
        return Math.rint(value * 100) / 100;
    }
}
