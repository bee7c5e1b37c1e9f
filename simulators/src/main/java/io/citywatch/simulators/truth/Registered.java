package io.citywatch.simulators.truth;

import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.truth.script.Script;
import io.citywatch.simulators.truth.story.NoParking;
import io.citywatch.simulators.truth.story.Zones;
import java.util.List;
import java.util.stream.Stream;

/** A true city's registry: the city's own, with the heartbeats of the contract's full city. */
final class Registered {
    private static final int SENSOR_SECONDS = 600;
    private static final int TERMINAL_SECONDS = 300;
    private static final int WATCHER_SECONDS = 60;

    private static final double SAFE_METERS = 400;

    private Registered() {}

    static List<Device> devices(City city) {
        return Stream.concat(city.devices().stream(), city.reserved().devices().stream())
                .map(device -> beating(city, device))
                .toList();
    }

    /** All as they are at the beginning, and what is announced later. */
    static List<Script.ElderChange> elders(Script script) {
        City city = script.city();
        return Stream.concat(
                        Stream.concat(
                                        city.elders().stream(),
                                        Stream.of(city.reserved().elder()))
                                .map(elder -> new Script.ElderChange(0, withZone(elder))),
                        script.elderChanges().stream()
                                .map(change -> new Script.ElderChange(change.at(), withZone(change.elder()))))
                .toList();
    }

    private static Elder withZone(Elder elder) {
        return new Elder(
                elder.id(),
                elder.name(),
                elder.lat(),
                elder.lon(),
                elder.address(),
                elder.terminal(),
                new Elder.SafeZone(elder.lat(), elder.lon(), SAFE_METERS),
                elder.limits(),
                elder.absentUntil(),
                null);
    }

    private static Device beating(City city, Device device) {
        return new Device(
                device.id(),
                device.kind(),
                device.lat(),
                device.lon(),
                device.name(),
                device.premises(),
                device.alarmLevel(),
                seconds(device.kind()),
                device.elder(),
                device.mobile(),
                device.exit(),
                isNoParking(city, device) ? (Boolean) true : device.noParking(),
                device.road(),
                device.ratePerSecond());
    }

    /** The registry says it of some readers; of others the map does. */
    private static boolean isNoParking(City city, Device device) {
        return NoParking.isAt(city, device.id()) && !Zones.isParkingAt(city, device.id());
    }

    private static int seconds(DeviceKind kind) {
        return switch (kind) {
            case SMOKE_SENSOR -> SENSOR_SECONDS;
            case CALL_TERMINAL -> TERMINAL_SECONDS;
            case TAG_READER, THERMAL_CAMERA -> WATCHER_SECONDS;
            case ENVIRONMENT_SENSOR -> TERMINAL_SECONDS;
        };
    }
}
