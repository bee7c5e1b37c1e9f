package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.command.PendingMessages;
import io.citywatch.ingest.log.FakeTelemetryLog;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Sessions;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;

/** A gateway without sockets and without a broker: its pipeline, on a log that the test controls. */
final class TestGateway {
    static final Instant NOW = Instant.ofEpochMilli(1_764_000_000_000L);

    final FakeTelemetryLog log = new FakeTelemetryLog();
    final Sessions sessions = new Sessions();
    final AtomicBoolean ready = new AtomicBoolean(true);
    final GatewayConfig config = GatewayConfig.of("gw", "127.0.0.1", 0, "127.0.0.1:1");
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final PendingMessages pending = new PendingMessages(
            message -> sessions.find(message.recipient()).ifPresent(session -> session.offer(message)), clock);
    final Credentials credentials =
            new Credentials(client -> sessions.find(client).ifPresent(session -> session.leave(Departure.BARRED)));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final GatewayMetrics metrics = new GatewayMetrics(meters);
    final GatewayPipeline pipeline = new GatewayPipeline(new Collaborators(
            config,
            log,
            credentials,
            sessions,
            pending,
            new GatewayRecords(log, "gw", "boot", clock),
            metrics,
            clock,
            ready::get));

    TestGateway() {
        register("terminal", Credential.Role.DEVICE, DeviceKind.CALL_TERMINAL, Credential.State.ACTIVE);
        register("camera", Credential.Role.DEVICE, DeviceKind.THERMAL_CAMERA, Credential.State.ACTIVE);
        register("phone", Credential.Role.RESPONDER, null, Credential.State.ACTIVE);
    }

    void register(String client, Credential.Role role, DeviceKind kind, Credential.State state) {
        Credential credential = new Credential(client, role, kind, Sha256.hex("secret"), state);
        credentials.take(client, Json.write(credential));
    }

    /** How many connections ended for this reason. */
    int departures(Departure reason) {
        return (int) meters.counter("citywatch.gateway.departures", "reason", reason.name())
                .count();
    }

    TestClient client() {
        return new TestClient(pipeline);
    }

    TestClient connected(int version, String id) {
        TestClient client = client();
        client.connect(version, id, "secret");
        client.receive();
        return client;
    }

    static PendingMessage owed(String id, long revision) {
        return new PendingMessage(
                "phone", id, revision, false, NOW.plusSeconds(60), "responders/phone/offers", id + "@" + revision);
    }

    static PendingMessage settled(String id, long revision) {
        return new PendingMessage("phone", id, revision, true, NOW.plusSeconds(60), "responders/phone/offers", null);
    }
}
