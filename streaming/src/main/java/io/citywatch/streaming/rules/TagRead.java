package io.citywatch.streaming.rules;

import io.citywatch.model.Position;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.TagSightings;
import org.jspecify.annotations.Nullable;

/**
 * One tag that one reader saw, flat. Times are epoch milliseconds.
 *
 * @param measuredAt of this sighting, by the reader's clock
 * @param rssi dBm
 * @param tamper whether the tag says that it was tampered with
 * @param batteryLow whether the tag says that its battery is low
 * @param lat the place that a mobile reader names for itself; so {@code lon}
 */
public record TagRead(
        String tag,
        String reader,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        double rssi,
        @Nullable Double lat,
        @Nullable Double lon,
        boolean tamper,
        boolean batteryLow) {
    /** A read of a tag that complains of nothing. */
    public TagRead(
            String tag,
            String reader,
            String identity,
            long receivedAt,
            long loggedAt,
            long measuredAt,
            double rssi,
            @Nullable Double lat,
            @Nullable Double lon) {
        this(tag, reader, identity, receivedAt, loggedAt, measuredAt, rssi, lat, lon, false, false);
    }

    public static TagRead of(LogRecord message, TagSightings sightings, TagSightings.Sighting sighting) {
        Position position = sightings.position();
        return new TagRead(
                sighting.tag(),
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                sighting.measuredAt().toEpochMilli(),
                sighting.rssi(),
                position == null ? null : position.lat(),
                position == null ? null : position.lon(),
                sighting.flags().contains("tamper"),
                sighting.flags().contains("low-battery"));
    }
}
