package io.citywatch.alerts.pursuit;

import io.citywatch.model.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hunted vehicle as it was read last.
 *
 * @param headingDegrees clockwise from true north
 * @param next where it is likely to be read next, the likeliest first
 */
public record Pursuit(
        Instant readAt,
        String reader,
        Position position,
        @Nullable Double headingDegrees,
        @Nullable Double speedKmh,
        List<Likely> next) {
    /**
     * A reader that may be next.
     *
     * @param name for people, the id where it has none
     * @param dueAt when the vehicle is likely to be there
     */
    public record Likely(String reader, String name, Position position, double probability, Instant dueAt) {}
}
