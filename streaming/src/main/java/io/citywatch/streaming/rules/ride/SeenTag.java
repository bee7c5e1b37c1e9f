package io.citywatch.streaming.rules.ride;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import io.citywatch.streaming.rules.zone.ZonePurpose;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read that is in time, with all that is known of its tag and its reader.
 *
 * @param wanted null if nobody reported it stolen
 * @param reader null if nobody registered it
 * @param at when, as well as anyone knows
 * @param eventTime that has come
 * @param zones that it was read in
 * @param faint whether it was heard from afar, and that it was there is known only because nobody heard it better
 */
public record SeenTag(
        TagRead read,
        RegisteredVehicle vehicle,
        @Nullable WantedVehicle wanted,
        @Nullable RegisteredDevice reader,
        Stops.Taken taken,
        long at,
        long eventTime,
        List<RegisteredZone> zones,
        boolean faint) {
    String name() {
        if (vehicle.plate() != null) {
            return vehicle.plate();
        }
        return wanted != null && wanted.plate() != null ? wanted.plate() : read.tag();
    }

    public boolean isStolen() {
        return wanted != null && wanted.plate() != null && (wanted.lastSeenAt() == null || at > wanted.lastSeenAt());
    }

    boolean isIn(ZonePurpose purpose) {
        return zones.stream().anyMatch(zone -> zone.purpose() == purpose);
    }

    MessageStamp stamp() {
        return MessageStamp.of(read);
    }

    @Nullable
    Position place() {
        if (read.lat() != null && read.lon() != null) {
            return new Position(read.lat(), read.lon());
        }
        return reader == null ? null : new Position(reader.lat(), reader.lon());
    }

    /** An episode that begins with this read. */
    Episode begin(Rule rule, String key, long since, Duration quiet) {
        MessageStamp stamp = stamp();
        Onset onset = Onset.of(stamp, eventTime);
        return new Episode(
                onset.id(rule, key, quiet),
                stamp.loggedAt(),
                name(),
                read.reader(),
                since,
                1,
                stamp,
                onset.endsAfter(quiet));
    }

    /** What all of them say. */
    Statement state(Rule rule, Phase phase, Episode open) {
        Position place = place();
        return new Statement(rule, phase, open.id(), Subject.vehicle(open.vehicle()))
                .key(read.tag())
                .position(place == null ? null : place.lat(), place == null ? null : place.lon())
                .fact("plate", vehicle.plate() == null && wanted != null ? wanted.plate() : vehicle.plate())
                .fact("tag", read.tag())
                .fact("reader", read.reader())
                .fact("readerName", reader == null ? null : reader.name())
                .fact("road", reader == null ? null : reader.road());
    }
}
