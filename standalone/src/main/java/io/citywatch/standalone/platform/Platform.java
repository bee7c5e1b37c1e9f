package io.citywatch.standalone.platform;

import io.citywatch.alerts.DispatchConfig;
import io.citywatch.alerts.DispatchService;
import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.history.HistoryConfig;
import io.citywatch.ingest.GatewayConfig;
import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.DetectionService;
import io.citywatch.streaming.history.HistoryTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole platform in one JVM, on its real parts: Kafka, PostgreSQL, QuestDB, the gateway, the Flink jobs, dispatch.
 * They meet only in the log, MQTT, HTTP and the history, as they do in a cluster.
 */
public final class Platform implements AutoCloseable {
    /** The database's folder within the data folder. */
    public static final String POSTGRES = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final KafkaBroker broker;
    private final GatewayPart gateway;
    private final DetectionService detection;
    private final DispatchService dispatch;
    private final CompletableFuture<QuestServer> history;
    private final Parts parts;

    private Platform(
            KafkaBroker broker,
            GatewayPart gateway,
            DetectionService detection,
            DispatchService dispatch,
            CompletableFuture<QuestServer> history,
            Parts parts) {
        this.broker = broker;
        this.gateway = gateway;
        this.detection = detection;
        this.dispatch = dispatch;
        this.history = history;
        this.parts = parts;
    }

