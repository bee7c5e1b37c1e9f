package io.citywatch.benchmarks.ingest;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.command.PendingMessages;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.log.TelemetryLog;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.mqtt.Collaborators;
import io.citywatch.ingest.mqtt.Entrance;
import io.citywatch.ingest.mqtt.GatewayPipeline;
import io.citywatch.ingest.mqtt.MqttServer;
import io.citywatch.ingest.mqtt.Wills;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Sessions;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Credential;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

/** The ceiling: the gateway's pipeline, every check in it, on a log that has everything at once. */
final class UnloggedGateway implements GatewayProgram.Measured {
    private final MqttServer server;

    private UnloggedGateway(MqttServer server) {
        this.server = server;
    }

    static UnloggedGateway start(Path folder, List<Credential> registered, MeterRegistry meters) {
        Clock clock = Clock.systemUTC();
        TelemetryLog log = new InstantLog();
        GatewayConfig config = GatewayProgram.config(folder, "127.0.0.1:1");
        Sessions sessions = new Sessions(config.keptSessions());
        Credentials credentials = new Credentials(sessions);
        registered.forEach(credential -> credentials.take(credential.client(), Json.write(credential)));
        GatewayMetrics metrics = new GatewayMetrics(meters);
        GatewayRecords records = new GatewayRecords(log, config.id(), "boot", clock);
        GatewayPipeline pipeline = new GatewayPipeline(new Collaborators(
                config,
                log,
                credentials,
                sessions,
                new Wills(config.id(), log, credentials, records, metrics, clock),
                new PendingMessages(message -> {}, clock),
                records,
                metrics,
                clock,
                () -> true,
                new Entrance(config.limits(), credentials, sessions, null, records, metrics)));
        return new UnloggedGateway(new MqttServer(config, pipeline, null));
    }

    @Override
    public int port() {
        return server.mqttPort();
    }

    @Override
    public OptionalInt tlsPort() {
        return OptionalInt.empty();
    }

    @Override
    public void close() {
        server.stopAccepting();
        server.dismiss(Departure.SHUTTING_DOWN);
        server.close();
    }
}
