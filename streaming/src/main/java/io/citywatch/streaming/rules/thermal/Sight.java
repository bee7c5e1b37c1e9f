package io.citywatch.streaming.rules.thermal;

import org.jspecify.annotations.Nullable;

/**
 * Where a point of a frame lies.
 *
 * @param bearingDegrees from the camera, clockwise from true north
 * @param lat on the ground; null if no place can be told, and so are {@code lon} and the two distances
 * @param rangeMeters over the ground from below the camera
 * @param uncertaintyMeters one standard deviation of the place
 * @param unplaced why there is no place: {@code above-horizon}, {@code too-far}, {@code no-altitude}; null if there is
 */
public record Sight(
        double bearingDegrees,
        @Nullable Double lat,
        @Nullable Double lon,
        @Nullable Double rangeMeters,
        @Nullable Double uncertaintyMeters,
        @Nullable String unplaced) {
    static Sight unplaced(double bearingDegrees, String reason) {
        return new Sight(bearingDegrees, null, null, null, null, reason);
    }
}
