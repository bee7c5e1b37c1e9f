package io.citywatch.simulators.device;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A device that writes down what it sends, in a log that it may share with others. */
public class RecordedDevice implements Transmitter {
    private final String id;
    private final Clock clock;
    private final List<Sent> log;
    private boolean on = true;

    /** One message and when it left. */
    public record Sent(String device, Instant at, TelemetryKind kind, Lane lane, Map<String, ?> fields) {
        public Object field(String name) {
            return fields.get(name);
        }
    }

    public RecordedDevice(String id, Clock clock, List<Sent> log) {
        this.id = id;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public CompletableFuture<@Nullable Void> send(TelemetryKind kind, Lane lane, Map<String, ?> fields) {
        if (on) {
            log.add(new Sent(id, clock.instant(), kind, lane, fields));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<@Nullable Void> sendRaw(TelemetryKind kind, Lane lane, byte[] payload) {
        return send(kind, lane, Map.of("raw", new String(payload, StandardCharsets.UTF_8)));
    }

    @Override
    public void switchOff() {
        on = false;
    }

    @Override
    public void switchOn() {
        on = true;
    }
}
