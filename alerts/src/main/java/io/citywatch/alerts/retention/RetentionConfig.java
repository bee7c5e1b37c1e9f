package io.citywatch.alerts.retention;

import java.time.Duration;

/**
 * How long things are kept.
 *
 * @param incidents after their end, with all that belongs to them, and what persons' terminals said
 * @param audit who did what to what
 * @param deadLetters messages that could not be read
 * @param positions of responders who send no more
 * @param detectionIds of detections that belong to no incident; longer than the log keeps the detections
 * @param commands with their results
 * @param caseTracks where a hunted vehicle was read, after the end of its case
 * @param rawSightings in the history
 * @param telemetry everything else in the history
 * @param every how often it is looked
 */
public record RetentionConfig(
        Duration incidents,
        Duration audit,
        Duration deadLetters,
        Duration positions,
        Duration detectionIds,
        Duration commands,
        Duration caseTracks,
        Duration rawSightings,
        Duration telemetry,
        Duration every) {
    /** Stands before the defaults, which are checked against it. */
    private static final Duration LOG_KEEPS = Duration.ofDays(7);

    public static final RetentionConfig DEFAULTS = new RetentionConfig(
            Duration.ofDays(3 * 365),
            Duration.ofDays(3 * 365),
            Duration.ofDays(7),
            Duration.ofHours(24),
            Duration.ofDays(8),
            Duration.ofDays(30),
            Duration.ofDays(365),
            Duration.ofDays(30),
            Duration.ofDays(30),
            Duration.ofHours(1));

    /** @throws IllegalArgumentException naming what is wrong */
    public RetentionConfig {
        check("incidents", incidents);
        check("audit", audit);
        check("dead-letters", deadLetters);
        check("positions", positions);
        check("commands", commands);
        check("case-tracks", caseTracks);
        check("raw-sightings", rawSightings);
        check("telemetry", telemetry);
        check("every", every);
        if (detectionIds.compareTo(LOG_KEEPS) <= 0) {
            throw new IllegalArgumentException("detection-ids: " + detectionIds + " (expected: more than " + LOG_KEEPS
                    + ", which the log keeps them)");
        }
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0)");
        }
    }
}
