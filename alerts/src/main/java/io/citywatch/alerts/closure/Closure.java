package io.citywatch.alerts.closure;

import io.citywatch.model.PlainText;
import io.citywatch.model.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place where no road can be passed: a bridge that is shut, a street under water.
 *
 * @param radiusMeters how far around the place
 * @param reason for people to read
 * @param closedBy the account
 * @param until when it opens by itself; by hand, if null
 * @param endedAt when it was opened, by hand or by itself
 */
public record Closure(
        String id,
        double lat,
        double lon,
        double radiusMeters,
        String reason,
        String closedBy,
        Instant closedAt,
        @Nullable Instant until,
        @Nullable Instant endedAt) {
    /** A bridge's width, and some doubt about where it was pointed at. */
    public static final double DEFAULT_RADIUS_METERS = 30;

    private static final double MOST_RADIUS_METERS = 5_000;
    private static final int LONGEST_REASON = 200;

    /** @throws IllegalArgumentException naming the field that is wrong */
    public Closure {
        if (!(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException("lat: " + lat + " (expected: -90 to 90 degrees)");
        }
        if (!(lon >= -180 && lon <= 180)) {
            throw new IllegalArgumentException("lon: " + lon + " (expected: -180 to 180 degrees)");
        }
        if (!(radiusMeters >= 1 && radiusMeters <= MOST_RADIUS_METERS)) {
            throw new IllegalArgumentException(
                    "radiusMeters: " + radiusMeters + " (expected: 1 to " + (int) MOST_RADIUS_METERS + " m)");
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason: " + PlainText.quoted(reason) + " (expected: 1 to "
                    + LONGEST_REASON + " characters, why nobody can pass)");
        }
        if (until != null && !until.isAfter(closedAt)) {
            throw new IllegalArgumentException("until: " + until + " (expected: after now)");
        }
    }

    public Position position() {
        return new Position(lat, lon);
    }

    /** Whether nobody passes at that time. */
    public boolean stands(Instant now) {
        return endedAt == null && (until == null || until.isAfter(now));
    }
}
