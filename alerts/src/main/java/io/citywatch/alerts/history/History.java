package io.citywatch.alerts.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history. Thread-safe; each call asks the store and may take seconds.
 *
 * <p>Every method throws {@link HistoryUnavailable} if the store cannot be asked: nobody may take silence for an empty
 * history.
 */
public interface History {
    /**
     * Where a vehicle's tag was read, the oldest first.
     *
     * @param from inclusive
     * @param to exclusive
     * @param limit at most so many, the first ones
     */
    List<Sighting> track(String tag, Instant from, Instant to, int limit);

    /**
     * What a device reported, of all kinds, the newest first. Of a tag reader its minutes, not its sightings: who passed
     * is a matter of tracks.
     *
     * @param from inclusive
     * @param to exclusive
     * @param after the last reading of the part before; null for the first part
     */
    List<Reading> readings(String device, Instant from, Instant to, int limit, @Nullable Place after);

    /**
     * The place of a reading in the list.
     *
     * @param nanos since the epoch
     * @param table the measurement
     */
    record Place(long nanos, String table) {}
}
