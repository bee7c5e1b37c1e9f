package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import org.jspecify.annotations.Nullable;

/**
 * Something new of a tag: exactly one of a read, a registry entry and an entry of the stolen list.
 *
 * @param near whether the read was as loud as what passes close by its reader
 */
public record TagNews(
        String tag,
        @Nullable TagRead read,
        boolean near,
        @Nullable RegisteredVehicle vehicle,
        @Nullable WantedVehicle wanted) {
    static TagNews of(TagRead read, boolean near) {
        return new TagNews(read.tag(), read, near, null, null);
    }

    static TagNews of(RegisteredVehicle vehicle) {
        return new TagNews(vehicle.tag(), null, false, vehicle, null);
    }

    static TagNews of(WantedVehicle wanted) {
        return new TagNews(wanted.tag(), null, false, null, wanted);
    }
}
