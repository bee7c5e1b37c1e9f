package io.citywatch.streaming.rules;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says of a device, flat.
 *
 * @param kind null if it was withdrawn; then the rest is empty
 * @param exit a reader on a way out of the city
 * @param noParking a reader that watches a no-parking zone
 */
public record RegisteredDevice(
        String device,
        @Nullable DeviceKind kind,
        double lat,
        double lon,
        @Nullable String name,
        @Nullable String premises,
        @Nullable Double alarmLevel,
        @Nullable Integer intervalSeconds,
        @Nullable String elder,
        boolean mobile,
        @Nullable String road,
        boolean exit,
        boolean noParking) {
    /** A device that is neither at a way out nor at a no-parking zone. */
    public RegisteredDevice(
            String device,
            @Nullable DeviceKind kind,
            double lat,
            double lon,
            @Nullable String name,
            @Nullable String premises,
            @Nullable Double alarmLevel,
            @Nullable Integer intervalSeconds,
            @Nullable String elder,
            boolean mobile,
            @Nullable String road) {
        this(device, kind, lat, lon, name, premises, alarmLevel, intervalSeconds, elder, mobile, road, false, false);
    }

    public static RegisteredDevice of(Device device) {
        return new RegisteredDevice(
                device.id(),
                device.kind(),
                device.lat(),
                device.lon(),
                device.name(),
                device.premises(),
                device.alarmLevel(),
                device.intervalSeconds(),
                device.elder(),
                Boolean.TRUE.equals(device.mobile()),
                device.road(),
                Boolean.TRUE.equals(device.exit()),
                Boolean.TRUE.equals(device.noParking()));
    }

    public static RegisteredDevice withdrawn(String device) {
        return new RegisteredDevice(device, null, 0, 0, null, null, null, null, null, false, null);
    }

    public boolean isWithdrawn() {
        return kind == null;
    }
}
