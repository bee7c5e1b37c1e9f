package io.citywatch.standalone.config;

import io.citywatch.model.history.Measurement;

/**
 * How long the platform's own history keeps its points, in whole days.
 *
 * @param sightingsDays the reads of vehicles' tags: where somebody was, so no longer than needed
 * @param readingsDays what all other devices measured
 * @param rollUpsDays a reader's counts by the minute, which name no vehicle
 */
public record HistoryRetention(int sightingsDays, int readingsDays, int rollUpsDays) {
    public static final HistoryRetention DEFAULTS = new HistoryRetention(30, 365, 3 * 365);

    private static final int LONGEST = 36_500;

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public HistoryRetention {
        requireDays("sightings-days", sightingsDays);
        requireDays("readings-days", readingsDays);
        requireDays("roll-ups-days", rollUpsDays);
    }

    private static void requireDays(String name, int days) {
        if (days < 1 || days > LONGEST) {
            throw new IllegalArgumentException(name + ": " + days + " (expected: 1-" + LONGEST + ")");
        }
    }

    /** The days of one table. */
    public int days(Measurement measurement) {
        if (measurement == Measurement.TAG_SIGHTINGS) {
            return sightingsDays;
        }
        return measurement.kind().isPresent() ? readingsDays : rollUpsDays;
    }
}
