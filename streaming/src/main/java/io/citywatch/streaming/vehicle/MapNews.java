package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import org.jspecify.annotations.Nullable;

/** Something new of the map on which tags are read: exactly one of a reader and a zone. */
public record MapNews(
        @Nullable RegisteredDevice reader, @Nullable RegisteredZone zone) {
    static MapNews of(RegisteredDevice reader) {
        return new MapNews(reader, null);
    }

    static MapNews of(RegisteredZone zone) {
        return new MapNews(null, zone);
    }
}
