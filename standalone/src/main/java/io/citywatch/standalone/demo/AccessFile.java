package io.citywatch.standalone.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.Simulation;
import io.citywatch.simulators.city.City;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.OwnerOnly;
import io.citywatch.standalone.platform.Platform;
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
public record AccessFile(
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
    public record Tokens(String admin, String operator, String police) {}

    /** A reserved device. */
    public record Device(String id, DeviceKind kind, String token) {}

    /** A reserved responder. */
    public record Responder(String id, String token) {}

    /** A reserved vehicle. */
    public record Vehicle(String plate, String tag) {}

    static AccessFile of(
            Platform platform, DemoAccounts accounts, DemoCertificates certificates, City city, Simulation simulation) {
        return new AccessFile(
                platform.consoleUrl(),
                "mqtt://127.0.0.1:" + platform.mqttPort(),
                platform.mqttsPort().isPresent()
                        ? "mqtts://127.0.0.1:" + platform.mqttsPort().getAsInt()
                        : null,
                platform.webSocketPort().isPresent()
                        ? "ws://127.0.0.1:" + platform.webSocketPort().getAsInt() + "/mqtt"
                        : null,
                certificates.authority().toAbsolutePath().toString(),
                new Tokens(
                        accounts.admin().token(),
                        accounts.operator().token(),
                        accounts.police().token()),
                city.reserved().devices().stream()
                        .map(it -> new Device(it.id(), it.kind(), simulation.token(it.id())))
                        .toList(),
                city.reserved().responders().stream()
                        .map(it -> new Responder(it.id(), simulation.token(it.id())))
                        .toList(),
                city.reserved().vehicles().stream()
                        .map(it -> new Vehicle(it.plate(), it.tag()))
                        .toList());
    }

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
