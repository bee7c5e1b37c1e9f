package io.citywatch.alerts.history;

import io.citywatch.model.history.Measurement;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One message of a device as the history keeps it.
 *
 * @param nanos since the epoch; made distinct below the millisecond
 * @param fields those that were given, by their name in the payload: numbers, texts, booleans, lists of texts
 */
public record Reading(long nanos, Measurement measurement, Map<String, Object> fields) {
    /** The newest first; at one time by the name of the measurement. */
    static final Comparator<Reading> NEWEST_FIRST = Comparator.comparingLong(Reading::nanos)
            .reversed()
            .thenComparing(reading -> reading.measurement().table());

    /** When it was measured, as the device said. */
    public Instant ts() {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    public History.Place place() {
        return new History.Place(nanos, measurement.table());
    }
}
