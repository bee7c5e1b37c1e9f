package io.citywatch.simulators.device;

import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A simulated device: its connection, and its own count of what it sent since it was switched on. */
public final class FieldDevice implements Transmitter {
    private final String id;
    private final MqttConnection connection;
    private final Clock clock;
    private final String boot;
    private final AtomicLong seq = new AtomicLong();

    public FieldDevice(String id, String mqttUrl, String token, Clock clock) {
        this.id = id;
        this.connection = new MqttConnection(mqttUrl, id, token, null, payload -> {});
        this.clock = clock;
        this.boot = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    @Override
    public String id() {
        return id;
    }

    public CompletableFuture<FieldDevice> connect() {
        return connection.connect().thenApply(unused -> this);
    }

    /** Sends the fields with {@code ts}, {@code boot} and {@code seq}; done when the gateway has acknowledged it. */
    @Override
    public CompletableFuture<@Nullable Void> send(TelemetryKind kind, Lane lane, Map<String, ?> fields) {
        return connection.publish(MqttTopic.ofTelemetry(id, kind, lane), payload(fields));
    }

    byte[] payload(Map<String, ?> fields) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("ts", clock.millis());
        payload.put("boot", boot);
        payload.put("seq", seq.getAndIncrement());
        payload.putAll(fields);
        return Json.write(payload);
    }

    /** Its connection, to say goodbye on and to close. */
    public MqttConnection connection() {
        return connection;
    }
}
