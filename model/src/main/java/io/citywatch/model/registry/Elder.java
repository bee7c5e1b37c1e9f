package io.citywatch.model.registry;

import io.citywatch.model.PlainText;
import io.citywatch.model.Position;
import io.citywatch.model.Required;
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
    public record SafeZone(double lat, double lon, double radiusMeters) {
        /** @throws IllegalArgumentException naming the field that is outside its range */
        public SafeZone {
            Required.position(lat, lon);
            Required.range("radiusMeters", radiusMeters, 1, 1e6, "m");
        }
    }

    /** What an offer says of a person must fit the 4 KiB of a pending message. */
    private static final int MOST_NAME_CHARACTERS = 200;

    private static final int MOST_ADDRESS_CHARACTERS = 500;

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Elder {
        Required.id("id", id);
        Required.text("name", name, MOST_NAME_CHARACTERS);
        Required.position(lat, lon);
        Required.optionalText("address", address, MOST_ADDRESS_CHARACTERS);
        Required.optionalId("terminal", terminal);
        if (limits != null) {
            limits.forEach(Elder::checkLimits);
        }
    }

    public Position position() {
        return new Position(lat, lon);
    }

    private static void checkLimits(String vital, @Nullable List<Double> limits) {
        String name = "limits." + PlainText.escaped(vital, 64);
        List<Double> pair = Required.check(name, limits, "[low, high]");
        if (pair.size() != 2 || pair.get(0) == null || pair.get(1) == null || !(pair.get(0) <= pair.get(1))) {
            throw new IllegalArgumentException(name + ": " + limits + " (expected: [low, high])");
        }
    }
}
