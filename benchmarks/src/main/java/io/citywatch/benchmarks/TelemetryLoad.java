package io.citywatch.benchmarks;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.load.LoadFleet;
import io.citywatch.simulators.load.NettyConnection;
import io.citywatch.simulators.load.NettyFleet;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.registration.Registration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A city's telemetry beside a measurement: readers that see motorcycles pass, and smoke sensors that report,
 * one to one. Every message is checked, judged and kept like any other.
 */
final class TelemetryLoad implements AutoCloseable {
    private static final Duration IN_FORCE = Duration.ofSeconds(2);
    private static final int READERS = 100;
    private static final int SENSORS = 100;
    private static final int CLIENTS = READERS + SENSORS;
    private static final int TAGS = 20_000;
    private static final double SOUTH = 23.60;
    private static final double EAST = 117.00;

    private final NettyFleet fleet;
    private final LoadFleet load;
    private final SplittableRandom random = new SplittableRandom(7);
    private final String boot = Long.toString(System.currentTimeMillis(), 36);
    private final long[] seq = new long[CLIENTS];

    TelemetryLoad(URI url, int mqttPort, String token) {
        Registration registration = new Registration(new PlatformApi(url, token));
        registration.registerAll(List.of(), devices(), List.of(), List.of());
        // What was registered is in force at the gateway so soon.
        LockSupport.parkNanos(IN_FORCE.toNanos());
        fleet = new NettyFleet(new InetSocketAddress(InetAddress.getLoopbackAddress(), mqttPort));
        List<NettyConnection> clients = new ArrayList<>();
        for (Device device : devices()) {
            clients.add(fleet.open(device.id(), registration.token(device.id()), null, payload -> {}));
        }
        load = new LoadFleet(clients, this::next);
        load.connect().join();
    }

    LoadFleet fleet() {
        return load;
    }

    private static List<Device> devices() {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            boolean reader = isReader(i);
            devices.add(new Device(
                    id(i),
                    reader ? DeviceKind.TAG_READER : DeviceKind.SMOKE_SENSOR,
                    SOUTH + i * 0.001,
                    EAST,
                    null,
                    null,
                    null,
                    60,
                    null,
                    null,
                    null,
                    null));
        }
        return devices;
    }

    private static boolean isReader(int client) {
        return client % 2 == 0;
    }

    private static String id(int client) {
        return (isReader(client) ? "load-reader-" : "load-sensor-") + client;
    }

    private LoadFleet.Message next(int client, long number) {
        long now = System.currentTimeMillis();
        String payload = isReader(client)
                ? String.format(
                        Locale.ROOT,
                        "{\"ts\":%d,\"boot\":\"%s\",\"seq\":%d,\"sightings\":[{\"tag\":\"E2009999%08X\",\"ts\":%d,\"rssi\":%.1f,\"antenna\":1}]}",
                        now,
                        boot,
                        seq[client]++,
                        tagOf(client, number),
                        now,
                        -40 - 30 * random.nextDouble())
                : String.format(
                        Locale.ROOT,
                        "{\"ts\":%d,\"boot\":\"%s\",\"seq\":%d,\"obscuration\":%.2f,\"temperature\":%.1f,\"battery\":97}",
                        now,
                        boot,
                        seq[client]++,
                        random.nextDouble() * 0.3,
                        24 + random.nextDouble());
        String topic = "devices/" + id(client) + "/telemetry/" + (isReader(client) ? "tag-sightings" : "smoke");
        return new LoadFleet.Message(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Each reader sees tags of its own, so that none is at two places. */
    private static int tagOf(int client, long number) {
        int own = TAGS / READERS;
        return client / 2 * own + (int) (number / CLIENTS % own);
    }

    @Override
    public void close() {
        load.close();
        fleet.close();
    }
}
