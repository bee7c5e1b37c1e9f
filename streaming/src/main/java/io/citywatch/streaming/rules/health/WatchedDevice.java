package io.citywatch.streaming.rules.health;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.SignOfLife;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of every device: what the registry says of it and its last message. Flat and small, for there are
 * a hundred thousand.
 *
 * @param kind null while nobody registered it
 * @param registeredInterval seconds; 0 if the registry names none
 * @param statedInterval seconds, of its newest heartbeat; 0 before its first
 * @param identity of its last message; null before its first, and then the rest is empty
 * @param armedAt event time of its one timer; 0 if none is set
 */
public record WatchedDevice(
        @Nullable DeviceKind kind,
        double lat,
        double lon,
        boolean mobile,
        @Nullable String elder,
        int registeredInterval,
        int statedInterval,
        String gateway,
        @Nullable String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        long armedAt) {
    public static final WatchedDevice UNKNOWN =
            new WatchedDevice(null, 0, 0, false, null, 0, 0, GatewayLife.ANY, null, 0, 0, 0, 0);

    public WatchedDevice registered(RegisteredDevice entry) {
        return new WatchedDevice(
                entry.kind(),
                entry.lat(),
                entry.lon(),
                entry.mobile(),
                entry.elder(),
                entry.intervalSeconds() == null ? 0 : entry.intervalSeconds(),
                statedInterval,
                gateway,
                identity,
                receivedAt,
                loggedAt,
                measuredAt,
                armedAt);
    }

    WatchedDevice heard(SignOfLife sign) {
        return new WatchedDevice(
                kind,
                lat,
                lon,
                mobile,
                elder,
                registeredInterval,
                statedInterval,
                // One string a gateway, not one a device.
                sign.gateway().equals(gateway) ? gateway : sign.gateway().intern(),
                sign.identity(),
                sign.receivedAt(),
                sign.loggedAt(),
                sign.measuredAt(),
                armedAt);
    }

    WatchedDevice withInterval(int seconds) {
        return new WatchedDevice(
                kind,
                lat,
                lon,
                mobile,
                elder,
                registeredInterval,
                seconds,
                gateway,
                identity,
                receivedAt,
                loggedAt,
                measuredAt,
                armedAt);
    }

    public WatchedDevice withArmedAt(long eventTime) {
        return new WatchedDevice(
                kind,
                lat,
                lon,
                mobile,
                elder,
                registeredInterval,
                statedInterval,
                gateway,
                identity,
                receivedAt,
                loggedAt,
                measuredAt,
                eventTime);
    }

    /** Where it stands; null if nobody knows, or if it moves. */
    @Nullable
    public Double placeLat() {
        return kind == null || mobile ? null : (Double) lat;
    }

    /** As {@link #placeLat()}. */
    @Nullable
    public Double placeLon() {
        return kind == null || mobile ? null : (Double) lon;
    }

    MessageStamp last(String device) {
        if (identity == null) {
            throw new IllegalStateException(device + " was never heard");
        }
        return new MessageStamp(device, identity, receivedAt, loggedAt, measuredAt);
    }
}
