package io.citywatch.simulators.load;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.telemetry.DeviceKind;
import java.util.List;

/** People of a measurement, with no more than it needs. */
public final class BenchPeople {
    private BenchPeople() {}

    /** Who presses, at home. */
    public static Elder elder(String id, int number, String street, String terminal, Position home) {
        return new Elder(id, "长者" + number, home.lat(), home.lon(), street + number + "号", terminal, null, null, null);
    }

    /** @param intervalSeconds so often it says that it lives */
    public static Device terminal(String id, String elder, int intervalSeconds, Position home) {
        return new Device(
                id,
                DeviceKind.CALL_TERMINAL,
                home.lat(),
                home.lon(),
                null,
                null,
                null,
                intervalSeconds,
                elder,
                null,
                null,
                null);
    }

    /** Who comes, with first aid. */
    public static Responder responder(String id, int number, Responder.Role role, Responder.Mode mode, Position place) {
        return new Responder(
                id, "志愿者" + number, List.of(role), List.of("first-aid"), mode, place.lat(), place.lon(), null);
    }
}