    /**
     * Starts every part and returns when devices are let in, the job runs and the API answers. Log and records start
     * side by side, then the three roles side by side; the history comes last and nobody waits for it, since what is
     * not written yet stays in the log.
     *
     * @param accounts sign-ins that are made or brought up to date; without any, a first start makes an administrator
     * @throws StartFailure naming what is in the way; nothing is left running
     */
    public static Platform start(PlatformConfig config, List<AccountConfig> accounts, Progress progress) {
        LeftoverPostgres.stop(config.dataFolder().resolve(POSTGRES));
        config.ports().requireFree(config.gateway().tls().isOffered());
        Parts parts = new Parts(progress);
        try {
            Metrics metrics = parts.kept("metrics", new Metrics());
            CompletableFuture<KafkaBroker> broker =
                    parts.begin("log", () -> startBroker(config), KafkaBroker::toString);
            CompletableFuture<PostgresServer> postgres =
                    parts.begin("records", () -> startPostgres(config), PostgresServer::toString);
            CompletableFuture<GatewayPart> gateway = broker.thenCompose(log -> parts.begin(
                    "gateway",
                    () -> GatewayPart.start(gatewayConfig(config, log), config.bridge(), metrics.registry()),
                    it -> "mqtt://" + config.host() + ":" + it.mqttPort()));
            CompletableFuture<DetectionService> detection = broker.thenCompose(log -> parts.begin(
                    "detection", () -> startDetection(config, log, metrics), it -> "Flink jobs, their state in data"));
            CompletableFuture<DispatchService> dispatch =
                    broker.thenCompose(log -> postgres.thenCompose(records -> parts.begin(
                            "dispatch",
                            () -> DispatchService.start(
                                    dispatchConfig(config, accounts, log, records),
                                    metrics.registry(),
                                    new DispatchService.Extras(() -> problems(gateway, detection), config.retention())),
                            it -> "http://" + config.host() + ":" + it.httpPort())));
            CompletableFuture<QuestServer> history = CompletableFuture.allOf(gateway, dispatch, detection)
                    .thenCompose(roles -> parts.begin("history", () -> startHistory(config), QuestServer::toString));
            return new Platform(
                    parts.await("log", broker),
                    parts.await("gateway", gateway),
                    parts.await("detection", detection),
                    parts.await("dispatch", dispatch),
                    history.whenComplete((server, failure) -> {
                        if (failure != null) {
                            LOG.error("the history did not start; all else goes on without it", failure);
                        }
                    }),
                    parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** What keeps the other roles of this process from their work. */
    private static List<String> problems(
            CompletableFuture<GatewayPart> gateway, CompletableFuture<DetectionService> detection) {
        List<String> problems = new ArrayList<>();
        if (!gateway.isDone()
                || gateway.isCompletedExceptionally()
                || !gateway.join().isReady()) {
            problems.add("the gateway lets nobody in");
        }
        if (!detection.isDone()
                || detection.isCompletedExceptionally()
                || !detection.join().isRunning()) {
            problems.add("the detection job does not run");
        }
        return problems;
    }

    private static KafkaBroker startBroker(PlatformConfig config) {
        KafkaBroker broker = KafkaBroker.start(
                config.dataFolder().resolve("kafka"),
                config.ports().kafka(),
                config.ports().kafkaController());
        LogTopics.create(broker.bootstrapServers(), 1, Parts.READY_TIMEOUT);
        return broker;
    }

    private static GatewayConfig gatewayConfig(PlatformConfig config, KafkaBroker log) {
        GatewayConfig tuned = config.gateway();
        return tuned.at(config.host(), config.ports().mqtt(), log.bootstrapServers())
                .with(config.ports().ws(), tuned.tls().on(config.ports().mqtts()), tuned.limits());
    }

    private static PostgresServer startPostgres(PlatformConfig config) {
        return PostgresServer.start(
                config.dataFolder().resolve(POSTGRES),
                config.programs(),
                config.ports().postgres());
    }

    private static QuestServer startHistory(PlatformConfig config) {
        return QuestServer.start(
                config.dataFolder().resolve("questdb"),
                config.programs(),
                config.ports().questdb());
    }

    private static DetectionService startDetection(PlatformConfig config, KafkaBroker log, Metrics metrics) {
        DetectionConfig tuned = config.detection();
        DetectionService detection = DetectionService.start(new DetectionConfig(
                log.bootstrapServers(),
                config.dataFolder().resolve("checkpoints").toUri(),
                tuned.parallelism(),
                tuned.checkpointInterval(),
                tuned.bufferTimeout(),
                config.rules(),
                tuned.roadsFile(),
                HistoryTarget.of(historyUrl(config)),
                null));
        JobMetrics.bind(detection, metrics.registry());
        detection.running().join();
        return detection;
    }

    private static String historyUrl(PlatformConfig config) {
        return "http://127.0.0.1:" + config.ports().questdb();
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
                config.dataFolder().resolve("admin-password"),
                config.dispatch().secureCookies(),
                new HistoryConfig(HistoryConfig.Type.QUESTDB, historyUrl(config)),
                config.dispatch().zone(),
                config.dispatch().roadsFile(),
                config.dispatch().channels(),
                config.dispatch().rules(),
                config.dispatch().storm());
    }

    /** Where people open the console; ends with a slash. */
    public String consoleUrl() {
        return "http://127.0.0.1:" + dispatch.httpPort() + "/";
    }

    public int mqttPort() {
        return gateway.mqttPort();
    }

    /** Empty without a certificate. */
    public OptionalInt mqttsPort() {
        return gateway.mqttsPort();
    }

    public OptionalInt webSocketPort() {
        return gateway.webSocketPort();
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Done when the history takes points and answers; done exceptionally if it did not start. */
    public CompletableFuture<Void> history() {
        return history.thenAccept(server -> {});
    }

    /** Stops the Flink jobs alone, as an upgrade does; their checkpoints stay. */
    public void stopDetection() {
        detection.stopJobs();
    }

    /** Starts the Flink jobs again from their newest checkpoints. */
    public void startDetection() {
        detection.startJobs();
    }

    /** Stops the gateway alone, as an upgrade does. */
    public void stopGateway() {
        gateway.stop();
    }

    /** Starts the gateway again on its port. */
    public void startGateway() {
        gateway.startAgain();
    }

    /** Stops every part, the last started first. */
    @Override
    public void close() {
        parts.close();
    }
}
