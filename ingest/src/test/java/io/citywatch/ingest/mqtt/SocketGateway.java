package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.command.PendingMessages;
import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.log.ConcurrentTelemetryLog;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Sessions;
import io.citywatch.ingest.tls.CertificateWatch;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/** A gateway on real sockets, without a broker. */
final class SocketGateway implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final long POLL_NANOS = 5_000_000;

    final ConcurrentTelemetryLog log = new ConcurrentTelemetryLog();
    final Sessions sessions = new Sessions(1_000);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final GatewayMetrics metrics = new GatewayMetrics(meters);
    final Credentials credentials = new Credentials(sessions);
    final PendingMessages pending;
    final MqttServer server;
    private final CertificateWatch certificates;

    SocketGateway(TlsConfig tls, LimitConfig limits) {
        this(GatewayConfig.of("gw", "127.0.0.1", 0, "127.0.0.1:1").with(0, tls, limits));
    }

    SocketGateway(GatewayConfig config) {
        Clock clock = Clock.systemUTC();
        certificates = CertificateWatch.start(config.tls(), config.connectTimeout(), clock)
                .orElse(null);
        GatewayRecords records = new GatewayRecords(log, "gw", "boot", clock);
        pending = new PendingMessages(
                message -> sessions.find(message.recipient()).ifPresent(session -> session.offer(message)), clock);
        server = new MqttServer(
                config,
                new GatewayPipeline(new Collaborators(
                        config,
                        log,
                        credentials,
                        sessions,
                        new Wills("gw", log, credentials, records, metrics, clock),
                        pending,
                        records,
                        metrics,
                        clock,
                        () -> true,
                        new Entrance(config.limits(), credentials, sessions, certificates, records, metrics))),
                certificates);
    }

    void register(String client, DeviceKind kind, Credential.State state) {
        credentials.take(
                client,
                Json.write(new Credential(client, Credential.Role.DEVICE, kind, Sha256.hex("token-" + client), state)));
    }

    void registerResponder(String client) {
        credentials.take(
                client,
                Json.write(new Credential(
                        client,
                        Credential.Role.RESPONDER,
                        null,
                        Sha256.hex("token-" + client),
                        Credential.State.ACTIVE)));
    }

    void register(String... terminals) {
        for (String terminal : terminals) {
            register(terminal, DeviceKind.CALL_TERMINAL, Credential.State.ACTIVE);
        }
    }

    double count(String meter) {
        return meters.find(meter).meters().stream()
                .flatMap(found -> StreamSupport.stream(found.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    /** Waits until it is so, or fails. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        server.stopAccepting();
        server.dismiss(Departure.SHUTTING_DOWN);
        server.close();
        if (certificates != null) {
            certificates.close();
        }
    }
}
