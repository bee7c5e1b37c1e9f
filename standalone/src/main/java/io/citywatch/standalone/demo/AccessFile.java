package io.citywatch.standalone.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.standalone.platform.OwnerOnly;
import io.citywatch.standalone.platform.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign client needs to take part in a demo ({@code access.json}; contracts, section 2): addresses, tokens and
 * the reserved things that the simulator leaves alone.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record AccessFile(
        String consoleUrl,
        String mqttUrl,
        @Nullable String mqttsUrl,
        @Nullable String wsUrl,
        @Nullable String caFile,
        Tokens tokens,
        List<Device> devices,
        List<Responder> responders,
        List<Vehicle> vehicles) {
    static final String NAME = "access.json";

    /** Bearer tokens of the API. */
    record Tokens(String admin, String operator, String police) {}

    /** A reserved device. */
    record Device(String id, DeviceKind kind, String token) {}

    /** A reserved responder. */
    record Responder(String id, String token) {}

    /** A reserved vehicle. */
    record Vehicle(String plate, String tag) {}

    /** Until everything is ready there is none. */
    static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException e) {
            throw new StartFailure(folder.resolve(NAME) + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    Path write(Path folder) {
        try {
            OwnerOnly.write(folder.resolve(NAME), Json.write(this));
            return folder.resolve(NAME);
        } catch (IOException e) {
            throw new StartFailure(folder.resolve(NAME) + " cannot be written: " + e.getMessage(), e);
        }
    }
}
