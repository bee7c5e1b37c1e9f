package io.citywatch.ingest;

import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.bridge.Bridge;
import io.citywatch.ingest.bridge.BridgeConfig;
import io.citywatch.ingest.command.PendingMessages;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.log.KafkaTelemetryLog;
import io.citywatch.ingest.log.PulseWriter;
import io.citywatch.ingest.log.TopicReader;
import io.citywatch.ingest.log.TopicWait;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.mqtt.Collaborators;
import io.citywatch.ingest.mqtt.Entrance;
import io.citywatch.ingest.mqtt.GatewayPipeline;
import io.citywatch.ingest.mqtt.MqttServer;
import io.citywatch.ingest.mqtt.SessionSweep;
import io.citywatch.ingest.mqtt.Wills;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Sessions;
import io.citywatch.ingest.tls.CertificateWatch;
import io.citywatch.ingest.tls.TlsFailure;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway. It listens at once, refuses every CONNECT until the credentials and pending messages are read to
 * their end and the log takes messages, and closes gracefully.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final KafkaTelemetryLog log;
    private final PulseWriter pulse;
    private final TopicWait topics;
    private final TopicReader credentialReader;
    private final TopicReader commandReader;
    private final SessionSweep sweep;
    private final @Nullable CertificateWatch certificates;
    private final MqttServer server;
    private final @Nullable Bridge bridge;
    private final CompletableFuture<Void> ready;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(GatewayConfig config, BridgeConfig bridgeConfig, MeterRegistry registry) {
        Clock clock = Clock.systemUTC();
        String boot = UUID.randomUUID().toString();
        GatewayMetrics metrics = new GatewayMetrics(registry);

        Sessions sessions = new Sessions(config.keptSessions());
        metrics.keeping(sessions::keptCount);
        this.log = new KafkaTelemetryLog(config);
        this.pulse = new PulseWriter(log, config.id(), boot, metrics, clock);
        this.topics = new TopicWait(config.bootstrapServers(), KafkaTelemetryLog.TOPICS);
        Credentials credentials = new Credentials(sessions);
        PendingMessages pending = new PendingMessages(
                message -> {
                    sessions.find(message.recipient()).ifPresent(session -> session.offer(message));
                    offerToBridge(message);
                },
                clock);
        this.credentialReader = new TopicReader(
                "credentials", config.bootstrapServers(), List.of(LogTopic.REGISTRY_CREDENTIALS), credentials::take);
        this.commandReader = new TopicReader(
                "commands", config.bootstrapServers(), List.of(LogTopic.COMMANDS, LogTopic.RECEIPTS), pending::take);
        this.ready = CompletableFuture.allOf(
                        credentialReader.caughtUp(),
                        commandReader.caughtUp().thenRun(pending::completed),
                        pulse.firstHeard())
                .thenRun(() -> LOG.info("gateway {} lets clients in", config.id()));
        GatewayRecords records = new GatewayRecords(log, config.id(), boot, clock);
        Wills wills = new Wills(config.id(), log, credentials, records, metrics, clock);
        this.sweep = new SessionSweep(sessions, wills, clock);
        try {
            this.certificates = CertificateWatch.start(config.tls(), config.connectTimeout(), clock)
                    .orElse(null);
        } catch (TlsFailure e) {
            sweep.close();
            log.close();
            throw e;
        }
        GatewayPipeline pipeline = new GatewayPipeline(new Collaborators(
                config,
                log,
                credentials,
                sessions,
                wills,
                pending,
                records,
                metrics,
                clock,
                this::isReady,
                new Entrance(config.limits(), credentials, sessions, certificates, records, metrics)));
        this.server = listen(config, pipeline, certificates, log, sweep);
        this.bridge = bridgeConfig.isOn()
                ? new Bridge(
                        bridgeConfig,
                        new Bridge.Shared(
                                config.id(),
                                log,
                                credentials,
                                pending,
                                records,
                                metrics,
                                clock,
                                client -> sessions.find(client).isPresent(),
                                this::isReady))
                : null;
        LOG.info("gateway {} listens on {}:{} (boot {})", config.id(), config.host(), server.mqttPort(), boot);
    }

    /**
     * Starts a gateway and returns while it still reads the log.
     *
     * @throws IllegalStateException naming the address, if it cannot be listened on
     */
    public static Gateway start(GatewayConfig config, MeterRegistry registry) {
        return start(config, BridgeConfig.NONE, registry);
    }

    /** The same with a bridge to a broker that the city already runs. */
    public static Gateway start(GatewayConfig config, BridgeConfig bridge, MeterRegistry registry) {
        Gateway gateway = new Gateway(config, bridge, registry);
        gateway.credentialReader.start();
        gateway.commandReader.start();
        gateway.topics.start(gateway.pulse::start);
        return gateway;
    }

    /** The port for MQTT over TCP. */
    public int mqttPort() {
        return server.mqttPort();
    }

    /** The port for MQTT over TLS; empty if there is no certificate. */
    public OptionalInt mqttsPort() {
        return server.mqttsPort();
    }

    /** The port for MQTT over WebSocket; empty if none was asked for. */
    public OptionalInt webSocketPort() {
        return server.webSocketPort();
    }

    /** True while clients are let in. */
    public boolean isReady() {
        return problems().isEmpty();
    }

    /** Why nobody is let in, for people; empty while clients are. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!ready.isDone()) {
            problems.add("lets nobody in: who may come, and what they are owed, is not read from the log yet");
        }
        if (!log.isAvailable()) {
            problems.add("lets nobody in: the log takes no messages");
        }
        if (closed.get()) {
            problems.add("lets nobody in: it is being stopped");
        }
        return problems;
    }

    /** Done once clients are let in for the first time. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /** Lets nobody in, acknowledges what the log still takes, tells the clients, and stops. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.stopAccepting();
        sweep.close();
        topics.close();
        if (bridge != null) {
            bridge.close();
        }
        credentialReader.close();
        commandReader.close();
        log.drain();
        server.dismiss(Departure.SHUTTING_DOWN);
        pulse.close();
        log.close();
        server.close();
        if (certificates != null) {
            certificates.close();
        }
        LOG.info("gateway stopped");
    }

    private void offerToBridge(PendingMessage message) {
        if (bridge != null) {
            bridge.offer(message);
        }
    }

    private static MqttServer listen(
            GatewayConfig config,
            GatewayPipeline pipeline,
            @Nullable CertificateWatch certificates,
            KafkaTelemetryLog log,
            SessionSweep sweep) {
        try {
            return new MqttServer(config, pipeline, certificates);
        } catch (IllegalStateException e) {
            sweep.close();
            if (certificates != null) {
                certificates.close();
            }
            log.close();
            throw e;
        }
    }
}
