package io.citywatch.streaming.ride;

import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import org.jspecify.annotations.Nullable;

/** Something new of a tag: exactly one of a read, a registry entry and an entry of the stolen list. */
public record RideNews(
        String tag,
        @Nullable TagRead read,
        @Nullable RegisteredVehicle vehicle,
        @Nullable WantedVehicle wanted) {
    static RideNews of(TagRead read) {
        return new RideNews(read.tag(), read, null, null);
    }

    static RideNews of(RegisteredVehicle vehicle) {
        return new RideNews(vehicle.tag(), null, vehicle, null);
    }

    static RideNews of(WantedVehicle wanted) {
        return new RideNews(wanted.tag(), null, null, wanted);
    }
}
