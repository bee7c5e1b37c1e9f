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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A gateway without sockets and without a broker: its pipeline, on a log that the test controls. */
final class TestGateway {
    static final Instant NOW = Instant.ofEpochMilli(1_764_000_000_000L);

    final FakeTelemetryLog log = new FakeTelemetryLog();
    final AtomicBoolean ready = new AtomicBoolean(true);
    final GatewayConfig config;
    final HandClock clock = new HandClock(NOW);
    final Sessions sessions;
    final PendingMessages pending;
    final Credentials credentials;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final GatewayMetrics metrics = new GatewayMetrics(meters);
    final Wills wills;
    final GatewayPipeline pipeline;
    private final List<TestClient> clients = new ArrayList<>();

    TestGateway() {
        this(GatewayConfig.of("gw", "127.0.0.1", 0, "127.0.0.1:1"));
    }

    TestGateway(GatewayConfig config) {
        this.config = config;
        sessions = new Sessions(config.keptSessions());
        pending = new PendingMessages(
                message -> sessions.find(message.recipient()).ifPresent(session -> session.offer(message)), clock);
        credentials = new Credentials(sessions);
        GatewayRecords records = new GatewayRecords(log, "gw", "boot", clock);
        wills = new Wills("gw", log, credentials, records, metrics, clock);
        pipeline = new GatewayPipeline(new Collaborators(
                config,
                log,
                credentials,
                sessions,
                wills,
                pending,
                records,
                metrics,
                clock,
                ready::get,
                new Entrance(config.limits(), credentials, sessions, null, records, metrics)));
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

    /** @param rate messages a second */
    void register(String terminal, int rate) {
        credentials.take(
                terminal,
                Json.write(new Credential(
                        terminal,
                        Credential.Role.DEVICE,
                        DeviceKind.CALL_TERMINAL,
                        Sha256.hex("secret"),
                        Credential.State.ACTIVE,
                        rate)));
    }

    /** How many messages without acknowledgement were thrown away. */
    int shed() {
        return (int) meters.counter("citywatch.gateway.messages.shed").count();
    }

    TestClient client() {
        TestClient client = new TestClient(pipeline, this::turn);
        clients.add(client);
        return client;
    }

    TestClient connected(int version, String id) {
        TestClient client = client();
        client.connect(version, id, "secret");
        client.receive();
        return client;
    }

    /** Time passes, for sessions and wills. */
    void pass(Duration time) {
        clock.pass(time);
        sessions.sweep(clock.instant(), wills::fire);
    }

    /** Each connection's event loop has its turns: what one asks of another needs several. */
    private void turn() {
        for (int i = 0; i < 3; i++) {
            clients.forEach(TestClient::turn);
        }
    }

    static PendingMessage owed(String id, long revision) {
        return new PendingMessage(
                "phone", id, revision, false, NOW.plusSeconds(60), "responders/phone/offers", id + "@" + revision);
    }

    static PendingMessage settled(String id, long revision) {
        return new PendingMessage("phone", id, revision, true, NOW.plusSeconds(60), "responders/phone/offers", null);
    }
}
