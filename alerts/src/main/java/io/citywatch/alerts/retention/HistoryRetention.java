package io.citywatch.alerts.retention;

import java.time.Instant;

/** Forgets what is old in the history. */
@FunctionalInterface
public interface HistoryRetention {
    /** There is no history. */
    HistoryRetention NONE = (rawSightings, telemetry, cases) -> {};

    /**
     * Deletes what was measured before; throws if the history cannot be reached, and is asked again an hour later.
     *
     * @param rawSightings tag sightings before this
     * @param telemetry everything else before this
     * @param cases what was kept of theft cases that ended before this
     */
    void deleteOlderThan(Instant rawSightings, Instant telemetry, Instant cases);
}
