package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import org.jspecify.annotations.Nullable;

/** Something new of a tag: exactly one of a read, a registry entry and an entry of the stolen list. */
public record TagNews(
        String tag,
        @Nullable TagRead read,
        @Nullable RegisteredVehicle vehicle,
        @Nullable WantedVehicle wanted) {
    static TagNews of(TagRead read) {
        return new TagNews(read.tag(), read, null, null);
    }

    static TagNews of(RegisteredVehicle vehicle) {
        return new TagNews(vehicle.tag(), null, vehicle, null);
    }

    static TagNews of(WantedVehicle wanted) {
        return new TagNews(wanted.tag(), null, null, wanted);
    }
}
