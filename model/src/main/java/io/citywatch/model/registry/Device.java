package io.citywatch.model.registry;

import io.citywatch.model.Position;
import io.citywatch.model.Required;
import io.citywatch.model.telemetry.DeviceKind;
import org.jspecify.annotations.Nullable;

/**
 * A device as it is registered (contracts, registry bodies; {@code registry.devices}).
 *
 * @param premises detectors of one building share it
 * @param alarmLevel %/m, of a smoke sensor
 * @param intervalSeconds of its heartbeat
 * @param elder of a call terminal
 * @param mobile whether it carries its own position
 * @param exit a reader on a way out of the city
 * @param noParking a reader that watches a no-parking zone
 * @param road that a reader stands at
 * @param ratePerSecond messages that it may send; absent for the gateway's default
 */
public record Device(
        String id,
        DeviceKind kind,
        Double lat,
        Double lon,
        @Nullable String name,
        @Nullable String premises,
        @Nullable Double alarmLevel,
        @Nullable Integer intervalSeconds,
        @Nullable String elder,
        @Nullable Boolean mobile,
        @Nullable Boolean exit,
        @Nullable Boolean noParking,
        @Nullable String road,
        @Nullable Integer ratePerSecond) {
    /** More than any device has to say. */
    static final int HIGHEST_RATE = 100_000;

    private static final int MOST_NAME_CHARACTERS = 200;

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Device {
        Required.id("id", id);
        Required.check("kind", kind, "a device kind");
        Required.position(lat, lon);
        Required.optionalText("name", name, MOST_NAME_CHARACTERS);
        Required.optionalText("premises", premises, MOST_NAME_CHARACTERS);
        Required.range("alarmLevel", alarmLevel, 0.01, 100, "%/m");
        Required.range("intervalSeconds", intervalSeconds, 1, 7 * 86_400, "seconds");
        Required.optionalId("elder", elder);
        Required.optionalText("road", road, MOST_NAME_CHARACTERS);
        Required.range("ratePerSecond", ratePerSecond, 1, HIGHEST_RATE, "messages a second");
    }

    /** A device that stands at no road and may send at the gateway's default rate. */
    public Device(
            String id,
            DeviceKind kind,
            Double lat,
            Double lon,
            @Nullable String name,
            @Nullable String premises,
            @Nullable Double alarmLevel,
            @Nullable Integer intervalSeconds,
            @Nullable String elder,
            @Nullable Boolean mobile,
            @Nullable Boolean exit,
            @Nullable Boolean noParking) {
        this(
                id,
                kind,
                lat,
                lon,
                name,
                premises,
                alarmLevel,
                intervalSeconds,
                elder,
                mobile,
                exit,
                noParking,
                null,
                null);
    }

    /** The same, as an elder's terminal. */
    public Device withElder(String person) {
        return new Device(
                id,
                kind,
                lat,
                lon,
                name,
                premises,
                alarmLevel,
                intervalSeconds,
                person,
                mobile,
                exit,
                noParking,
                road,
                ratePerSecond);
    }

    public Position position() {
        return new Position(lat, lon);
    }
}
