package io.citywatch.model.telemetry;

import io.citywatch.model.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a thermal camera.
 *
 * @param pixels {@code width x height} unsigned 16-bit counts, little-endian, row by row from the top left;
 *     kelvin = count x scale; 0 = no data. Not copied: treat as read-only
 * @param scale kelvin a count
 * @param calibrated true if fit for skin temperature
 */
@SuppressWarnings("ArrayRecordComponent") // a megabyte frame is not copied; nobody compares frames
public record ThermalFrame(
        Instant measuredAt,
        @Nullable Sequence sequence,
        int width,
        int height,
        byte[] pixels,
        double scale,
        boolean calibrated,
        Pose pose)
        implements Telemetry {
    /** The camera's own place. */
    @Override
    public Position position() {
        return pose.position();
    }

    /**
     * Where the lens axis points.
     *
     * @param altitude m above the ground below it
     * @param heading degrees clockwise from true north
     * @param pitch degrees, -90 straight down
     * @param roll degrees, right side down positive
     * @param hfov horizontal field of view, degrees
     * @param vfov vertical field of view, degrees
     */
    public record Pose(
            Position position, double altitude, double heading, double pitch, double roll, double hfov, double vfov) {}
}
