package io.citywatch.standalone.platform;

import io.citywatch.alerts.DispatchConfig;
import io.citywatch.alerts.DispatchService;
import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.GatewayConfig;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.DetectionService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The whole platform in one JVM, on its real parts: Kafka, PostgreSQL, the gateway, the Flink job, dispatch. They meet
 * only in the log, MQTT and HTTP, as they do in a cluster.
 */
public final class Platform implements AutoCloseable {
    /** The database's folder within the data folder. */
    public static final String POSTGRES = "postgres";

    private static final String GATEWAY_ID = "gateway-1";

    private final KafkaBroker broker;
    private final Gateway gateway;
    private final DetectionService detection;
    private final DispatchService dispatch;
    private final Parts parts;

    private Platform(
            KafkaBroker broker, Gateway gateway, DetectionService detection, DispatchService dispatch, Parts parts) {
        this.broker = broker;
        this.gateway = gateway;
        this.detection = detection;
        this.dispatch = dispatch;
        this.parts = parts;
    }

    /**
     * Starts every part and returns when devices are let in, the job runs and the API answers. Log and records start
     * side by side, then the three roles side by side.
     *
     * @param accounts sign-ins that are made or brought up to date; without any, a first start makes an administrator
     * @throws StartFailure naming what is in the way; nothing is left running
     */
    public static Platform start(PlatformConfig config, List<AccountConfig> accounts, Progress progress) {
        LeftoverPostgres.stop(config.folder().resolve(POSTGRES));
        config.ports().requireFree();
        Parts parts = new Parts(progress);
        try {
            CompletableFuture<KafkaBroker> broker =
                    parts.begin("log", () -> startBroker(config), KafkaBroker::toString);
            CompletableFuture<PostgresServer> postgres =
                    parts.begin("records", () -> startPostgres(config), PostgresServer::toString);
            MeterRegistry metrics = new SimpleMeterRegistry();
            CompletableFuture<Gateway> gateway = broker.thenCompose(log -> parts.begin(
                    "gateway",
                    () -> startGateway(config, log, metrics),
                    it -> "mqtt://" + config.host() + ":" + it.mqttPort()));
            CompletableFuture<DispatchService> dispatch =
                    broker.thenCompose(log -> postgres.thenCompose(records -> parts.begin(
                            "dispatch",
                            () -> DispatchService.start(dispatchConfig(config, accounts, log, records), metrics),
                            it -> "http://" + config.host() + ":" + it.httpPort())));
            CompletableFuture<DetectionService> detection = broker.thenCompose(log ->
                    parts.begin("detection", () -> startDetection(config, log), it -> "Flink job, its state in data"));
            return new Platform(
                    parts.await(broker), parts.await(gateway), parts.await(detection), parts.await(dispatch), parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static KafkaBroker startBroker(PlatformConfig config) {
        KafkaBroker broker = KafkaBroker.start(
                config.folder().resolve("kafka"),
                config.ports().kafka(),
                config.ports().kafkaController());
        broker.createTopics();
        return broker;
    }

    private static PostgresServer startPostgres(PlatformConfig config) {
        return PostgresServer.start(
                config.folder().resolve(POSTGRES),
                config.programs(),
                config.ports().postgres());
    }

    private static Gateway startGateway(PlatformConfig config, KafkaBroker log, MeterRegistry metrics) {
        Gateway gateway = Gateway.start(
                GatewayConfig.of(GATEWAY_ID, config.host(), config.ports().mqtt(), log.bootstrapServers()), metrics);
        gateway.ready().join();
        return gateway;
    }

    private static DetectionService startDetection(PlatformConfig config, KafkaBroker log) {
        DetectionService detection = DetectionService.start(
                DetectionConfig.of(log.bootstrapServers(), config.folder().resolve("checkpoints")));
        detection.running().join();
        return detection;
    }

    private static DispatchConfig dispatchConfig(
            PlatformConfig config, List<AccountConfig> accounts, KafkaBroker log, PostgresServer records) {
        return new DispatchConfig(
                records.jdbcUrl(),
                records.user(),
                records.password(),
                log.bootstrapServers(),
                config.host(),
                config.ports().http(),
                config.mapFile(),
                accounts,
                config.folder().resolve("admin-password"),
                false);
    }

    /** Where people open the console; ends with a slash. */
    public String consoleUrl() {
        return "http://127.0.0.1:" + dispatch.httpPort() + "/";
    }

    public int mqttPort() {
        return gateway.mqttPort();
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Stops the Flink job alone, as an upgrade does; its checkpoints stay. */
    public void stopDetection() {
        detection.stopJob();
    }

    /** Starts the Flink job again from its newest checkpoint. */
    public void startDetection() {
        detection.startJob();
    }

    /** Stops every part, the last started first. */
    @Override
    public void close() {
        parts.close();
    }
}
