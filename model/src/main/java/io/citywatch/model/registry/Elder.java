package io.citywatch.model.registry;

import io.citywatch.model.IdSyntax;
import io.citywatch.model.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person with a base phone and a pendant ({@code registry.elders}).
 *
 * @param terminal the device id of the base
 * @param limits of vital signs: [low, high] by the payload's field name
 * @param absentUntil announced absence
 */
public record Elder(
        String id,
        String name,
        Double lat,
        Double lon,
        @Nullable String address,
        @Nullable String terminal,
        @Nullable SafeZone safeZone,
        @Nullable Map<String, List<Double>> limits,
        @Nullable Instant absentUntil) {
    /** Where the pendant may be. */
    public record SafeZone(double lat, double lon, double radiusMeters) {}

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Elder {
        Required.check("id", id);
        IdSyntax.check("id", id);
        Required.check("name", name);
        Required.check("lat", lat);
        Required.check("lon", lon);
        var unused = new Position(lat, lon);
    }

    public Position position() {
        return new Position(lat, lon);
    }
}
