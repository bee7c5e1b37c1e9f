package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.vehicle.Readers;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * By tag: a stolen vehicle that is read nowhere else for an hour has come to rest, silent or read again and again. One
 * that falls silent at a way out of the city has left it.
 */
public final class Resting implements Serializable {
    private final long rest;

    public Resting(RideParameters parameters) {
        rest = parameters.denRest().toMillis();
    }

    /** Event time at which a vehicle that is not read again rests. */
    public long dueAt(Stops stops) {
        Stop newest = stops.newest();
        return newest == null ? Long.MAX_VALUE : newest.last() + rest;
    }

    /** Whether it rests now; null if not, or if nobody knows where. */
    public @Nullable Rest at(long now, WantedVehicle wanted, Stops stops, Readers readers) {
        Stop newest = stops.newest();
        if (newest == null || wanted.plate() == null) {
            return null;
        }
        if (wanted.lastSeenAt() != null && newest.last() <= wanted.lastSeenAt()) {
            return null;
        }
        boolean dwelt = newest.millis() >= rest;
        boolean isSilent = now >= newest.last() + rest;
        RegisteredDevice reader = readers.find(newest.reader());
        if (reader == null || reader.mobile() || (!dwelt && (!isSilent || reader.exit()))) {
            return null;
        }
        return new Rest(
                wanted.tag(),
                wanted.plate(),
                newest.reader(),
                reader.lat(),
                reader.lon(),
                dwelt,
                newest.first(),
                dwelt && !isSilent ? newest.last() : newest.last() + rest,
                newest.stamp(wanted));
    }
}
